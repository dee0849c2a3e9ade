#!/bin/sh
# Makes the Python that measuring is timed against: a virtual environment of its own, beside this file.
set -eu
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
venv="$here/.venv"
needs="$here/requirements.txt"
# The stamp is written last, so that an environment that was cut short is made again.
if ! cmp -s "$needs" "$venv/installed.txt"; then
  rm -rf "$venv"
  "${PYTHON:-python3}" -m venv "$venv"
  "$venv/bin/python" -m pip install --quiet --disable-pip-version-check -r "$needs"
  cp "$needs" "$venv/installed.txt"
fi
