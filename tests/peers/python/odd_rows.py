"""Rows made of odd texts, drawn by a seeded generator."""

import json

import odd_texts as T

CATEGORIES = ["Terminal & Coding", "Agent Tools", "", None, "Ünïcode 🙂", "Terminal & coding", "a\nb"]


def trace(i, turns, **labels):
    """One row; its id says its number."""
    row = {"id": f"row-{i}", "tools": "[]", "category": "Agent Tools", "subcategory": "Other", "task": f"Task {i}"}
    return {**row, "conversations": [{"from": role, "value": value} for role, value in turns], **labels}


class Odd:
    """A source of odd traces; `random` is a seeded random.Random."""

    def __init__(self, random):
        self.random = random

    def pick(self, *lists):
        return self.random.choice(self.random.choice(lists))

    def space(self):
        return self.pick(T.SPACES, T.SPACES, T.SPACES, T.NOT_SPACES)

    def soup(self, most=12):
        parts = [
            self.pick(T.TAGS, T.TAGS, T.SPACES, T.NOT_SPACES, T.JOINED, ["a", "🙂", "x y"])
            for _ in range(self.random.randrange(most))
        ]
        return "".join(parts)

    def value(self, depth=0):
        """A JSON text, mostly valid."""
        kind = self.random.random()
        if depth > 3 or kind < 0.6:
            return self.pick(T.NUMBERS[:44], T.NUMBERS[:30], T.STRINGS[:16], T.STRINGS, T.WORDS[:3], T.WORDS)
        comma = self.random.choice([",", ", ", " ,\n", "\t,"])
        if kind < 0.75:
            return "[" + comma.join(self.value(depth + 1) for _ in range(self.random.randrange(4))) + "]"
        pairs = (f"{self.pick(T.KEYS, T.KEYS[:20])}:{self.value(depth + 1)}" for _ in range(self.random.randrange(5)))
        return "{" + comma.join(pairs) + "}"

    def call(self, body):
        return f"<tool_call>{self.space()}{body}{self.space()}</tool_call>"

    def response(self, body):
        return f"<tool_response>{self.space()}{body}{self.space()}</tool_response>"

    def think(self, text):
        return f"<think>{self.space()}{text}{self.space()}</think>"

    def words(self, most=120):
        joint = lambda: self.random.choice([" ", " ", " ", "", "\n", "\u3000", "\x1d", "  "])  # noqa: E731
        return "".join(self.pick(T.WRAPPED) + joint() for _ in range(self.random.randrange(most)))

    def conversation(self, gpt, tool, most=9):
        roles = self.random.choices(["gpt", "tool", "human", "system"], [5, 4, 1, 1], k=self.random.randrange(most))
        make = {"gpt": gpt, "tool": tool, "human": lambda: self.words(30), "system": self.soup}
        return [(role, make[role]()) for role in roles]

    def tag_trace(self, i):
        return trace(i, self.conversation(lambda: self.soup(20), lambda: self.soup(10)))

    def json_trace(self, i):
        def gpt():
            return "".join(
                self.call('{"name": "j", "arguments": ' + self.value() + "}") for _ in range(self.random.randrange(4))
            )

        def tool():
            return "".join(
                self.response(self.pick(T.RESPONSES, [self.value()])) for _ in range(self.random.randrange(1, 3))
            )

        return trace(i, self.conversation(gpt, tool))

    def name_trace(self, i, strange=False):
        names = T.STRANGE_NAMES if strange else T.NAMES

        def body():
            name = self.random.choice(names)
            return (
                self.random.choice(
                    [
                        '{"name": %s, "arguments": {}}',
                        '{"name": %s}',
                        '{"arguments": %s}',
                        '{"name": "x", "name": %s, "arguments": [%s]}'.replace("[%s]", "[1.0]"),
                        '{"name": %s, "arguments": null}',
                    ]
                )
                % name
            )

        return trace(
            i,
            self.conversation(
                lambda: "".join(self.call(body()) for _ in range(self.random.randrange(5))), lambda: "ok"
            ),
        )

    def every_response(self):
        """Each odd response bare, in tags, and second after a good one."""
        return [
            trace(
                i,
                [
                    ("gpt", "x"),
                    ("tool", text),
                    ("tool", self.response(text)),
                    ("tool", self.response("{}") + self.response(text)),
                ],
            )
            for i, text in enumerate(T.RESPONSES)
        ]

    def every_value(self):
        """Each odd number, string, word and key in a call and in a response."""
        objects = ["{%s: 1, %s: 2}" % (key, other) for key in T.KEYS for other in ('"b"', '"1"', key)]
        values = T.NUMBERS + T.STRINGS + T.WORDS + objects + ['{"a":' * 890 + "1" + "}" * 890]
        return [
            trace(
                i,
                [
                    ("gpt", self.call('{"name": "v", "arguments": {"v": %s}}' % text)),
                    ("gpt", self.call('{"arguments": %s}' % text)),
                    ("tool", self.response(text)),
                    ("tool", self.response("[%s]" % text)),
                ],
            )
            for i, text in enumerate(values)
        ]

    def wrapped_trace(self, i):
        def gpt():
            arguments = json.dumps({"text": self.words(20)}, ensure_ascii=False)
            return self.think(self.words()) + self.words() + self.call('{"name": "w", "arguments": %s}' % arguments)

        return trace(
            i, self.conversation(gpt, lambda: self.random.choice([self.words(), self.response(self.words(40))]))
        )

    def label_trace(self, i):
        tools = [
            "[]",
            "",
            "null",
            "{",
            None,
            '[{"function": {"name": "f", "description": null}}]',
            '[{"function": {"description": "🙂' + "d" * 90 + '"}}]',
            "[{}]",
        ]
        labels = {name: self.random.choice(CATEGORIES) for name in ("category", "subcategory", "task")}
        return trace(
            i,
            self.conversation(lambda: self.think("t") + "done", lambda: "{}"),
            tools=self.random.choice(tools),
            **labels,
        )

    def sized_trace(self, i, most):
        """Short turns whose lengths fall on and beside the edges of 40 bins."""

        def gpt():
            return (
                f"<think>{'t' * self.random.randrange(most + 1)}</think>{'a' * self.random.choice([0, 1, most // 2, most])}"
                + self.call('{"name": "s"}')
            )

        return trace(i, self.conversation(gpt, lambda: "{}", 5))

    def any_trace(self, i):
        make = self.random.choice(
            [self.tag_trace, self.json_trace, self.name_trace, self.wrapped_trace, self.label_trace]
        )
        return make(f"{i}-é🙂")
