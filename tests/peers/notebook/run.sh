#!/bin/sh
# Runs notebooks with nbclient on the stock Deno kernel, with and without Tracebook's kernel fix: a virtual environment of its own, then nbclient_peer.py.
set -eu
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
venv="$here/.venv"
needs="$here/requirements.txt"
# nbclient starts the kernel itself, so it needs the program's own path.
deno=$(${DENO:-npx --yes deno@2.9.6} eval 'console.log(Deno.execPath())')

if ! cmp -s "$needs" "$venv/installed.txt"; then
  rm -rf "$venv"
  "${PYTHON:-python3}" -m venv "$venv"
  timeout --foreground 50 "$venv/bin/python" -m pip install --quiet --disable-pip-version-check -r "$needs"
  cp "$needs" "$venv/installed.txt"
fi
exec timeout --foreground 60 "$venv/bin/python" "$here/nbclient_peer.py" "$deno" "$here/../../.."
