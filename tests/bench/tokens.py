"""`tokens.py FOLDER CONVERSATIONS TEXTS IDS`: the tutorial's masking by transformers, message by message, with its times.

Writes the messages' texts (one JSON string a line) and all their ids (32-bit integers), and prints the times as JSON.
"""

import array
import json
import sys
import time

began = time.perf_counter(), time.process_time()
from transformers import AutoTokenizer  # noqa: E402

ROLES = {"system": "system", "human": "user", "gpt": "assistant", "tool": "user"}


def since(start):
    return {"seconds": time.perf_counter() - start[0], "cpu": time.process_time() - start[1]}


def main(folder, conversations, texts_file, ids_file):
    imported = since(began)
    start = time.perf_counter(), time.process_time()
    tokenizer = AutoTokenizer.from_pretrained(folder)
    loaded = since(start)
    with open(conversations, encoding="utf-8") as file:
        messages = [
            {"role": ROLES[who], "content": "[TOOL OUTPUT]\n" + value if who == "tool" else value}
            for line in file
            for who, value in json.loads(line)
        ]
    start = time.perf_counter(), time.process_time()
    texts = [tokenizer.apply_chat_template([message], tokenize=False) for message in messages]
    templated = since(start)
    start = time.perf_counter(), time.process_time()
    ids = [tokenizer.encode(text, add_special_tokens=False) for text in texts]
    encoded = since(start)
    with open(texts_file, "w", encoding="ascii") as file:
        file.writelines(f"{json.dumps(text)}\n" for text in texts)
    with open(ids_file, "wb") as file:
        file.writelines(array.array("i", each).tobytes() for each in ids)
    print(json.dumps({"import": imported, "load": loaded, "template": templated, "encode": encoded}))


main(*sys.argv[1:])
