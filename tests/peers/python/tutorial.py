"""The tutorial in Python, as the reference that Tracebook is compared with.

python tutorial.py measure FILE… [--limit N]        the summary as JSON
python tutorial.py facts FILE…                      one list of integers a trace, as JSON
python tutorial.py render FILE --row N --style tutorial|guide
python tutorial.py replay FILE --row N --style tutorial|guide
python tutorial.py schemas FILE --row N
python tutorial.py summary FILE… [--limit N]        the printed lines
python tutorial.py shuffle FILE… --seed S           the ids in the order of datasets' shuffle
"""

import argparse
import json
import sys

import numpy as np
import pyarrow.parquet as pq

from measuring import facts, measure, printed_summary
from parsing import parse_assistant, parse_tool  # noqa: F401 (part of the reference's surface)
from reading import TraceReplayer, get_tool_schemas, render_trace, replay_trace, schema_lines  # noqa: F401

COLUMNS = ("id", "conversations", "tools", "category", "subcategory", "task")


def read_rows(*paths):
    """Every row of the parquet files, one file after the other; a column that a file lacks is None."""
    rows = []
    for path in paths:
        with pq.ParquetFile(path) as file:
            for batch in file.iter_batches(batch_size=64):
                rows.extend({name: row.get(name) for name in COLUMNS} for row in batch.to_pylist())
    return rows


def shuffled(rows, seed):
    """The ids in the order that datasets gives: numpy's default generator, one permutation."""
    return [rows[i]["id"] for i in np.random.default_rng(seed).permutation(len(rows))]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("command", choices=["measure", "facts", "render", "replay", "schemas", "summary", "shuffle"])
    parser.add_argument("files", nargs="+")
    parser.add_argument("--limit", type=int)
    parser.add_argument("--row", type=int, default=0)
    parser.add_argument("--style", choices=["tutorial", "guide"], default="tutorial")
    parser.add_argument("--seed", type=int, default=0)
    call = parser.parse_args()
    rows = read_rows(*call.files)
    if call.command == "measure":
        print(json.dumps(measure(rows, call.limit)))
    elif call.command == "facts":
        print(json.dumps([{"id": row["id"], **facts(row)} for row in rows]))
    elif call.command == "shuffle":
        print(json.dumps(shuffled(rows, call.seed)))
    elif call.command == "summary":
        sys.stdout.write(printed_summary(rows, call.limit))
    elif call.command == "schemas":
        sys.stdout.write(schema_lines(rows[call.row]))
    else:
        write = render_trace if call.command == "render" else replay_trace
        sys.stdout.write(write(rows[call.row], call.style))


if __name__ == "__main__":
    main()
