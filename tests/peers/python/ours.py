"""Calls the command line of the repository this file lies in, and reads what it prints."""

import csv
import json
import os
import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
VERSION = "deno@2.9.6"
SECONDS = 120


def deno():
    """Deno if it is installed, else the one npx brings."""
    named = os.environ.get("DENO")
    if named or shutil.which("deno"):
        return [named or "deno"]
    return ["npx", "--yes", VERSION]


def run(*words, stdin=None):
    return subprocess.run(
        [*deno(), "run", "--allow-all", "--config", str(ROOT / "deno.json"), *map(str, words)],
        capture_output=True,
        cwd=ROOT,
        timeout=SECONDS,
        input=stdin,
        env={**os.environ, "NO_COLOR": "1"},
    )


def traces(*words):
    """`traces` with these words; the finished process, its output as bytes."""
    return run("lib/cli/main.ts", *words)


class Refused(Exception):
    """The command line left with another code than 0."""


def printed(*words):
    """What the command prints, as text with its line ends kept."""
    done = traces(*words)
    if done.returncode != 0:
        raise Refused(f"exit {done.returncode}: {done.stderr.decode()[-300:]}")
    return done.stdout.decode("utf-8")


def measured(path, facts_path, *flags):
    """The summary as printed and the facts as written by one call; of facts in parquet only the file is written."""
    summary = json.loads(printed("measure", path, "--rules", "tutorial", "--json", "--out", facts_path, *flags))
    if facts_path.suffix == ".parquet":
        return summary, None
    with open(facts_path, newline="", encoding="utf-8") as file:
        return summary, list(csv.DictReader(file))


def read_all(paths):
    """Every trace of the files rendered and replayed in both styles, by one process over the module."""
    done = run("tests/peers/python/read_ours.ts", stdin=json.dumps([str(path) for path in paths]).encode())
    if done.returncode != 0:
        raise Refused(f"exit {done.returncode}: {done.stderr.decode()[-600:]}")
    return [json.loads(line) for line in done.stdout.splitlines()]
