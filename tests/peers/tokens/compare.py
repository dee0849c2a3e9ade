"""Compares the ids of Tracebook's tokenizers with those of Python's, text by text: `python compare.py [--seed S]…`."""

import argparse
import array
import json
import os
import random
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


def ours(folder, given, work):
    """What ours.ts makes of texts or lists of ids: for each an array of ids or code points."""
    (work / "given").write_text("".join(f"{json.dumps(each)}\n" for each in given), encoding="ascii")
    deno(ROOT / "deno.json", HERE / "ours.ts", folder, work / "given", work / "out")
    numbers = array.array("i", (work / "out").read_bytes())
    at = 0
    while at < len(numbers):
        yield numbers[at + 1 : at + 1 + numbers[at]]
        at += 1 + numbers[at]


def rust_ids(tokenizer, batch):
    for start in range(0, len(batch), 512):
        for encoding in tokenizer.encode_batch_fast(batch[start : start + 512], add_special_tokens=False):
            yield array.array("i", encoding.ids)


def compare(name, folder, tokenizer, batch, work):
    """Whether all ids are equal; says where the first differ."""
    began = time.monotonic()
    differing = tokens = count = 0
    for text, expected, got in zip(batch, rust_ids(tokenizer, batch), ours(folder, batch, work), strict=True):
        count += 1
        tokens += len(expected)
        if expected != got:
            differing += 1
            if differing <= 3:
                at = next((i for i, (a, b) in enumerate(zip(expected, got)) if a != b), min(len(expected), len(got)))
                print(f"  {text[:60]!a}: token {at}: expected {expected[at : at + 5].tolist()}, got {got[at : at + 5].tolist()}")
    took = time.monotonic() - began
    return said(differing, f"{name}: {count} texts, {tokens} ids", took)


def compare_decoding(name, folder, tokenizer, work):
    """Whether random ids, most of them in the middle of a character, are the same text to both."""
    began = time.monotonic()
    rng = random.Random(3)
    size = tokenizer.get_vocab_size()
    lists = [[rng.randrange(rng.choice([256, size])) for _ in range(rng.randint(0, 12))] for _ in range(20_000)]
    lists += [[token] for token in range(size)]
    expected = tokenizer.decode_batch(lists, skip_special_tokens=False)
    got = ("".join(map(chr, points)) for points in ours(folder, lists, work))
    differing = sum(a != b for a, b in zip(expected, got, strict=True))
    return said(differing, f"{name}, decoding: {len(lists)} lists of ids", time.monotonic() - began)


def said(differing, what, took):
    print(f"{'ok  ' if not differing else 'FAIL'} {what}, {differing} differ ({took:.1f} s)", flush=True)
    return differing == 0


def same_backend(folder, tokenizer, batch):
    """Whether transformers, which builds some tokenizers anew, gives the ids of the file."""
    began = time.monotonic()
    auto = AutoTokenizer.from_pretrained(folder)
    differing = sum(
        auto.encode(text, add_special_tokens=False) != expected.tolist()
        for text, expected in zip(batch, rust_ids(tokenizer, batch), strict=True)
    )
    return said(differing, f"transformers' own Qwen2.5: {len(batch)} texts", time.monotonic() - began)


def sample_texts():
    """Every turn of the sample, and every trace as ChatML, each text once and each system turn in one trace only."""
    lines = deno(ROOT / "deno.json", HERE / "sample_turns.ts").splitlines()
    roles = {"system": "system", "human": "user", "gpt": "assistant", "tool": "tool"}
    traces = [json.loads(line) for line in lines]
    turns = [value for trace in traces for _, value in trace]
    met = set()
    chatml = []
    for trace in traces:
        new = [(who, value) for who, value in trace if who != "system" or value not in met]
        met.update(value for who, value in trace if who == "system")
        chatml.append("".join(f"<|im_start|>{roles[who]}\n{value}<|im_end|>\n" for who, value in new))
    return list(dict.fromkeys(turns)), chatml


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
        results.append(compare_decoding("Qwen2.5", "embedded", qwen, work))
        for name in ("qwen3", "llama3", "deepseek_v3"):
            tokenizer = load(folders[name])
            check(name, folders[name], tokenizer, few)
            results.append(compare_decoding(name, folders[name], tokenizer, work))
        for name, folder in variants(folders["qwen2_5"], work):
            check(name, folder, load(folder), few)
    print(f"{sum(results)} passed, {len(results) - sum(results)} failed")
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
