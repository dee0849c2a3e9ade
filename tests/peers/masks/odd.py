"""Traces of odd unicode and odd layout, from a seed."""

import json
import random
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tokens"))
import texts  # noqa: E402

ASIDES = ["\n", "\n\n", " ", "\u0301", "\u0338", "\ufeff", "\u0085", "</think>", "<think>", "<tool_call>", "`", "é", "🙂"]


def words(rng, special):
    names = list(texts.RANGES)
    pieces = [
        texts.points(rng.choice(names), rng, rng.randint(1, 20)),
        rng.choice(texts.WORDS),
        rng.choice(ASIDES),
        rng.choice(texts.SPECIAL) if special else "",
        " plain words, and more of them ",
    ]
    rng.shuffle(pieces)
    return "".join(pieces[: rng.randint(0, len(pieces))])


def call(rng, special):
    arguments = json.dumps({"text": words(rng, special), "n": 1.0}, ensure_ascii=rng.random() < 0.5)
    return f'<tool_call>\n{{"name": "terminal", "arguments": {arguments}}}\n</tool_call>'


def gpt(rng, special):
    pieces = []
    if rng.random() < 0.8:
        pieces.append(f"<think>\n{words(rng, special)}\n</think>")
    if rng.random() < 0.5:
        pieces.append(words(rng, special))
    pieces += [call(rng, special) for _ in range(rng.choice([0, 0, 1, 2]))]
    return rng.choice(["\n", "\n", "", "\n\n"]).join(pieces)


def tool(rng, special):
    if rng.random() < 0.2:
        return words(rng, special)
    blocks = [
        f"<tool_response>\n{json.dumps({'name': 'terminal', 'content': words(rng, special)})}\n</tool_response>"
        for _ in range(rng.randint(1, 3))
    ]
    return "\n".join(blocks)


TURNS = {"gpt": gpt, "tool": tool, "human": words, "system": words}


def traces(seed, count, special):
    """Traces in any order of turns; with special tokens in their texts, or without."""
    rng = random.Random(seed)
    for i in range(count):
        roles = rng.choices(list(TURNS), weights=[5, 4, 2, 1], k=rng.randint(1, 12))
        if rng.random() < 0.5:
            roles.insert(0, "system")
        conversations = [{"from": role, "value": TURNS[role](rng, special)} for role in roles]
        yield {"id": f"{seed}-{i}", "conversations": conversations}
