"""Whether two parquet files or folders have the same rows in the same order: `python same_rows.py A B`."""

import sys

import pyarrow.parquet as parquet

a, b = (parquet.read_table(path) for path in sys.argv[1:])
if a.column_names != b.column_names:
    sys.exit(f"columns {a.column_names} and {b.column_names}")
if a.num_rows != b.num_rows:
    sys.exit(f"{a.num_rows} and {b.num_rows} rows")
for name in a.column_names:
    for row, (x, y) in enumerate(zip(a[name].to_pylist(), b[name].to_pylist())):
        if x != y:
            sys.exit(f"row {row}, {name}: {x!r:.200} and {y!r:.200}")
print(f"{a.num_rows} rows, {len(a.column_names)} columns")
