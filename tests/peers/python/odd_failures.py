"""Files on one row of which the tutorial raises: the command line must exit 1 and name file, row and id."""

import pyarrow as pa
import pyarrow.parquet as pq

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


def bad_turns():
    """Name -> the turn that raises. A value of None is a null in the file."""
    yield from ((name, ("gpt", text)) for name, text in BAD_TURNS.items())
    yield "null_value", ("gpt", None)
    yield "null_tool_value", ("tool", None)


def write_not_utf8(path, rows, row):
    """The rows as `write` would write them, but with a byte in one row's last turn that is not UTF-8."""
    marked = [{**r, "conversations": [dict(t) for t in r["conversations"]]} for r in rows]
    marked[row]["conversations"][-1]["value"] = b"caf\xe9"
    raw = pa.struct([("from", pa.binary()), ("value", pa.binary())])
    table = pa.Table.from_pylist(
        marked, schema=pa.schema([("id", pa.string()), ("conversations", pa.list_(raw)), ("category", pa.string())])
    )
    # the bytes stay as they are: only their type becomes text
    lists = table["conversations"].combine_chunks()
    texts = [pa.StringArray.from_buffers(len(f), f.buffers()[1], f.buffers()[2]) for f in lists.values.flatten()]
    turns = pa.ListArray.from_arrays(lists.offsets, pa.StructArray.from_arrays(texts, ["from", "value"]))
    pq.write_table(table.set_column(1, "conversations", turns), path)


def write_failures(folder, odd, write):
    """Writes the files; returns path -> (row, id, whether the rows can be loaded at all)."""
    folder.mkdir(parents=True, exist_ok=True)
    expected = {}
    for name, turn in [*bad_turns(), ("null_conversations", None), ("not_utf8", ("gpt", ""))]:
        bad = odd.random.randrange(5, 40)
        rows = [trace(f"{name}-{i}", GOOD) for i in range(45)]
        rows[bad] = trace(f"{name}-{bad}-bad", [*GOOD, turn] if turn else GOOD)
        if turn is None:
            rows[bad]["conversations"] = None
        path = folder / f"{name}.parquet"
        if name == "not_utf8":
            write_not_utf8(path, rows, bad)
        else:
            write(path, rows, row_group_size=16)
        expected[path] = (bad, rows[bad]["id"], name in BAD_TURNS)
    return expected
