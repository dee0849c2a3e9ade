#!/bin/sh
# Tracebook's kernel, and the stock one, in the hands of Jupyter's programs: nbclient (no output lost or misplaced), Jupyter's
# own tests of kernels, papermill and nbconvert. `run.sh CELLS` takes that many cells with nbclient.
set -u
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
venv="$here/.venv"
needs="$here/requirements.txt"
# nbclient starts the kernel itself, so it needs the program's own path.
deno=$(${DENO:-npx --yes deno@2.9.6} eval 'console.log(Deno.execPath())')

if ! cmp -s "$needs" "$venv/installed.txt"; then
  rm -rf "$venv"
  "${PYTHON:-python3}" -m venv "$venv" || exit 1
  timeout --foreground 120 "$venv/bin/python" -m pip install --quiet --disable-pip-version-check -r "$needs" || exit 1
  cp "$needs" "$venv/installed.txt"
fi
failed=0
for peer in nbclient_peer protocol_peer sharing_peer; do
  timeout --foreground "${PEER_LIMIT:-90}" "$venv/bin/python" "$here/$peer.py" "$deno" "$here/../../.." "$@" 2>"$venv/said" || {
    failed=1
    tail -n 25 "$venv/said"
  }
done
exit $failed
