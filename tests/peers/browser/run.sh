#!/usr/bin/env bash
# Runs the main job, and opens the pages that it made in Chromium: browser/run.sh [SCREENSHOTS]
set -u
here=$(cd "$(dirname "$0")" && pwd)
deno=${DENO:-npx --yes deno@2.9.6}
CHROMIUM=$("$here/chromium.sh") || exit 1
export CHROMIUM
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
cd "$here/../../.." || exit 1

if ! timeout --foreground 150 $deno task start --out "$out" >"$out/log.txt" 2>&1; then
  tail -n 30 "$out/log.txt"
  echo "FAILED the main job"
  echo "0 passed, 1 failed"
  exit 1
fi
pages=$(find "$out" -maxdepth 1 -name '[0-9]*.html' | wc -l)
if [ "$pages" -lt 5 ]; then
  echo "FAILED the main job: $pages pages, and at least five were expected"
  echo "0 passed, 1 failed"
  exit 1
fi
code=0
timeout --foreground 120 $deno run --frozen -A "$here/pages.mjs" "$out" ${1:+"$1/pages"} || code=1
# The same notebooks, with charts that the pages draw, and one whose charts would fetch, link and run what they may not.
live=$(mktemp -d)
trap 'rm -rf "$out" "$live"' EXIT
timeout --foreground 120 $deno run --config=deno.json -A "$here/live_pages.ts" "$out" "$live" || code=1
timeout --foreground 120 $deno run --frozen -A "$here/pages.mjs" "$live" ${1:+"$1/live"} live || code=1
exit $code
