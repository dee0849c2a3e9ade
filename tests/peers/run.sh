#!/usr/bin/env bash
# Everything that is compared with others' programs, two parts at a time, also after one has failed: the tutorial
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
logs=$(mktemp -d)
trap 'rm -rf "$logs"' EXIT

# part NAME SECONDS [ARGUMENT]: what it prints comes in one piece, when it has ended
part() {
  local start=$SECONDS code
  timeout --kill-after=15 "$2" bash "$1/run.sh" ${3:+"$3"} >"$logs/$1" 2>&1
  code=$?
  [ "$code" -eq 0 ] || echo "$1" >>"$logs/failed"
  {
    flock 9
    echo "== $1"
    cat "$logs/$1"
    [ "$code" -eq 124 ] && echo "$1 was stopped after $2 s"
    echo "== $1: exit $code, $((SECONDS - start)) s"
  } 9>>"$logs/lock"
}

# Two at a time where neither is timed nor watched: most of them keep one core busy.
{
  part python 400
  part statistics 300
  part tokens 500
  part messages 400
  part masks 400
} &
part training_files 800
part handoff 800
wait
CHROMIUM=$(timeout 300 sh browser/chromium.sh) || echo Chromium >>"$logs/failed" # both may ask apt-get: before spark
export CHROMIUM
part spark 400 60 &
part notebook 200
part browser 300 "$screenshots"
wait
part lab 300 "$screenshots" # watched to the second, so alone
[ -e "$logs/failed" ] || exit 0
echo "Not as expected: $(tr '\n' ' ' <"$logs/failed")"
exit 1
