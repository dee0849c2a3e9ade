"""Compares masks with Python's: `python compare.py [--seed S]…`.

The tutorial's own code with transformers gives ids and labels; TRL's chat templates for training, with
`return_assistant_tokens_mask`, give what TRL trains of a conversation.
"""

import argparse
import array
import json
import os
import subprocess
import sys
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path

from transformers import AutoTokenizer

import odd
from tutorial import build_masked

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[2]
DENO = os.environ.get("DENO", "deno")
ODD = 400
UNCUT = 10_000_000
# What TRL trains of a turn and we do not, in tokens: the line ends behind `assistant` and behind `<|im_end|>`. The
# template of Qwen3 has the first one outside.
NEWLINES = {"qwen2_5": (1, 1), "qwen3": (0, 1)}


def deno(config, *words):
    call = [DENO, "run", "--quiet", "--no-check", "--allow-all", "--config", str(config), *map(str, words)]
    return subprocess.run(call, cwd=ROOT, check=True, stdout=subprocess.PIPE, timeout=180).stdout.decode()


def ours(folder, template, source, work):
    """For each trace its turns, its messages, and four lists: the tutorial's ids and labels, the conversation's."""
    out = work / "ours"
    deno(ROOT / "deno.json", HERE / "ours.ts", folder, template, source, out)
    numbers = array.array("i", (work / "ours.bin").read_bytes())
    at = 0

    def take():
        nonlocal at
        start, at = at + 1, at + 1 + numbers[at]
        return numbers[start:at].tolist()

    with open(out, encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line), [take() for _ in range(4)]


def trl(tokenizer, template, messages):
    """The ids of a conversation, and which of them TRL trains."""
    encoded = tokenizer.apply_chat_template(
        messages, chat_template=template, tokenize=True, return_dict=True, return_assistant_tokens_mask=True
    )
    return encoded["input_ids"], encoded["assistant_masks"]


def without_newlines(mask, first, last):
    """The mask without so many tokens at the beginning and the end of each run."""
    kept = list(mask)
    at = 0
    while at < len(mask):
        if not mask[at]:
            at += 1
            continue
        end = at
        while end < len(mask) and mask[end]:
            end += 1
        for i in [*range(at, at + first), *range(end - last, end)]:
            kept[i] = 0
        at = end
    return kept


def compare(model, folder, template_file, source, what, work, hostile=False):
    """Whether everything is equal; says where the first differ."""
    began = time.monotonic()
    tokenizer = AutoTokenizer.from_pretrained(folder)
    template = template_file.read_text(encoding="utf-8")
    names = ["tutorial's ids", "tutorial's labels", "ids", "trained tokens"]
    differing = dict.fromkeys(names, 0)
    tokens = trained = traces = refused = 0
    for given, lists in ours(folder, template_file, source, work):
        conversations, messages = given["conversations"], given["messages"]
        traces += 1
        expected = build_masked(conversations, tokenizer, UNCUT)
        if not lists[2] and conversations:
            refused += 1
            continue
        ids, mask = trl(tokenizer, template, messages)
        got = [label != -100 for label in lists[3]]
        wanted = [bool(one) for one in without_newlines(mask, *NEWLINES[model])]
        tokens += len(ids) + len(expected["input_ids"])
        trained += sum(wanted)
        same = [
            lists[0] == expected["input_ids"],
            lists[1] == expected["labels"],
            lists[2] == ids,
            # a special token in a gpt turn begins or ends a turn: we train less of it, and nothing that TRL does not
            all(b or not a for a, b in zip(got, wanted, strict=True)) if hostile else got == wanted,
        ]
        same[3] = same[3] and all(label in (-100, one) for label, one in zip(lists[3], ids, strict=True))
        for name, equal in zip(names, same, strict=True):
            if not equal and not differing[name]:
                print(f"  {name} of trace {traces - 1}: {str(conversations)[:300]!a}")
            differing[name] += not equal
    # Qwen3 strips line ends behind a thought: a turn that is a thought and a line end cannot be followed, and is refused
    good = not any(differing.values()) and refused <= (traces / 5 if model == "qwen3" else 0)
    found = ", ".join(f"{count} {name}" for name, count in differing.items() if count) or "none"
    took = time.monotonic() - began
    print(f"{'ok  ' if good else 'FAIL'} {what}: {traces} traces, {tokens} ids, {trained} trained, {refused} refused; differences: {found} ({took:.1f} s)", flush=True)
    return good


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, action="append", help="for the odd traces; may be given several times")
    seeds = parser.parse_args().seed or [0]
    folders = json.loads(deno(HERE / "deno.json", HERE / "models.ts"))
    templates = Path(find_spec("trl").origin).parent / "chat_templates"
    results = []
    with tempfile.TemporaryDirectory() as temporary:
        work = Path(temporary)

        def check(model, source, what, **options):
            results.append(compare(model, folders[model], templates / f"{model}_training.jinja", source, what, work, **options))

        check("qwen2_5", "sample", "Qwen2.5, the sample")
        for seed in seeds:
            for special in (False, True):
                file = work / "odd.jsonl"
                lines = (json.dumps(trace) + "\n" for trace in odd.traces(seed, ODD, special))
                file.write_text("".join(lines), encoding="ascii")
                kind = "odd traces with special tokens" if special else "odd traces"
                check("qwen2_5", file, f"Qwen2.5, {kind} of seed {seed}", hostile=special)
                check("qwen3", file, f"Qwen3, {kind} of seed {seed}", hostile=special)
        check("qwen3", "data/sample-glm-5.1.parquet", "Qwen3, half of the sample")
    print(f"{sum(results)} passed, {len(results) - sum(results)} failed")
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
