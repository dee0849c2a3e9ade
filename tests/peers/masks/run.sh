#!/bin/sh
# Compares masks with the tutorial's Python and with TRL's: a virtual environment of its own, then compare.py.
# Words given are passed on: tests/peers/masks/run.sh --seed 1 --seed 2
set -eu
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
venv="$here/.venv"
python=${PYTHON:-python3}

# The stamp is written last, so that an environment that was cut short is made again.
if ! cat "$here/requirements.txt" "$here/templates.txt" | cmp -s - "$venv/installed.txt"; then
  rm -rf "$venv"
  timeout --foreground 60 "$python" -m venv "$venv"
  pip="$venv/bin/python -m pip install --quiet --disable-pip-version-check"
  timeout --foreground 120 $pip -r "$here/requirements.txt"
  # Of trl only the chat templates are read, so nothing that it needs is installed.
  timeout --foreground 60 $pip --no-deps -r "$here/templates.txt"
  cat "$here/requirements.txt" "$here/templates.txt" >"$venv/installed.txt"
fi

cd "$here"
# Every command starts Deno anew, and npx takes its time at every call.
DENO=$(${DENO:-npx --yes deno@2.9.6} eval 'console.log(Deno.execPath())')
export DENO
export PYTHONDONTWRITEBYTECODE=1 TRANSFORMERS_VERBOSITY=error HF_HUB_OFFLINE=1
exec timeout --foreground 600 "$venv/bin/python" compare.py "$@"
