#!/bin/sh
# Loads training files with Python's `datasets` and trains on them with TRL: a virtual environment of its own (some
# 1.5 GB, most of it torch for the CPU), the files by Tracebook, then read_back.py and train.py. Where pip's index has
# torch for graphics cards only, PIP_EXTRA_INDEX_URL can name one that has it for the CPU.
set -u
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
venv="$here/.venv"
needs="$here/requirements.txt"
export NO_COLOR=1 DENO_NO_UPDATE_CHECK=1

# The stamp is written last, so that an environment that was cut short is made again.
if ! cmp -s "$needs" "$venv/installed.txt"; then
  rm -rf "$venv"
  "${PYTHON:-python3}" -m venv "$venv" || exit 1
  # not compiled: most of it is never imported
  timeout --foreground 400 "$venv/bin/python" -m pip install --no-compile --quiet --disable-pip-version-check -r "$needs" || exit 1
  cp "$needs" "$venv/installed.txt"
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM
export HF_HOME="$work/huggingface" HF_HUB_OFFLINE=1
deno=$(${DENO:-npx --yes deno@2.9.6} eval 'console.log(Deno.execPath())') || exit 1
timeout --foreground 60 "$deno" run --quiet --allow-all --config "$here/../../../deno.json" "$here/ours.ts" "$work" >"$work/log" 2>&1 || {
  cat "$work/log"
  exit 1
}
failed=0
timeout --foreground 90 "$venv/bin/python" "$here/read_back.py" "$work" || failed=1
timeout --foreground 240 "$venv/bin/python" "$here/train.py" "$work" || failed=1
exit $failed
