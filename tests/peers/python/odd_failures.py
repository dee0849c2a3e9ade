"""Files on one row of which the tutorial raises: the command line must exit 1 and name file, row and id."""

from odd_rows import trace

GOOD = [("human", "hi"), ("gpt", '<tool_call>{"name": "ok"}</tool_call>'), ("tool", "{}")]


def call(body):
    return f"<tool_call>\n{body}\n</tool_call>"


BAD_TURNS = {
    "name_list": call('{"name": ["a"]}'),
    "name_object": call('{"name": {"a": 1}}'),
    "name_empty_list": call('{"name": []}'),
    "digits": call('{"name": "n", "arguments": {"n": %s}}' % ("1" * 4301)),
    "digits_negative": call('{"name": "n", "arguments": {"n": -%s}}' % ("1" * 4301)),
    "digits_before_bad_json": call('{"name": "n", "n": %s, }' % ("1" * 4301)),
    "nested_objects": call('{"name": "n", "arguments": ' + '{"a":' * 5000 + "1" + "}" * 5001),
    "nested_lists": call('{"name": "n", "arguments": ' + "[" * 5000 + "]" * 5000 + "}"),
    "nested_unclosed": call('{"name": "n", "arguments": ' + "[" * 5000 + "}"),
}


def write_failures(folder, odd, write):
    """Writes the files; returns path -> (row, id)."""
    folder.mkdir(parents=True, exist_ok=True)
    expected = {}
    for name, turn in BAD_TURNS.items():
        bad = odd.random.randrange(5, 40)
        rows = [trace(f"{name}-{i}", GOOD) for i in range(45)]
        rows[bad] = trace(f"{name}-{bad}-bad", GOOD + [("gpt", turn)])
        path = folder / f"{name}.parquet"
        write(path, rows, row_group_size=16)
        expected[path] = (bad, rows[bad]["id"])
    return expected
