#!/bin/sh
# Compares statistics with scipy and statsmodels: a virtual environment of its own, then compare.py.
# Words given are passed on: tests/peers/statistics/run.sh --seed 2
set -eu
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
venv="$here/.venv"
needs="$here/requirements.txt"
python=${PYTHON:-python3}

# The stamp is written last, so that an environment that was cut short is made again.
if ! cmp -s "$needs" "$venv/installed.txt"; then
  rm -rf "$venv"
  if ! timeout --foreground 60 "$python" -m venv "$venv"; then
    rm -rf "$venv"
    echo "Cannot make a virtual environment: install Python 3.11 with venv and ensurepip, or name one with PYTHON=…" >&2
    exit 1
  fi
  if ! timeout --foreground 180 "$venv/bin/python" -m pip install --quiet --disable-pip-version-check -r "$needs"; then
    echo "Cannot install what $needs lists: pip needs a package index that it can reach, and Python 3.11 or later." >&2
    exit 1
  fi
  cp "$needs" "$venv/installed.txt"
fi

DENO=$(${DENO:-npx --yes deno@2.9.6} eval 'console.log(Deno.execPath())')
export DENO
export PYTHONDONTWRITEBYTECODE=1
exec timeout --foreground 300 "$venv/bin/python" "$here/compare.py" "$@"
