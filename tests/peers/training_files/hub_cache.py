"""hub_cache.py PATH: the ids of a file of the data set lab/traces, by huggingface_hub, from its cache or the hub."""
import sys

import pyarrow.parquet as pq
from huggingface_hub import hf_hub_download

path = hf_hub_download("lab/traces", sys.argv[1], repo_type="dataset")
print(" ".join(pq.read_table(path, columns=["id"])["id"].to_pylist()))
