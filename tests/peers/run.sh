#!/usr/bin/env bash
# Everything that is compared with others' programs, one part after the other, also after one has failed: the tutorial
# in Python, scipy and statsmodels, tokenizers, templates and masks, nbclient, datasets and TRL, Spark, Chromium, JupyterLab.
# Each part installs what it needs, counts its own checks in a line `N passed, N failed`, and has a limit of time.
#
#     tests/peers/run.sh [SCREENSHOTS]
#
# DENO names the Deno program; npx brings it if it is not set.
set -u
cd "$(dirname "$0")"
screenshots=${1:+$(realpath -m "$1")}
# Asked once for all parts: npx takes its time at every call.
DENO=$(${DENO:-npx --yes deno@2.9.6} eval 'console.log(Deno.execPath())') || exit 1
export DENO NO_COLOR=1 DENO_NO_UPDATE_CHECK=1
failed=""

# part NAME SECONDS [ARGUMENT]
part() {
  local start=$SECONDS code
  echo "== $1"
  timeout --kill-after=15 "$2" bash "$1/run.sh" ${3:+"$3"}
  code=$?
  [ "$code" -eq 124 ] && echo "$1 was stopped after $2 s"
  echo "== $1: exit $code, $((SECONDS - start)) s"
  [ "$code" -eq 0 ] || failed="$failed $1"
}

part python 300
part statistics 300
part tokens 420
part messages 300
part notebook 120
part masks 300
part training_files 600
part handoff 600
part spark 400 60
if CHROMIUM=$(timeout 240 sh browser/chromium.sh); then
  export CHROMIUM
  part browser 180 "$screenshots"
  part lab 240 "$screenshots"
else
  failed="$failed browser lab"
fi
[ -z "$failed" ] || echo "Not as expected:$failed"
[ -z "$failed" ]
