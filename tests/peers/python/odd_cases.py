"""Rows for one purpose each: exact widths, ties, rounding, megabytes. `odd` is an odd_rows.Odd."""

from odd_rows import trace


def exact_widths(odd):
    """Texts just below, at and above the widths that the two styles shorten to."""
    rows = []
    for width in (140, 160, 200, 220, 240, 280, 300, 350, 600):
        for unit in ("a", "🙂", "ab ", "a-b", "ab-", "a--", "-", "é "):
            texts = [(unit * width)[: width + more] for more in (-1, 0, 1, 9)]
            texts += [("x" * (width - 6 + more)) + " " + unit * 9 for more in (-1, 0, 1, 5)]
            turns = [(role, text) for text in texts for role in ("human", "gpt", "tool")]
            rows.append(trace(len(rows), turns + [("gpt", f"<think>{text}</think>") for text in texts]))
    return rows


def ties(odd):
    """More than 15 tools and several categories called equally often, first seen in a mixed order."""
    names = [f"tool_{n}" for n in range(24)]
    rows = []
    for i in range(24):
        odd.random.shuffle(names)
        calls = [odd.call('{"name": "%s"}' % name) for name in names]
        rows.append(
            trace(i, [("gpt", "".join(calls[:9])), ("gpt", "".join(calls[9:]))], category=f"category {(i * 7) % 6}")
        )
    return rows


def rounding(odd):
    """23 of 80 calling turns are parallel and 4 rows hold 81 turns: 28.75 and 20.25, printed with one digit."""
    one = odd.call('{"name": "r"}')
    turns = [("gpt", one + one)] * 23 + [("gpt", one)] * 57
    return [trace(i, turns[i * 20 : i * 20 + 20] + [("human", "")] * (i == 0)) for i in range(4)]


def mega(odd):
    """Turns of megabytes that the reference still reads in time."""
    word = "lorem-ipsum 🙂 "
    return [
        trace(
            0,
            [
                ("gpt", f"<think>{word * 150_000}</think>{'y' * 1_000_000}"),
                ("tool", odd.response(word * 100_000 + "error")),
            ],
        ),
        trace(1, [("gpt", odd.call('{"name": "big", "arguments": {"text": "%s"}}' % ("é} " * 700_000)))]),
        trace(2, [("gpt", "<" * 2_000_000), ("tool", "<" * 2_000_000), ("human", " " * 2_000_000)]),
        trace(
            3,
            [
                ("gpt", '<tool_call>{"name": "many"}</tool_call>' * 40_000),
                ("tool", odd.response("[%s]" % ",".join(["1.0"] * 300_000))),
            ],
        ),
        trace(4, [("gpt", "-" * 1_000_000), ("gpt", "a-" * 500_000), ("human", "a--" * 400_000)]),
    ]
