"""Compares Tracebook's messages, rendered templates and spans with Python's: `python compare.py [--seed S]…`."""

import argparse
import hashlib
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import reference
from odd_conversations import Odd
from reference import generated, normalized, parse_assistant, render, to_openai_messages

sys.path.insert(0, str(Path(__file__).parent.parent / "python"))
from ours import ROOT, deno  # noqa: E402

# rendered over the whole sample, in every form; the others over the odd cases only
FAMILIES = ["qwen2_5", "qwen3", "qwen3_training", "llama3", "llama3_2"]
# how many characters, of what TRL trains, stand before and behind what the assistant says
MASKS = {"qwen2_5_training": (1, 1), "qwen3_training": (0, 1), "llama3_training": (0, 0)}
CASES = 250
TRACES = 200
TAG = re.compile(r"</?(think|tool_call)>")


def digest(text):
    return None if text is None else hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:24]


def digest_json(value):
    return digest(json.dumps(value, ensure_ascii=False, separators=(",", ":")))


def start_ours(wanted, folder):
    """One process over the module; it works while Python does."""
    asked, told = folder / "asked.json", folder / "told.jsonl"
    asked.write_text(json.dumps(wanted), encoding="utf-8")
    words = [*deno(), "run", "--allow-all", "--config", str(ROOT / "deno.json"), "tests/peers/messages/render_ours.ts"]
    with asked.open("rb") as stdin, told.open("wb") as stdout:
        return subprocess.Popen(words, cwd=ROOT, stdin=stdin, stdout=stdout), told


def parsed(messages):
    """Messages with calls as chat templates want them: the arguments read by json.loads."""
    return [
        {
            **m,
            "tool_calls": [
                {**c, "function": {**c["function"], "arguments": json.loads(c["function"]["arguments"])}}
                for c in m["tool_calls"]
            ],
        }
        if "tool_calls" in m
        else m
        for m in messages
    ]


def misread(message):
    """Whether a call's texts hold tags, which the tutorial's parser takes for real ones."""
    return any(TAG.search(c["function"]["arguments"]) for c in message.get("tool_calls", []))


def check_calls(turn, message):
    """A message that says its turn exactly holds what the tutorial's parser finds in it."""
    found = parse_assistant(turn["value"])
    calls = [
        {"name": c["function"]["name"], "arguments": json.loads(c["function"]["arguments"])}
        for c in message.get("tool_calls", [])
    ]
    if any(call["name"] == "<malformed>" for call in found["tool_calls"]):
        return calls == [call for call in found["tool_calls"] if call["name"] != "<malformed>"]
    thought = message.get("reasoning_content")
    thoughts = [] if thought is None else [thought.strip()]
    said = message["content"].strip()
    return [calls, thoughts, said] == [found["tool_calls"], found["thoughts"], found["final"]]


class Counts:
    """Title -> how often it was compared, and the first differences."""

    def __init__(self):
        self.compared, self.wrong = {}, {}

    def __call__(self, title, same, where):
        self.compared[title] = self.compared.get(title, 0) + 1
        if not same:
            self.wrong.setdefault(title, []).append(where)


def check_trace(line, sources, is_sample, count):
    trace, where = line["trace"], line["trace"]["id"]
    conv = trace["conversations"]
    tools = json.loads(trace["tools"]) if trace.get("tools") else None
    count("messages", line["messages"] == digest_json(to_openai_messages(conv)), where)
    for form, prefix in (("masks", "[TOOL OUTPUT]\n"), ("text", "[TOOL]\n")):
        count(f"tool role normalized for {form}", line[form] == digest_json(normalized(conv, prefix)), where)
    count("turns come back", line["returns"], where)
    if is_sample:
        assistants = [m for m in line["calls"] if m["role"] == "assistant"]
        for turn, message in zip([t for t in conv if t["from"] == "gpt"], assistants, strict=True):
            if "raw" not in message and not misread(message):
                count("fields of gpt turns", check_calls(turn, message), where)
    forms = {
        "tutorial": lambda source: render(source, normalized(conv, "[TOOL]\n")),
        "guide": lambda source: render(source, normalized(conv, "[TOOL OUTPUT]\n")),
        "conversation": lambda source: render(source, line["conversation"]),
        "calls": lambda source: render(source, parsed(line["calls"]), tools=tools),
    }
    for name in FAMILIES:
        for form, make in forms.items():
            got = line["rendered"][name][form]
            count(f"{name}, {form}", got == digest(make(sources[name])), where)
    for name, (before, behind) in MASKS.items():
        texts = generated(sources[name], line["conversation"])
        expected = [digest(text[before : len(text) - behind]) for text in texts]
        count(f"spans of {name}", line["spans"][name] == expected, where)


def compare(seed, folder):
    odd = Odd(seed)
    sources = reference.templates()
    traces = [odd.trace(i) for i in range(TRACES)]
    cases = [odd.case() for _ in range(CASES)]
    wanted = {
        "templates": sources,
        "tokens": reference.TOKENS,
        "families": FAMILIES,
        "masks": list(MASKS),
        "traces": traces,
        "cases": [json.dumps(case) for case in cases],
    }
    process, told = start_ours(wanted, folder)
    expected = {name: [digest(render(source, **case)) for case in cases] for name, source in sources.items()}
    if process.wait(300) != 0:
        raise SystemExit(f"render_ours.ts: exit {process.returncode}")
    count = Counts()
    odd_ids = {trace["id"] for trace in traces}
    with told.open(encoding="utf-8") as lines:
        for line in map(json.loads, lines):
            if "digests" in line:
                name = line["name"]
                for i, (want, got) in enumerate(zip(expected[name], line["digests"], strict=True)):
                    count(f"odd messages by {name}", want == got, f"case {i}: {'' if want else 'to be refused'}")
            else:
                check_trace(line, sources, line["trace"]["id"] not in odd_ids, count)
    return count


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, action="append")
    passed = failed = texts = 0
    for seed in parser.parse_args().seed or [0]:
        with tempfile.TemporaryDirectory() as folder:
            count = compare(seed, Path(folder))
        for title, times in count.compared.items():
            wrong = count.wrong.get(title, [])
            passed, failed, texts = passed + (not wrong), failed + bool(wrong), texts + times
            if wrong:
                print(f"FAILED (seed {seed}) {title}: {len(wrong)} of {times}", *wrong[:5], sep="\n  ", flush=True)
    print(f"{texts} comparisons")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
