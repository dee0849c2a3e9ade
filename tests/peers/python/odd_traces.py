"""Parquet files of odd traces, the same for the same seed: `python odd_traces.py FOLDER [--seed S]`.

`FOLDER/returns` holds files on which the tutorial returns, `FOLDER/raises` files on one row of which it raises.
"""

import argparse
import random
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from odd_cases import exact_widths, mega, rounding, ties
from odd_failures import write_failures
from odd_rows import Odd, trace

TURN = pa.struct([("from", pa.string()), ("value", pa.string())])
SCHEMA = pa.schema(
    [
        ("id", pa.string()),
        ("conversations", pa.list_(TURN)),
        ("tools", pa.string()),
        ("category", pa.string()),
        ("subcategory", pa.string()),
        ("task", pa.string()),
    ]
)


def write(path, rows, schema=SCHEMA, **options):
    pq.write_table(pa.Table.from_pylist(rows, schema=schema), path, **options)


def contents(odd):
    """Name -> rows, for everything that is about what the rows say."""
    pick = odd.random
    yield "tags", [odd.tag_trace(i) for i in range(300)]
    yield "json", [odd.json_trace(i) for i in range(300)]
    yield "names", [odd.name_trace(i) for i in range(200)]
    yield "strange_names", [odd.name_trace(i, strange=True) for i in range(60)]
    yield "responses", odd.every_response()
    yield "numbers_strings", odd.every_value()
    yield "wrapped", [odd.wrapped_trace(i) for i in range(250)]
    yield "widths_exact", exact_widths(odd)
    yield "labels", [odd.label_trace(i) for i in range(80)]
    yield "no_rows", []
    yield "no_turns", [trace(0, [])]
    yield "no_turns_many", [trace(i, []) for i in range(3)]
    yield "only_human", [trace(i, [("human", "hi"), ("system", "<think>a</think>")]) for i in range(5)]
    yield "all_equal", [trace(i, [("gpt", "<think>abc</think>def")] * 4) for i in range(20)]
    yield "one_length", [trace(0, [("gpt", "<think>abcdefg</think>")])]
    yield "ties", ties(odd)
    yield "rounding", rounding(odd)
    yield "mega", mega(odd)
    yield "over_500", [odd.sized_trace(i, 40 if i < 500 else 4000) for i in range(520)]
    for n in range(6):
        longest = pick.choice([1, 2, 39, 40, 41, 79, 80, 81, 120, 160, 7, 13, 97])
        yield (
            f"edges_{n}",
            [odd.sized_trace(i, pick.choice([39, 40, 41, 1000])) for i in range(30)]
            + [trace(f"t{i}", [("human", "")] * pick.choice([i % (longest + 1), 0, longest])) for i in range(120)],
        )


def shapes(odd):
    """Name -> rows and writer options, for everything that is about how parquet stores them."""

    def rows():
        return [odd.any_trace(i) for i in range(70)]

    for codec in ("snappy", "zstd", "gzip", "none", "brotli", "lz4"):
        for version in ("1.0", "2.0"):
            yield (
                f"{codec}_page{version[0]}",
                rows(),
                {
                    "compression": codec,
                    "data_page_version": version,
                    "use_dictionary": version == "1.0",
                    "row_group_size": odd.random.choice([1, 7, 33, 1000]),
                    "write_page_index": codec == "zstd",
                },
            )
    yield "tiny_pages", rows(), {"data_page_size": 64, "write_batch_size": 3, "dictionary_pagesize_limit": 200}
    yield "delta_lengths", rows(), {"use_dictionary": False, "column_encoding": "DELTA_LENGTH_BYTE_ARRAY"}
    yield "delta_bytes", rows(), {"use_dictionary": False, "column_encoding": "DELTA_BYTE_ARRAY"}
    yield "old_lists", rows(), {"use_compliant_nested_type": False, "version": "1.0"}


def schemas(odd):
    """Name -> rows and schema: other orders, more or fewer columns, other types for the same texts."""
    rows = [odd.any_trace(i) for i in range(40)]
    names = SCHEMA.names
    yield "columns_reversed", rows, pa.schema([SCHEMA.field(name) for name in reversed(names)])
    swapped = pa.list_(pa.struct([("value", pa.string()), ("from", pa.string())]))
    yield "turn_reversed", rows, SCHEMA.set(1, pa.field("conversations", swapped))
    more = pa.list_(pa.struct([("from", pa.string()), ("value", pa.string()), ("weight", pa.float64())]))
    extended = SCHEMA.set(1, pa.field("conversations", more)).append(pa.field("score", pa.int64()))
    yield "more_fields", [{**row, "score": i} for i, row in enumerate(rows)], extended
    null_labels = [{**row, "category": None, "subcategory": None, "task": None, "tools": None} for row in rows]
    yield "null_labels", null_labels, SCHEMA
    typed = pa.schema(
        [(name, pa.null() if name in ("category", "task") else SCHEMA.field(name).type) for name in names]
    )
    yield "null_columns", null_labels, typed
    large = pa.list_(pa.struct([("from", pa.large_string()), ("value", pa.large_string())]))
    yield (
        "large_strings",
        rows,
        pa.schema([(name, large if name == "conversations" else pa.large_string()) for name in names]),
    )
    coded = pa.dictionary(pa.int32(), pa.string())
    yield "dictionary_labels", rows, SCHEMA.set(3, pa.field("category", coded))
    required = pa.list_(
        pa.field(
            "item", pa.struct([pa.field("from", pa.string(), False), pa.field("value", pa.string(), False)]), False
        )
    )
    strict = pa.schema([pa.field(n, required if n == "conversations" else pa.string(), n != "id") for n in names])
    yield "required_fields", rows, strict


def write_all(folder, seed=0):
    """Writes every file; returns the folder of those that return and what is to fail, as write_failures says it."""
    returns = Path(folder) / "returns"
    returns.mkdir(parents=True, exist_ok=True)
    odd = Odd(random.Random(seed))
    codecs = ["snappy", "zstd", "gzip", "none"]
    for i, (name, rows) in enumerate(contents(odd)):
        options = {
            "compression": codecs[i % 4],
            "data_page_version": "12"[i % 2] + ".0",
            "row_group_size": [1000, 37, 64][i % 3],
        }
        write(returns / f"{name}.parquet", rows, **options)
    for name, rows, options in shapes(odd):
        write(returns / f"as_{name}.parquet", rows, **options)
    for name, rows, schema in schemas(odd):
        write(returns / f"with_{name}.parquet", rows, schema)
    return returns, write_failures(Path(folder) / "raises", odd, write)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder")
    parser.add_argument("--seed", type=int, default=0)
    call = parser.parse_args()
    write_all(call.folder, call.seed)
