"""The same numbers by somebody who knows Python well: columns of pyarrow instead of rows, `str.find` instead of regular
expressions, orjson, a process for each file.

python strong.py FILE FILE    the summary as JSON
"""

import json
import sys
from collections import Counter
from itertools import chain
from multiprocessing import Pool
from pathlib import Path

import numpy as np
import orjson
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

sys.path.insert(0, str(Path(__file__).parents[2] / "peers" / "python"))
from measuring import BINS, LENGTH_ROWS, histogram, joint_edges, mean  # noqa: E402

SPOKEN = pa.array(["gpt", "tool"])
MALFORMED = {"name": "<malformed>", "arguments": {}}


def parse(body):
    try:
        return orjson.loads(body)
    except orjson.JSONDecodeError:
        return MALFORMED


def thoughts_of(text):
    """The thoughts, and the text without them."""
    found, rest, at = [], [], 0
    while (start := text.find("<think>", at)) >= 0 and (end := text.find("</think>", start + 7)) >= 0:
        found.append(text[start + 7 : end])
        rest.append(text[at:start])
        at = end + 8
    return found, "".join([*rest, text[at:]]) if found else text


def calls_of(text):
    """The calls, and the text without them. Most end at the first closing tag; one inside a string does not."""
    found, rest, at, start = [], [], 0, text.find("<tool_call>")
    while start >= 0:
        end = text.find("</tool_call>", start)
        while end >= 0 and not text[start + 11 : end].rstrip().endswith("}"):
            end = text.find("</tool_call>", end + 1)
        body = text[start + 11 : end].strip() if end >= 0 else ""
        if body.startswith("{"):
            found.append(parse(body))
            rest.append(text[at:start])
            at = end + 12
            start = text.find("<tool_call>", at)
        else:
            start = text.find("<tool_call>", start + 1)
    return found, "".join([*rest, text[at:]]) if found else text


def flagged(text):
    """The tutorial's test on the text as it stands, where `json.dumps` of what is parsed could not say otherwise."""
    low = text.lower()
    if "error" not in low and "traceback" not in low and "exit_code" not in low:
        return False
    start = text.find("<tool_response>")
    end = text.find("</tool_response>", start)
    if start < 0 or end < 0:
        blob = json.dumps({"raw": text})
    else:
        body = text[start + 15 : end].strip()
        try:
            blob = json.dumps(orjson.loads(body))
        except orjson.JSONDecodeError:
            blob = json.dumps({"raw": body})
    blob = blob.lower()
    return "error" in blob or '"exit_code": 1' in blob or "traceback" in blob


def count(file, first_row):
    """What one file holds. Lengths are of the first rows of all files, which `first_row` counts."""
    tools, widths, thoughts, categories = Counter(), Counter(), Counter(), Counter()
    turns, calls_a_row, errors_a_row, tool_turns = [], [], [], 0
    lengths, row = ([], [], []), first_row
    for batch in pq.ParquetFile(file).iter_batches(batch_size=256, columns=["conversations", "category"]):
        categories.update(batch.column("category").to_pylist())
        conversations = batch.column("conversations")
        bounds = conversations.offsets.to_pylist()
        flat = conversations.values
        spoken = pc.indices_nonzero(pc.is_in(flat.field("from"), SPOKEN))
        roles, values = flat.field("from").take(spoken).to_pylist(), flat.field("value").take(spoken).to_pylist()
        cuts = np.searchsorted(spoken.to_numpy(), bounds).tolist()
        for i, (start, end) in enumerate(zip(cuts, cuts[1:])):
            turns.append(bounds[i + 1] - bounds[i])
            n_calls = n_errors = 0
            for role, value in zip(roles[start:end], values[start:end]):
                if role == "tool":
                    tool_turns += 1
                    n_errors += flagged(value)
                    continue
                thinks, rest = thoughts_of(value)
                thoughts[len(thinks)] += 1
                calls, _ = calls_of(value)
                if calls:
                    widths[len(calls)] += 1
                    tools.update(call.get("name", "<unknown>") for call in calls)
                    n_calls += len(calls)
                if row < LENGTH_ROWS:
                    lengths[0].extend(len(thought.strip()) for thought in thinks)
                    lengths[1].extend(len(json.dumps(call)) for call in calls)
                    if final := len(calls_of(rest)[1].strip()):
                        lengths[2].append(final)
            calls_a_row.append(n_calls)
            errors_a_row.append(n_errors)
            row += 1
    return tools, widths, thoughts, categories, turns, calls_a_row, errors_a_row, tool_turns, lengths


def main(files):
    firsts = np.cumsum([0, *(pq.ParquetFile(file).metadata.num_rows for file in files)]).tolist()
    with Pool(2) as pool:
        parts = pool.starmap(count, zip(files, firsts))
    counters, rest = zip(*((part[:4], part[4:]) for part in parts))
    tools, widths, thoughts, categories = (sum(kind, Counter()) for kind in zip(*counters))
    turns, calls, errors = (list(chain.from_iterable(kind)) for kind in list(zip(*rest))[:3])
    tool_turns = sum(part[3] for part in rest)
    lengths = [list(chain.from_iterable(kind)) for kind in zip(*(part[4] for part in rest))]
    edges, acting = joint_edges(lengths), sum(widths.values())
    with_error = mean([n > 0 for n in errors])
    print(
        json.dumps(
            {
                "rows": len(turns),
                "avgTurns": mean(turns),
                "avgToolCalls": mean(calls),
                "tracesWithErrorRate": with_error,
                "errorRate": with_error,
                "responseErrorRate": sum(errors) / tool_turns,
                "parallelRate": sum(n for k, n in widths.items() if k > 1) / acting,
                "topTools": [list(pair) for pair in tools.most_common(15)],
                "widths": [[k, widths[k]] for k in sorted(widths)],
                "thoughtsPerTurn": [[k, thoughts[k]] for k in sorted(thoughts)],
                "categories": [list(pair) for pair in categories.most_common()],
                "turnsHistogram": histogram(turns, BINS),
                **{
                    kind: {"n": len(values), "sum": sum(values), **histogram(values, edges)}
                    for kind, values in zip(("thinkLengths", "callLengths", "answerLengths"), lengths)
                },
            }
        )
    )


if __name__ == "__main__":
    main(sys.argv[1:])
