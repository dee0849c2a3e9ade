"""Compares the ids of Tracebook's tokenizers with those of Python's, text by text: `python compare.py [--seed S]…`."""

import argparse
import array
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tokenizers import Tokenizer
from transformers import AutoTokenizer

import texts
from variants import variants

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[2]
DENO = os.environ.get("DENO", "deno")
RANDOM = 100_000
TOGETHER = 64


def deno(config, *words):
    call = [DENO, "run", "--quiet", "--allow-all", "--config", str(config), *map(str, words)]
    return subprocess.run(call, cwd=ROOT, check=True, stdout=subprocess.PIPE, timeout=120).stdout.decode()


def our_ids(folder, texts_file, work):
    deno(ROOT / "deno.json", HERE / "ours.ts", folder, texts_file, work / "ids")
    ids = array.array("i", (work / "ids").read_bytes())
    at = 0
    while at < len(ids):
        yield ids[at + 1 : at + 1 + ids[at]]
        at += 1 + ids[at]


def rust_ids(tokenizer, batch):
    for start in range(0, len(batch), 512):
        for encoding in tokenizer.encode_batch_fast(batch[start : start + 512], add_special_tokens=False):
            yield array.array("i", encoding.ids)


def compare(name, folder, tokenizer, batch, work):
    """Whether all ids are equal; says where the first differ."""
    began = time.monotonic()
    file = work / "texts.jsonl"
    file.write_text("".join(f"{json.dumps(text)}\n" for text in batch), encoding="ascii")
    differing = tokens = count = 0
    for text, expected, got in zip(batch, rust_ids(tokenizer, batch), our_ids(folder, file, work), strict=True):
        count += 1
        tokens += len(expected)
        if expected != got:
            differing += 1
            if differing <= 3:
                at = next((i for i, (a, b) in enumerate(zip(expected, got)) if a != b), min(len(expected), len(got)))
                print(f"  {text[:60]!a}: token {at}: expected {expected[at : at + 5].tolist()}, got {got[at : at + 5].tolist()}")
    took = time.monotonic() - began
    print(f"{'ok  ' if not differing else 'FAIL'} {name}: {count} texts, {tokens} ids, {differing} differ ({took:.1f} s)", flush=True)
    return differing == 0


def same_backend(folder, tokenizer, batch):
    """Whether transformers, which builds some tokenizers anew, gives the ids of the file."""
    auto = AutoTokenizer.from_pretrained(folder)
    differing = sum(
        auto.encode(text, add_special_tokens=False) != expected.tolist()
        for text, expected in zip(batch, rust_ids(tokenizer, batch), strict=True)
    )
    print(f"{'ok  ' if not differing else 'FAIL'} transformers' own: {len(batch)} texts, {differing} differ", flush=True)
    return differing == 0


def sample_texts():
    """Every turn of the sample, and every trace as ChatML, each text once."""
    lines = deno(ROOT / "deno.json", HERE / "sample_turns.ts").splitlines()
    roles = {"system": "system", "human": "user", "gpt": "assistant", "tool": "tool"}
    traces = [json.loads(line) for line in lines]
    turns = [value for trace in traces for _, value in trace]
    chatml = ["".join(f"<|im_start|>{roles[who]}\n{value}<|im_end|>\n" for who, value in trace) for trace in traces]
    return list(dict.fromkeys(turns)), list(dict.fromkeys(chatml))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, action="append", help="for the random texts; may be given several times")
    seeds = parser.parse_args().seed or [0]
    folders = {name: Path(folder) for name, folder in json.loads(deno(HERE / "deno.json", HERE / "models.ts")).items()}
    load = lambda folder: Tokenizer.from_file(str(folder / "tokenizer.json"))
    qwen = load(folders["qwen2_5"])
    turns, chatml = sample_texts()
    points = list(texts.every_point(TOGETHER))
    results = []
    with tempfile.TemporaryDirectory() as temporary:
        work = Path(temporary)
        check = lambda *words: results.append(compare(*words, work))
        check("Qwen2.5, turns of the sample", "embedded", qwen, turns)
        check("Qwen2.5, traces as ChatML", "embedded", qwen, chatml)
        check("Qwen2.5, all code points", "embedded", qwen, points)
        for seed in seeds:
            check(f"Qwen2.5, random texts of seed {seed}", "embedded", qwen, texts.random_texts(seed, RANDOM))
        few = [*texts.random_texts(seeds[0] + 1, RANDOM // 10), *points[::97], *turns[::29]]
        results.append(same_backend(folders["qwen2_5"], qwen, few))
        for name in ("qwen3", "llama3", "deepseek_v3"):
            check(name, folders[name], load(folders[name]), few)
        for name, folder in variants(folders["qwen2_5"], work):
            check(name, folder, load(folder), few)
    print(f"{sum(results)} passed, {len(results) - sum(results)} failed")
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
