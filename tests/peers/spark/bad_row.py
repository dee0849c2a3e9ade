"""Copies a file of traces, with a role in its row 7 that there is not: `python bad_row.py FROM TO`."""

import sys

import pyarrow
import pyarrow.parquet as parquet

table = parquet.read_table(sys.argv[1])
rows = table.slice(0, 20).to_pylist()
rows[7]["conversations"][0]["from"] = "robot"
parquet.write_table(pyarrow.Table.from_pylist(rows, schema=table.schema), sys.argv[2])
