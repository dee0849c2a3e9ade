#!/bin/sh
# Makes sure that there is a Chromium, and prints its path. CHROMIUM names another; Debian's is installed if there is none.
set -eu
chromium=${CHROMIUM:-/usr/bin/chromium}
if [ ! -x "$chromium" ]; then
  if [ -n "${CHROMIUM:-}" ] || ! command -v apt-get >/dev/null; then
    echo "The peers need Chromium, and $chromium is none: install it, or name one with CHROMIUM=…" >&2
    exit 1
  fi
  export DEBIAN_FRONTEND=noninteractive
  { apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium; } >&2 || {
    echo "Cannot install Chromium: apt-get needs a Debian mirror that it can reach, and root." >&2
    exit 1
  }
fi
echo "$chromium"
