#!/bin/sh
# Loads training files with Python's `datasets` and trains on them with TRL: the environment, the files by Tracebook, then
# read_back.py and train.py.
set -u
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
export NO_COLOR=1 DENO_NO_UPDATE_CHECK=1
. "$here/../training_environment.sh"

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
env -u HF_HUB_OFFLINE timeout --foreground 60 "$deno" run --quiet --allow-all --config "$here/../../../deno.json" "$here/hub_cache.ts" "$venv/bin/python" || failed=1
timeout --foreground 240 "$venv/bin/python" "$here/train.py" "$work" || failed=1
exit $failed
