"""The tutorial as its users run it: `datasets` loads both configs, and a loop with regular expressions reads every row.

python usual.py FILE FILE    the summary as JSON; HF_DATASETS_CACHE says where the cache is, empty or not
"""

import json
import sys
from pathlib import Path

from datasets import concatenate_datasets, load_dataset

sys.path.insert(0, str(Path(__file__).parents[2] / "peers" / "python"))
from measuring import measure  # noqa: E402


class Rows:
    """A data set that gives rows where it is sliced, as the tutorial's `ds.select(range(n))` does."""

    def __init__(self, dataset):
        self.dataset = dataset

    def __len__(self):
        return len(self.dataset)

    def __iter__(self):
        return iter(self.dataset)

    def __getitem__(self, rows):
        return Rows(self.dataset.select(range(*rows.indices(len(self.dataset)))))


configs = [load_dataset("parquet", data_files=file, split="train") for file in sys.argv[1:]]
print(json.dumps(measure(Rows(concatenate_datasets(configs)))))
