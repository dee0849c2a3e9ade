#!/bin/sh
# Measures and masks on Spark's local cluster of two executors, with a worker killed on the way, and compares with one
# machine: the documents byte for byte, facts and records row by row. `run.sh ROWS` takes that many rows of each config.
set -u
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
root=$(CDPATH= cd -- "$here/../../.." && pwd)
venv="$here/.venv"
rows=${1:-120}
export NO_COLOR=1 DENO_NO_UPDATE_CHECK=1
if ! cmp -s "$here/requirements.txt" "$venv/installed.txt"; then
  rm -rf "$venv"
  "${PYTHON:-python3}" -m venv "$venv" || exit 1
  timeout --foreground 400 "$venv/bin/python" -m pip install --no-compile --quiet --disable-pip-version-check -r "$here/requirements.txt" || exit 1
  cp "$here/requirements.txt" "$venv/installed.txt"
fi
if ! command -v java >/dev/null; then
  timeout --foreground 300 sh -c 'apt-get update -qq && apt-get install -y -qq --no-install-recommends openjdk-17-jre-headless' >/dev/null || exit 1
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM
DENO=$(${DENO:-npx --yes deno@2.9.6} eval 'console.log(Deno.execPath())') || exit 1
export DENO PYSPARK_PYTHON="$venv/bin/python" SPARK_WORKER_DIR="$work/executors"
passed=0 failed=0

check() {
  what=$1
  shift
  if "$@" >"$work/said" 2>&1; then
    passed=$((passed + 1))
    echo "ok   $what"
  else
    failed=$((failed + 1))
    echo "FAIL $what"
    tail -n 25 "$work/said"
  fi
}

traces() {
  (cd "$root" && "$DENO" run --quiet --allow-all lib/cli/main.ts "$@")
}

# submit TASK…: the job on two executors of one core each; small partitions, so that each has several
submit() {
  timeout --foreground "${SPARK_LIMIT:-200}" "$venv/bin/spark-submit" --master 'local-cluster[2,1,1024]' \
    --conf spark.ui.enabled=false --conf spark.sql.files.maxPartitionBytes=1m --conf spark.sql.shuffle.partitions=4 \
    --conf spark.sql.files.openCostInBytes=1 "$work/job/job.py" "$@" >"$work/log" 2>&1
}

(cd "$root" && "$DENO" task --quiet cluster "$work/job") >"$work/log" 2>&1 || { cat "$work/log"; exit 1; }
for config in kimi glm-5.1; do
  traces sample --rows "$rows" --seed 5 --config "$config" --out "$work/$config.parquet" || exit 1
done
traces measure "$work/kimi.parquet" "$work/glm-5.1.parquet" --json --out "$work/facts.parquet" >"$work/measure.json" || exit 1

# a worker is killed as soon as there is one
(
  until pid=$(pgrep -f -o 'tracebook.js measure --rules'); do sleep 0.05; done
  kill -9 "$pid" && echo killed >"$work/killed"
) &
killer=$!
check "measure" submit measure "$work/kimi.parquet" "$work/glm-5.1.parquet" --out "$work/measured"
kill "$killer" 2>/dev/null
check "a worker was killed" test -s "$work/killed"
check "its task was tried again" grep -q "Tracebook's process ended with -9" "$work/log"
check "the numbers are those of one machine, byte for byte" cmp "$work/measure.json" "$work/measured/measure.json"
check "the facts are those of one machine" "$venv/bin/python" "$here/same_rows.py" "$work/facts.parquet" "$work/measured/facts"
check "nothing else is left" test "$(ls "$work/measured" | tr '\n' ' ')" = "facts measure.json "

traces handoff sample --limit 20 --validation 0.2 --evaluation 0.2 --out "$work/handoff" --json >/dev/null || exit 1
traces mask "$work/kimi.parquet" --max-length 2048 --json --out "$work/records.parquet" >"$work/mask.json" 2>/dev/null || exit 1
check "mask" submit mask "$work/kimi.parquet" --out "$work/masked" --tokenizer "$work/handoff/tokenizer" --options '{"maxLength": 2048}'
check "the audit is that of one machine, byte for byte" cmp "$work/mask.json" "$work/masked/mask.json"
check "the records are those of one machine" "$venv/bin/python" "$here/same_rows.py" "$work/records.parquet" "$work/masked/records"
check "a file with a bad row is made" "$venv/bin/python" "$here/bad_row.py" "$work/kimi.parquet" "$work/bad.parquet"
check "a bad row ends the job" sh -c '! "$@"' - "$venv/bin/spark-submit" --master 'local[2]' --conf spark.ui.enabled=false "$work/job/job.py" measure "$work/bad.parquet" --out "$work/none"
cp "$work/said" "$work/log"
check "the error names the row and the file" grep -q "^error: row 7 of file:.*/bad.parquet: .*robot" "$work/log"
check "no numbers are written" test ! -e "$work/none/measure.json"

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
