#!/bin/sh
# Compares Tracebook with the tutorial in Python: a virtual environment of its own, then compare.py.
# Words given are passed on: tests/peers/python/run.sh --seed 1 --seed 2
set -eu
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
venv="$here/.venv"
needs="$here/requirements.txt"
python=${PYTHON:-python3}

if ! command -v "$python" >/dev/null 2>&1; then
  echo "The peers need Python 3.11: put python3 on the PATH, or name one with PYTHON=…" >&2
  exit 1
fi
if ! "$python" -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))'; then
  echo "The reference is Python 3.11, but $python is $("$python" -V 2>&1): name another with PYTHON=…" >&2
  exit 1
fi

# The stamp is written last, so that an environment that was cut short is made again.
if ! cmp -s "$needs" "$venv/installed.txt"; then
  rm -rf "$venv"
  if ! timeout --foreground 60 "$python" -m venv "$venv"; then
    rm -rf "$venv"
    echo "Cannot make a virtual environment: install Python's venv and ensurepip (on Debian: apt-get install python3-venv)." >&2
    exit 1
  fi
  if ! timeout --foreground 120 "$venv/bin/python" -m pip install --quiet --disable-pip-version-check -r "$needs"; then
    echo "Cannot install what $needs lists: pip needs a package index that it can reach." >&2
    exit 1
  fi
  cp "$needs" "$venv/installed.txt"
fi

cd "$here"
# Every command starts Deno anew, and npx takes its time at every call.
DENO=$(${DENO:-npx --yes deno@2.9.6} eval 'console.log(Deno.execPath())')
export DENO
export PYTHONDONTWRITEBYTECODE=1
timeout --foreground 60 "$venv/bin/python" test_tutorial.py
exec timeout --foreground 900 "$venv/bin/python" compare.py "$@"
