"""Loads every training file with `datasets` and compares it with Tracebook's records: `python read_back.py FOLDER`."""

import json
import shutil
import sys
from pathlib import Path

import datasets
from datasets import Features, Json, List, Value, load_dataset

datasets.disable_progress_bars()

TEXT, ID = Value("string"), {"id": Value("string")}
MESSAGES = List({"role": TEXT, "content": TEXT})
FEATURES = {
    "messages": {**ID, "messages": MESSAGES},
    "tool_calls": {**ID, "messages": List(Json()), "tools": TEXT},
    "text": {**ID, "text": TEXT},
    "chatml": {**ID, "text": TEXT},
    "pairs": {**ID, "prompt": MESSAGES, "completion": MESSAGES},
    "sharegpt": {**ID, "conversations": List({"from": TEXT, "value": TEXT})},
    "segments": {**ID, "segments": List({"label": Value("bool"), "text": TEXT})},
    "tokens": {
        **ID,
        "window": Value("int32"),
        "windows": Value("int32"),
        "input_ids": List(Value("int32")),
        "labels": List(Value("int32")),
        "attention_mask": List(Value("int8")),
    },
}
BUILDERS = {"jsonl": "json", "parquet": "parquet"}


def expected(path):
    for line in path.read_text("utf-8").split("\n")[:-1]:
        record = json.loads(line)
        if "json" in record:
            record["messages"] = [json.loads(message) for message in record.pop("json")]
        yield record


def load(folder, *words, **more):
    return load_dataset(*map(str, words), cache_dir=str(folder / "cache"), **more)


def same(name, got, wanted):
    """Whether two lists of records are equal; says where they differ first."""
    got, wanted = list(got), list(wanted)
    if got == wanted:
        return True
    at = next((i for i, (a, b) in enumerate(zip(got, wanted)) if a != b), min(len(got), len(wanted)))
    print(f"FAILED {name}: {len(got)} records, expected {len(wanted)}; they differ at {at}:")
    print(f"  got      {got[at : at + 1]!a:.1500}")
    print(f"  expected {wanted[at : at + 1]!a:.1500}")
    return False


def as_guessed(features):
    """What is guessed for JSON lines: whole numbers have 64 bits."""
    return Features.from_dict(json.loads(json.dumps(Features(features).to_dict()).replace('"int32"', '"int64"').replace('"int8"', '"int64"')))


def check_files(folder):
    for name, features in FEATURES.items():
        wanted = list(expected(folder / f"{name}.expected"))
        for ending, builder in BUILDERS.items():
            data = load(folder, builder, data_files=str(folder / f"{name}.{ending}"), split="train")
            types = Features(features) if ending == "parquet" else as_guessed(features)
            # JSON lines have no order of fields in a struct, so neither has the guess
            fits = data.features == types
            if not fits:
                print(f"FAILED {name}.{ending}: features {data.features}, expected {types}")
            yield fits and same(f"{name}.{ending}", data, wanted)


def check_card(folder):
    """With its card as README.md, a folder has the types that guessing gets wrong; without it, loading fails."""
    try:
        load(folder, "json", data_files=str(folder / "late/train.jsonl"), split="train")
        print("FAILED late: it loads without the card, so that this check shows nothing")
        yield False
    except datasets.exceptions.DatasetGenerationError:
        yield True
    shutil.copy(folder / "late/train.jsonl.md", folder / "late/README.md")
    data = load(folder, folder / "late", split="train")
    calls = sum("tool_calls" in message for message in data[len(data) - 1]["messages"])
    yield data.features == Features(FEATURES["tool_calls"]) and len(data) == 125 and calls > 0


def check_split(folder):
    """A split's folder is a data set with two splits that share no first user turn."""
    for name in ["split", "split_jsonl"]:
        data = load(folder, folder / name)
        report = json.loads((folder / name / "split.json").read_text())
        counts = {side: len(rows) for side, rows in data.items()}
        first = {
            side: {next(turn["value"].strip() for turn in row["conversations"] if turn["from"] == "human") for row in rows}
            for side, rows in data.items()
        }
        fits = counts == report["traces"] and not first["train"] & first["validation"]
        if not fits:
            print(f"FAILED {name}: {counts}, expected {report['traces']}")
        yield fits


def main(folder):
    results = [*check_files(folder), *check_card(folder), *check_split(folder)]
    print(f"{results.count(True)} passed, {results.count(False)} failed")
    return int(not all(results))


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
