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

if ! timeout --foreground 60 $deno task start --out "$out" >"$out/log.txt" 2>&1; then
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
timeout --foreground 80 $deno run --frozen -A "$here/pages.mjs" "$out" ${1:+"$1/pages"}
