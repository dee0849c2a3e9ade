#!/bin/sh
# Compares token ids with Rust's tokenizers and with transformers, and loads tokenizers of a loopback hub by AutoTokenizer
# of @huggingface/transformers (which is fetched, some 500 MB).
# Words given are passed on to compare.py: tests/peers/tokens/run.sh --seed 1 --seed 2
set -u
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
venv="$here/.venv"
needs="$here/requirements.txt"
export NO_COLOR=1 DENO_NO_UPDATE_CHECK=1 PYTHONDONTWRITEBYTECODE=1

# The stamp is written last, so that an environment that was cut short is made again.
if ! cmp -s "$needs" "$venv/installed.txt"; then
  rm -rf "$venv"
  "${PYTHON:-python3}" -m venv "$venv" || exit 1
  timeout --foreground 120 "$venv/bin/python" -m pip install --quiet --disable-pip-version-check -r "$needs" || exit 1
  cp "$needs" "$venv/installed.txt"
fi

cd "$here/../../.."
# Every command starts Deno anew, and npx takes its time at every call.
DENO=$(${DENO:-npx --yes deno@2.9.6} eval 'console.log(Deno.execPath())') || exit 1
export DENO
failed=0
timeout --foreground 120 "$DENO" test --no-check --frozen --allow-all --config "$here/deno.json" "$here/hub_test.ts" || failed=1
timeout --foreground 900 "$venv/bin/python" "$here/compare.py" "$@" || failed=1
exit $failed
