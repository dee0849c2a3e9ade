"""Odd traces and odd chat messages, the same for the same seed."""

import json
import random
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "python"))
from odd_texts import JOINED, NOT_SPACES, RESPONSES, SPACES, TAGS  # noqa: E402

PIECES = [*SPACES, *NOT_SPACES, *TAGS, "<|im_end|>", "<|im_start|>assistant\n", "<|eot_id|>", "a", "é", "🙂", "İ", "ß", '"', "\\", "{{ x }}", "None"]
VALUES = [1, 1.0, 1e-7, 1e16, 2**53 + 1, 10**30, -0.0, 0.1, True, None, "x", [], {}, [1.0, [2]], {"2": 1, "1": {"z": None}}]
NAMES = ["ls", "é", 'a"b', "2", "1", "10", "path", ""]


class Odd:
    def __init__(self, seed):
        self.random = random.Random(seed)

    def some(self, least, most):
        return range(self.random.randint(least, most))

    def text(self):
        pick = self.random.choice
        whole = [pick(JOINED)] if self.random.random() < 0.1 else []
        return "".join([pick(PIECES) for _ in self.some(0, 12)] + whole)

    def value(self, depth=0):
        kind = self.random.random()
        if kind < 0.6 or depth > 2:
            return self.random.choice(VALUES)
        if kind < 0.75:
            return self.text()
        if kind < 0.85:
            return [self.value(depth + 1) for _ in self.some(0, 3)]
        return self.arguments(depth + 1)

    def arguments(self, depth=0):
        return {self.random.choice(NAMES): self.value(depth) for _ in self.some(0, 4)}

    def call(self):
        given = self.arguments()
        function = {"name": self.random.choice(NAMES) or "f", "arguments": given if self.random.random() < 0.8 else json.dumps(given)}
        return {"id": "c1", "type": "function", "function": function}

    def message(self):
        role = self.random.choice(["user", "assistant", "tool", "assistant", "user", "system"])
        message = {"role": role, "content": self.text()}
        if role == "assistant" and self.random.random() < 0.3:
            message[self.random.choice(["reasoning_content", "thinking", "reasoning"])] = self.text()
        if role == "assistant" and self.random.random() < 0.4:
            message["tool_calls"] = [self.call() for _ in self.some(1, 3)]
            if self.random.random() < 0.3:
                message["content"] = None
        if role == "tool":
            message |= {"name": "ls", "tool_call_id": "c1"}
        return message

    def tool(self):
        properties = {"x": {"type": "string", "description": self.text(), "default": self.value()}, "2": {"type": "integer"}, "1": {"enum": [1.0, None]}}
        parameters = {"type": "object", "properties": properties, "required": ["x"]}
        return {"type": "function", "function": {"name": self.text() or "t", "description": self.text(), "parameters": parameters}}

    def case(self):
        first = [{"role": "system", "content": self.text()}] if self.random.random() < 0.5 else []
        case = {"messages": first + [self.message() for _ in self.some(1, 6)]}
        if self.random.random() < 0.3:
            case["tools"] = [self.tool() for _ in self.some(1, 3)]
        if self.random.random() < 0.3:
            case["add_generation_prompt"] = True
        if self.random.random() < 0.2:
            case["enable_thinking"] = self.random.random() < 0.5
        return case

    def gpt(self):
        call = json.dumps({"name": "ls", "arguments": self.arguments()}, ensure_ascii=False)
        return self.random.choice([
            self.text(), f"<think>\n{self.text()}\n</think>\n{self.text()}", f"<think>\n{self.text()}\n</think>\n<tool_call>\n{call}\n</tool_call>",
            f"{self.text()}\n<tool_call>\n{call}\n</tool_call>\n<tool_call>\n{call}\n</tool_call>",
        ])  # fmt: skip

    def answer(self):
        content = self.random.choice([self.value(), self.random.choice(RESPONSES)])
        body = json.dumps({"tool_call_id": f"functions.ls:{self.random.randint(0, 3)}", "name": "ls", "content": content}, ensure_ascii=False)
        return f"<tool_response>\n{self.random.choice([body, self.text()])}\n</tool_response>"

    def trace(self, number):
        turns = [{"from": "system", "value": self.text()}] if self.random.random() < 0.7 else []
        for _ in self.some(1, 6):
            role = self.random.choice(["human", "gpt", "tool"])
            value = {"human": self.text, "gpt": self.gpt, "tool": lambda: "\n".join(self.answer() for _ in self.some(0, 3))}[role]()
            turns.append({"from": role, "value": value})
        return {"id": f"odd-{number}", "conversations": turns}
