"""Compares Tracebook with the tutorial in Python, digit for digit: `python compare.py [--seed S]…`."""

import argparse
import json
import math
import sys
import tempfile
import warnings
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pyarrow.parquet as pq

import odd_traces
import ours
import tutorial
from measuring import facts, measure, printed_summary
from reading import render_trace, replay_trace, schema_lines

warnings.simplefilter("ignore")  # numpy warns of the mean of no rows, as it does in the tutorial
WRITERS = {"render": render_trace, "replay": replay_trace}
STYLES = ("tutorial", "guide")


def differences(expected, got, at=""):
    """Where two JSON values are not the same; numbers by value, exactly, but true is not 1. JSON has no NaN: null stands for it."""
    if isinstance(expected, dict):
        return [d for k in expected for d in differences(expected[k], got.get(k, "missing"), f"{at}.{k}")]
    if isinstance(expected, list) and isinstance(got, list) and len(expected) == len(got):
        return [d for i, pair in enumerate(zip(expected, got)) for d in differences(*pair, f"{at}[{i}]")]
    numbers = all(isinstance(value, (int, float)) and not isinstance(value, bool) for value in (expected, got))
    nan = isinstance(expected, float) and math.isnan(expected) and got is None
    if nan or (expected == got and (numbers or type(expected) is type(got))):
        return []
    return [f"{at}: expected {expected!r:.200}, got {got!r:.200}"]


def text_differences(expected, got, at=""):
    if expected == got:
        return []
    same = next((i for i, pair in enumerate(zip(expected, got)) if pair[0] != pair[1]), min(len(expected), len(got)))
    return [
        f"{at} at {same}: expected {expected[same - 20 if same > 20 else 0 :][:80]!a}, got {got[same - 20 if same > 20 else 0 :][:80]!a}"
    ]


def check_measure(path, rows, folder):
    summary, table = ours.measured(path, folder / f"{path.stem}.csv")
    found = differences(measure(rows), summary)
    if len(table) != len(rows):
        return [*found, f"{len(table)} lines of facts for {len(rows)} rows"]
    for row, line in zip(rows, table):
        expected = {"id": row["id"], **{name: str(value) for name, value in facts(row).items()}}
        found += differences(expected, line, row["id"])
    return found


def check_facts_parquet(path, rows, folder):
    ours.measured(path, folder / f"{path.stem}.facts.parquet")
    table = pq.read_table(folder / f"{path.stem}.facts.parquet").to_pylist()
    return differences([{"id": row["id"], "category": row["category"], **facts(row)} for row in rows], table)


def check_limit(paths, limit):
    flags = [] if limit is None else ["--limit", limit]
    expected = measure(tutorial.read_rows(*paths), limit)
    return differences(expected, json.loads(ours.printed("measure", *paths, "--rules", "tutorial", "--json", *flags)))


def check_summary(path, rows):
    return text_differences(
        printed_summary(rows).strip("\n"), ours.printed("measure", path, "--rules", "tutorial").strip("\n")
    )


def check_shuffle(path, rows, seed):
    return differences(
        tutorial.shuffled(rows, seed), json.loads(ours.printed("shuffle", path, "--seed", seed, "--json"))
    )


def check_raises(path, row, id):
    done = ours.traces("measure", path, "--rules", "tutorial", "--json")
    said = done.stderr.decode()
    missing = [part for part in (str(path), f"row {row} ", id) if part not in said]
    found = [] if done.returncode == 1 else [f"expected exit 1, got {done.returncode}"]
    return found + ([f"standard error names no {missing}: {said[-300:]!r}"] if missing else [])


def check_cli_text(command, path, row_number, row, style):
    words = [command, path, "--row", row_number, "--format", "text", "--style", style]
    expected = returned(WRITERS[command], row, style)
    if expected is None:
        code = ours.traces(*words).returncode
        return [] if code == 1 else [f"expected exit 1, got {code}"]
    return text_differences(expected, ours.printed(*words))


def returned(write, *args):
    """What the reference prints; None where it raises."""
    try:
        return write(*args)
    except Exception as error:
        return ... if isinstance(error, UnicodeEncodeError) else None


def check_texts(rows, texts):
    """Every trace's texts. A text that UTF-8 cannot hold (a lone surrogate in a name) is not compared: print raises."""
    found = [] if len(rows) == len(texts) else [f"{len(texts)} rows read of {len(rows)}"]
    for row, got in zip(rows, texts):
        for command, write in WRITERS.items():
            for style in STYLES:
                expected, text = returned(write, row, style), got[f"{command}_{style}"]
                at = f"{row['id']} {command} {style}"
                if expected is ... or expected == text:
                    continue
                if expected is None or text is None:
                    found.append(f"{at}: expected {'an error' if expected is None else 'text'}, got the other")
                else:
                    found += text_differences(expected, text, at)
        lines = returned(schema_lines, row)
        if isinstance(lines, str):
            found += text_differences(lines, got["schemas"] or "", f"{row['id']} schemas")
    return found


def checks(returns, raises, folder):
    """Title -> check, of everything that is compared."""
    rows = {path: tutorial.read_rows(path) for path in returns}
    for path in returns:
        yield f"measure {path.name}", lambda path=path: check_measure(path, rows[path], folder)
    pick = [
        path
        for path in returns
        if path.stem in ("names", "ties", "no_rows", "strange_names", "responses", "wrapped", "rounding")
        or path.parent.name == "data"
    ]
    for path in pick:
        yield f"printed summary {path.name}", lambda path=path: check_summary(path, rows[path])
        yield f"facts as parquet {path.name}", lambda path=path: check_facts_parquet(path, rows[path], folder)
    for path, seed in zip([*pick, *pick], [0, 1, 42, 0, 2**32, 2**70, 7, 3]):
        yield f"shuffle {path.name} {seed}", lambda path=path, seed=seed: check_shuffle(path, rows[path], seed)
    for limit in (None, 0, 1, 333, 10_000):
        yield f"measure several files --limit {limit}", lambda limit=limit: check_limit(returns[:5], limit)
    for path, (row, id, _) in raises.items():
        yield f"measure raises {path.name}", lambda path=path, row=row, id=id: check_raises(path, row, id)
    for n, path in enumerate(path for path in returns if rows[path] and path.stem != "mega"):
        command, style, number = ("render", "replay")[n % 2], STYLES[n // 2 % 2], n * 7 % len(rows[path])
        yield (
            f"{command} {path.name} {number} {style}",
            lambda c=command, p=path, i=number, s=style: check_cli_text(c, p, i, rows[p][i], s),
        )
    every = [*returns, *(path for path, (_, _, loads) in raises.items() if loads)]
    texts = None

    def read(path):
        nonlocal texts
        texts = texts or dict(zip(every, ours.read_all(every)))
        return check_texts(tutorial.read_rows(path), texts[path])

    yield "all texts", lambda: [f"{path.name}: {found}" for path in every for found in read(path)]


def compare(seed, folder):
    returns, raises = odd_traces.write_all(folder, seed)
    files = sorted((ours.ROOT / "data").glob("*.parquet")) + sorted(returns.glob("*.parquet"))

    def result(check):
        title, run = check
        try:
            return title, run()
        except Exception as error:
            return title, [f"{type(error).__name__}: {error}"]

    # Deno takes the time, in processes of its own; Python's depth of recursion is each thread's own and starts anew
    with ThreadPoolExecutor(2) as pool:
        yield from pool.map(result, list(checks(files, raises, folder)))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, action="append")
    passed = failed = 0
    for seed in parser.parse_args().seed or [0]:
        with tempfile.TemporaryDirectory() as folder:
            for title, found in compare(seed, Path(folder)):
                passed, failed = passed + (not found), failed + bool(found)
                if found:
                    print(f"FAILED (seed {seed}) {title}: {len(found)} differences", *found[:5], sep="\n  ", flush=True)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
