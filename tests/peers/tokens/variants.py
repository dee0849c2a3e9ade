"""Tokenizers that differ from a model's in one place each, written into folders of their own."""

import copy
import json
from pathlib import Path

GPT_OSS = r"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+(?i:'s|'t|'re|'ve|'m|'ll|'d)?|[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*(?i:'s|'t|'re|'ve|'m|'ll|'d)?|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+"
QWEN_3_5 = r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?[\p{L}\p{M}]+|\p{N}| ?[^\s\p{L}\p{M}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"


def split_by(pattern):
    split = {"type": "Split", "pattern": {"Regex": pattern}, "behavior": "Isolated", "invert": False}
    return {"type": "Sequence", "pretokenizers": [split, byte_level(False)]}


def byte_level(use_regex):
    return {"type": "ByteLevel", "add_prefix_space": False, "trim_offsets": False, "use_regex": use_regex}


def added(content, **flags):
    plain = {"single_word": False, "lstrip": False, "rstrip": False, "normalized": False, "special": False}
    return {"id": 0, "content": content, **plain, **flags}


FLAGGED = [
    added("left", lstrip=True),
    added("right", rstrip=True),
    added("both", lstrip=True, rstrip=True),
    added("bothers"),
    added("word", single_word=True),
    added("x1", single_word=True, lstrip=True, rstrip=True),
    added("e\u0301", normalized=True),
    added("caf\u00e9", normalized=True, single_word=True),
    added("<tool_call><", special=True),
    added("\u65e5\u672c", normalized=True, lstrip=True),
    added(" spaced ", rstrip=True),
]


def change(tokenizer, **fields):
    changed = copy.copy(tokenizer)
    changed.update(fields)
    return changed


def variants(base: Path, target: Path):
    """Writes the variants of the model in `base`; their names and folders."""
    original = json.loads((base / "tokenizer.json").read_text(encoding="utf-8"))
    model = original["model"]
    pairs = [merge.split(" ") if isinstance(merge, str) else merge for merge in model["merges"]]
    changed = {
        "gpt-oss pattern": change(original, pre_tokenizer=split_by(GPT_OSS)),
        "Qwen3.5 pattern": change(original, pre_tokenizer=split_by(QWEN_3_5)),
        "GPT-2": change(original, pre_tokenizer=byte_level(True), normalizer=None),
        "no words": change(original, pre_tokenizer=byte_level(False)),
        "flagged tokens": change(original, added_tokens=[*original["added_tokens"], *FLAGGED]),
        "whole words first": change(original, model={**model, "ignore_merges": True, "merges": pairs[::3]}),
    }
    for name, tokenizer in changed.items():
        folder = target / name
        folder.mkdir()
        (folder / "tokenizer.json").write_text(json.dumps(tokenizer), encoding="utf-8")
        yield name, folder
