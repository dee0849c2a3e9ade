"""One trace as text: the tutorial's and the guide's render and replay, and the tool schemas."""

import io
import json
import textwrap

from parsing import parse_assistant, parse_tool, parse_tool_guide


def render_tutorial(row, out, max_chars=350):
    print(f"\n{'=' * 72}\nTASK [{row['category']} / {row['subcategory']}]: {row['task']}\n{'=' * 72}", file=out)
    for turn in row["conversations"]:
        role = turn["from"]
        if role == "human":
            print(f"\n[USER]\n{textwrap.shorten(turn['value'], 600)}", file=out)
        elif role == "gpt":
            parsed = parse_assistant(turn["value"])
            for thought in parsed["thoughts"]:
                print(f"\n[THINK]\n{textwrap.shorten(thought, max_chars)}", file=out)
            for call in parsed["tool_calls"]:
                arguments = json.dumps(call.get("arguments", {}))[:200]
                print(f"[CALL] {call.get('name')}({arguments})", file=out)
            if parsed["final"]:
                print(f"\n[ANSWER]\n{textwrap.shorten(parsed['final'], max_chars)}", file=out)
        elif role == "tool":
            print(f"[TOOL_RESPONSE] {textwrap.shorten(turn['value'], 220)}", file=out)
    print("=" * 72, file=out)


def render_guide(row, out, max_chars=350):
    print("=" * 80, file=out)
    print(f"TASK [{row['category']} / {row['subcategory']}]", file=out)
    print(row["task"], file=out)
    print("=" * 80, file=out)
    for turn in row["conversations"]:
        role, value = turn["from"], turn["value"]
        if role == "human":
            print("\n[USER]", file=out)
            print(textwrap.shorten(value, 600), file=out)
        elif role == "gpt":
            parsed = parse_assistant(value)
            for thought in parsed["thoughts"]:
                print("\n[THINK]", file=out)
                print(textwrap.shorten(thought, max_chars), file=out)
            for call in parsed["tool_calls"]:
                print(f"\n[CALL] {call.get('name')}({json.dumps(call.get('arguments', {}))[:240]})", file=out)
            if parsed["final"]:
                print("\n[ANSWER]", file=out)
                print(textwrap.shorten(parsed["final"], max_chars), file=out)
        elif role == "tool":
            print("\n[TOOL RESPONSE]", file=out)
            print(textwrap.shorten(value, 300), file=out)


class TraceReplayer:
    """A trace in steps: a gpt turn and the tool turns behind it. Tool turns before the first gpt turn belong to none."""

    def __init__(self, row, style="tutorial"):
        self.style = style
        read_tool = parse_tool if style == "tutorial" else parse_tool_guide
        self.steps = []
        for turn in row["conversations"]:
            if turn["from"] == "gpt":
                self.steps.append((parse_assistant(turn["value"]), []))
            elif turn["from"] == "tool" and self.steps:
                self.steps[-1][1].append(read_tool(turn["value"]))

    def __len__(self):
        return len(self.steps)

    def play(self, i, out):
        (self.play_tutorial if self.style == "tutorial" else self.play_guide)(i, out)

    def play_tutorial(self, i, out):
        parsed, responses = self.steps[i]
        print(f"\n── Step {i + 1}/{len(self)} ──", file=out)
        for thought in parsed["thoughts"]:
            print(f"💭 {textwrap.shorten(thought, 280)}", file=out)
        for call in parsed["tool_calls"]:
            print(f"⚙️ {call.get('name')}({json.dumps(call.get('arguments', {}))[:140]})", file=out)
        for response in responses:
            print(f"📥 {textwrap.shorten(json.dumps(response), 200)}", file=out)
        if parsed["final"]:
            print(f"💬 {textwrap.shorten(parsed['final'], 200)}", file=out)

    def play_guide(self, i, out):
        parsed, responses = self.steps[i]
        print(f"\n--- Step {i + 1}/{len(self)} ---", file=out)
        for thought in parsed["thoughts"]:
            print("THINK:", textwrap.shorten(thought, 280), file=out)
        for call in parsed["tool_calls"]:
            print(f"CALL: {call.get('name')}({json.dumps(call.get('arguments', {}))[:160]})", file=out)
        for response in responses:
            print("TOOL:", textwrap.shorten(json.dumps(response), 240), file=out)
        if parsed["final"]:
            print("ANSWER:", textwrap.shorten(parsed["final"], 240), file=out)


def render_trace(row, style="tutorial"):
    """The rendered trace as print writes it; UnicodeEncodeError where UTF-8 cannot hold it, as print raises."""
    out = io.StringIO()
    (render_tutorial if style == "tutorial" else render_guide)(row, out)
    return encodable(out.getvalue())


def replay_trace(row, style="tutorial"):
    """All steps, one after the other."""
    out = io.StringIO()
    replayer = TraceReplayer(row, style)
    for i in range(len(replayer)):
        replayer.play(i, out)
    return encodable(out.getvalue())


def encodable(text):
    text.encode("utf-8")
    return text


def get_tool_schemas(row):
    """The trace's tool schemas; an empty list if they cannot be read."""
    try:
        return json.loads(row["tools"])
    except Exception:
        return []


def schema_lines(row):
    """How many schemas, and name and description of the first three, as the tutorial prints them."""
    schemas = get_tool_schemas(row)
    lines = [f"\nSample 0 has {len(schemas)} tools available"]
    for schema in schemas[:3]:
        function = schema.get("function", {})
        lines.append(f" - {function.get('name')} — {(function.get('description') or '')[:80]}")
    return encodable("\n".join(lines) + "\n")
