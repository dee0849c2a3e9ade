#!/bin/sh
# Hands off the sample and trains on it, by the commands of the folder's README: a tiny model on the CPU, its predictions,
# their scores. Then the two other ways to train. `run.sh processes` also trains with two processes.
set -u
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
root=$(CDPATH= cd -- "$here/../../.." && pwd)
export NO_COLOR=1 DENO_NO_UPDATE_CHECK=1 TOKENIZERS_PARALLELISM=false
. "$here/../training_environment.sh"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM
export HF_HOME="$work/huggingface" HF_HUB_OFFLINE=1
deno=$(${DENO:-npx --yes deno@2.9.6} eval 'console.log(Deno.execPath())') || exit 1
python="$venv/bin/python"
passed=0 failed=0

# check WHAT SECONDS COMMAND…: runs it; shows what it said if it fails.
check() {
  what=$1 limit=$2
  shift 2
  if timeout --foreground "$limit" "$@" >"$work/log" 2>&1; then
    passed=$((passed + 1))
    echo "ok   $what"
  else
    failed=$((failed + 1))
    echo "FAIL $what"
    tail -n 25 "$work/log"
  fi
}

# says WHAT WORDS: whether the last command said so.
says() {
  check "$1" 5 grep -q -e "$2" "$work/said"
}

traces() {
  cd "$root" && "$deno" run --quiet --allow-all lib/cli/main.ts "$@"
}

traces handoff sample --out "$work/tokens" --json >"$work/manifest.json" 2>"$work/log" || { cat "$work/log"; exit 1; }
cd "$work/tokens" || exit 1
check "train.py --smoke: the labels reach the model, the loss falls, a checkpoint is resumed" 400 "$python" train.py --smoke
cp "$work/log" "$work/said"
says "all labels are compared" "^The labels of all [0-9]* different records reach the model"
says "the validation loss is reported" "^validation loss: [0-9.]* before, [0-9.]* after 12 steps"
says "going on from a checkpoint is compared" "^Going on from checkpoint-6 ends with the same weights"
check "evaluate.py --smoke: twelve predictions" 120 "$python" evaluate.py --smoke
check "the folder's tokenizer gives the file's ids" 60 "$python" "$here/same_ids.py" "$work/tokens"
traces score "$work/tokens/predictions.jsonl" --train sample --json >"$work/said" 2>&1
says "the predictions are scored" '"steps":12'

if [ "${1:-}" = processes ]; then
  cd "$work/tokens" || exit 1
  check "two processes: the labels reach the model, the loss falls" 300 \
    env ACCELERATE_USE_CPU=1 OMP_NUM_THREADS=1 "$venv/bin/torchrun" --nproc_per_node 2 train.py --smoke --out two
  cp "$work/log" "$work/said"
  says "all labels are compared" "^The labels of all [0-9]* different records reach the model"
fi

traces handoff sample --way messages --limit 30 --out "$work/messages" --json >/dev/null 2>"$work/log" || cat "$work/log"
cd "$work/messages" || exit 1
check "train.py --smoke by messages: the loss falls" 300 "$python" train.py --smoke
check "evaluate.py --smoke by messages" 120 "$python" evaluate.py --smoke

traces handoff sample --way text --limit 30 --out "$work/text" --json >/dev/null 2>"$work/log" || cat "$work/log"
cd "$work/text" || exit 1
check "train.py by text" 300 "$python" train.py --model "$work/tokens/run/model" --steps 2 --accumulation 1 --length 512
cp "$work/log" "$work/said"
says "the validation loss is reported" "^validation loss: [0-9.]* before, [0-9.]* after 2 steps"
says "text warns that only the system prompt is trained" "^WARNING: the others hold only the system prompt"

# in this folder, as its records train from their first token on
lora="--lora --model $work/tokens/run/model --out lora --accumulation 1 --length 128 --every 1"
check "train.py --lora" 200 "$python" train.py $lora --steps 1
check "train.py --resume" 200 "$python" train.py $lora --steps 2 --resume
cp "$work/log" "$work/said"
says "going on makes one step more" "after 2 steps"

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
