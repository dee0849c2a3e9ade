"""Whether the tokenizer of a training folder makes the ids of its records from their text: `python same_ids.py FOLDER`."""

import sys
from pathlib import Path

import pyarrow.parquet as parquet
from transformers import AutoTokenizer

folder = Path(sys.argv[1])
tokenizer = AutoTokenizer.from_pretrained(folder / "tokenizer")
rows = parquet.read_table(folder / "data" / "train.parquet", columns=["input_ids"])["input_ids"].to_pylist()
wrong = sum(tokenizer.encode(tokenizer.decode(ids), add_special_tokens=False) != ids for ids in rows[:100])
sys.exit(f"{wrong} of {len(rows[:100])} records have other ids" if wrong else 0)
