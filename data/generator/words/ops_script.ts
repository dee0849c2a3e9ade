/**
 * Writes a shell script for a scheduled job.
 *
 * @param what What the job does, which is also what it prints.
 * @param keepDays Number of days that its log is kept.
 * @param careful Whether it takes a lock and writes a log.
 */
export function opsScript(what: string, keepDays: number, careful: boolean): string {
  const head = `#!/bin/sh
# ${what}
#
# Called by the scheduler, and by hand when somebody wants to know whether it
# still works. Prints one line and ends with 0 when all is well; anything else
# is a failure, and the last lines say why.
set -eu

cd "$(dirname "$0")/.."
`;
  if (!careful) return `${head}\necho "${what}: ok"\n`;
  return `${head}
KEEP_DAYS=${keepDays}
NAME=$(basename "$0" .sh)
LOG_DIR=var/log
LOCK="var/run/$NAME.lock"

mkdir -p "$LOG_DIR" var/run

log() {
  # Times are UTC, so that logs of different machines can be laid side by side.
  printf '%s %s\\n' "$(date -u +%Y-%m-%dT%H:%M:%SZ)" "$1" >> "$LOG_DIR/$NAME.log"
}

fail() {
  log "failed: $1"
  echo "$NAME: $1" >&2
  exit 1
}

# A directory is made or not made: two runs cannot both believe they were first.
if ! mkdir "$LOCK" 2>/dev/null; then
  fail "another run is still going on"
fi
trap 'rmdir "$LOCK"' EXIT

log "start"

# Old logs are not worth their space.
find "$LOG_DIR" -name "$NAME.log.*" -mtime +"$KEEP_DAYS" -delete 2>/dev/null || true

if [ -f "$LOG_DIR/$NAME.log" ] && [ "$(wc -c < "$LOG_DIR/$NAME.log")" -gt 1000000 ]; then
  mv "$LOG_DIR/$NAME.log" "$LOG_DIR/$NAME.log.$(date -u +%Y%m%d)"
fi

log "done"
echo "${what}: ok"
`;
}
