"""`mask_once.py TRACES TOKENIZER`: what mask_once.ts does, in Python."""

import array
import hashlib
import json
import os
import sys
import time
from pathlib import Path

os.environ["TRANSFORMERS_VERBOSITY"] = "error"
sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "peers" / "masks"))
from transformers import AutoTokenizer  # noqa: E402

from tutorial import build_masked  # noqa: E402

with open(sys.argv[1], encoding="utf-8") as lines:
    conversations = [json.loads(line)["conversations"] for line in lines]
tokenizer = AutoTokenizer.from_pretrained(sys.argv[2])
found = hashlib.sha256()


def seconds(max_len):
    began = time.perf_counter()
    masks = [build_masked(conversation, tokenizer, max_len) for conversation in conversations]
    took = time.perf_counter() - began
    for mask in masks:
        for numbers in (mask["input_ids"], mask["labels"]):
            found.update(array.array("i", numbers).tobytes())
    return took


first, uncut = seconds(2048), seconds(10_000_000)
print(json.dumps({"first": first, "uncut": uncut, "hash": found.hexdigest()}))
