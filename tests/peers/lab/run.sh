#!/usr/bin/env bash
# Runs notebooks in a real JupyterLab, opened as users open it, in Chromium: lab/run.sh [SCREENSHOTS]
set -u
here=$(cd "$(dirname "$0")" && pwd)
venv="$here/.venv"
needs="$here/requirements.txt"
deno=${DENO:-npx --yes deno@2.9.6}
CHROMIUM=$("$here/../browser/chromium.sh") || exit 1

if ! cmp -s "$needs" "$venv/installed.txt"; then
  rm -rf "$venv"
  "${PYTHON:-python3}" -m venv "$venv" || exit 1
  timeout --foreground 80 "$venv/bin/python" -m pip install --quiet --no-compile --disable-pip-version-check -r "$needs" || exit 1
  cp "$needs" "$venv/installed.txt"
fi

# In the repository, but not below tests/peers: the first deno.json above the notebooks must be the project's.
out="$here/../../../out"
mkdir -p "$out"
work=$(mktemp -d "$(realpath "$out")/lab-XXXXXX")
temp=$(mktemp -d)

# Whatever was started here carries $work in its environment, kernels and browser too.
end() {
  local environ
  for environ in $(grep -lsazxF "TRACEBOOK_LAB_PEER=$work" /proc/[0-9]*/environ); do
    kill -9 "$(basename "$(dirname "$environ")")" 2>/dev/null
  done
  rm -rf "$work" "$temp"
}
trap end EXIT
trap 'exit 143' TERM INT HUP

export CHROMIUM
PATH="$venv/bin:$PATH" TMPDIR="$temp" TRACEBOOK_LAB_PEER="$work" timeout --foreground 95 \
  $deno run --frozen -A "$here/lab.mjs" "$work" ${1:+"$1/lab"} &
wait $!
