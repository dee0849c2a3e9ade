# Makes the virtual environment that training needs (some 1.5 GB, most of it torch for the CPU), and sets `venv`. Sourced
# by the peers that train. Where pip's index has torch for graphics cards only, PIP_EXTRA_INDEX_URL can name one that has
# it for the CPU.
peers=$(CDPATH= cd -- "$(dirname -- "$0")/.." && pwd)
venv="$peers/training_files/.venv"
needs="$peers/training_files/requirements.txt"

# The stamp is written last, so that an environment that was cut short is made again.
if ! cmp -s "$needs" "$venv/installed.txt"; then
  rm -rf "$venv"
  "${PYTHON:-python3}" -m venv "$venv" || exit 1
  # not compiled: most of it is never imported
  timeout --foreground 400 "$venv/bin/python" -m pip install --no-compile --quiet --disable-pip-version-check -r "$needs" || exit 1
  cp "$needs" "$venv/installed.txt"
fi
