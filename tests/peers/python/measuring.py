"""The tutorial's numbers over rows, with its own loop, Counter and numpy, in the shape `traces measure --json` prints."""

import json
from collections import Counter

import numpy as np

from parsing import is_error, parse_assistant, parse_tool

LENGTH_ROWS = 500
BINS = 40


def scan(rows):
    """One pass as the tutorial makes it: counters and one number a trace."""
    found = {
        "tools": Counter(),
        "widths": Counter(),
        "categories": Counter(),
        "thoughts": [],
        "calls": [],
        "errors": [],
        "turns": [],
        "tool_turns": 0,
    }
    for row in rows:
        found["categories"][row["category"]] += 1
        calls = errors = 0
        found["turns"].append(len(row["conversations"]))
        for turn in row["conversations"]:
            if turn["from"] == "gpt":
                parsed = parse_assistant(turn["value"])
                found["thoughts"].append(len(parsed["thoughts"]))
                if parsed["tool_calls"]:
                    found["widths"][len(parsed["tool_calls"])] += 1
                for call in parsed["tool_calls"]:
                    found["tools"][call.get("name", "<unknown>")] += 1
                calls += len(parsed["tool_calls"])
            elif turn["from"] == "tool":
                found["tool_turns"] += 1
                if is_error(parse_tool(turn["value"])):
                    errors += 1
        found["calls"].append(calls)
        found["errors"].append(errors)
    return found


def lengths(rows):
    """Characters of thoughts, calls and answers over the first 500 rows, binned together as plt.hist bins a list."""
    kinds = {"thinkLengths": [], "callLengths": [], "answerLengths": []}
    for row in rows[:LENGTH_ROWS]:
        for turn in row["conversations"]:
            if turn["from"] != "gpt":
                continue
            parsed = parse_assistant(turn["value"])
            for thought in parsed["thoughts"]:
                kinds["thinkLengths"].append(len(thought))
            for call in parsed["tool_calls"]:
                kinds["callLengths"].append(len(json.dumps(call)))
            if parsed["final"]:
                kinds["answerLengths"].append(len(parsed["final"]))
    edges = joint_edges(list(kinds.values()))
    return {kind: {"n": len(values), "sum": sum(values), **histogram(values, edges)} for kind, values in kinds.items()}


def joint_edges(lists):
    """The edges plt.hist gives a list of data sets: of all values together."""
    return np.histogram_bin_edges(np.concatenate(lists), BINS)


def histogram(values, bins):
    counts, edges = np.histogram(values, bins=bins)
    return {"counts": counts.tolist(), "edges": edges.tolist()}


def mean(values):
    return float(np.mean(values)) if len(values) else None


def measure(rows, limit=None):
    """The summary of the first `limit` rows; None where nothing was measured."""
    rows = rows[:limit]
    found = scan(rows)
    acting = sum(found["widths"].values())
    flagged = sum(found["errors"])
    with_error = mean([errors > 0 for errors in found["errors"]])
    return {
        "rows": len(rows),
        "avgTurns": mean(found["turns"]),
        "avgToolCalls": mean(found["calls"]),
        "tracesWithErrorRate": with_error,
        "errorRate": with_error,
        "responseErrorRate": flagged / found["tool_turns"] if found["tool_turns"] else None,
        "parallelRate": sum(n for k, n in found["widths"].items() if k > 1) / acting if acting else None,
        "topTools": [list(pair) for pair in found["tools"].most_common(15)],
        "widths": [[k, found["widths"][k]] for k in sorted(found["widths"])],
        "thoughtsPerTurn": [list(pair) for pair in sorted(Counter(found["thoughts"]).items())],
        "categories": [list(pair) for pair in found["categories"].most_common()],
        "turnsHistogram": histogram(found["turns"], BINS),
        **lengths(rows),
    }


def facts(row):
    """One trace as integers, by the tutorial's parsers."""
    steps = [parse_assistant(turn["value"]) for turn in row["conversations"] if turn["from"] == "gpt"]
    answers = [parse_tool(turn["value"]) for turn in row["conversations"] if turn["from"] == "tool"]
    widths = [len(step["tool_calls"]) for step in steps]
    thoughts = [thought for step in steps for thought in step["thoughts"]]
    calls = [call for step in steps for call in step["tool_calls"]]
    return {
        "turns": len(row["conversations"]),
        "steps": len(steps),
        "acting_steps": sum(width > 0 for width in widths),
        "parallel_steps": sum(width > 1 for width in widths),
        "max_width": max(widths, default=0),
        "tool_calls": len(calls),
        "malformed": sum(call.get("name") == "<malformed>" for call in calls),
        "thoughts": len(thoughts),
        "think_chars": sum(map(len, thoughts)),
        "answer_chars": sum(len(step["final"]) for step in steps),
        "tool_turns": len(answers),
        "errors": sum(map(is_error, answers)),
    }


def printed_summary(rows, limit=None):
    """The lines that the tutorial prints after its pass."""
    rows = rows[:limit]
    found = scan(rows)
    parallel = sum(n for k, n in found["widths"].items() if k > 1)
    share = 100 * parallel / max(1, sum(found["widths"].values()))
    lines = [
        f"\nScanned {len(rows)} trajectories",
        f"Avg turns/traj : {np.mean(found['turns']):.1f}",
        f"Avg tool calls/traj : {np.mean(found['calls']):.1f}",
        f"% with >=1 error : {100 * np.mean([e > 0 for e in found['errors']]):.1f}%",
        f"% parallel turns : {share:.1f}%",
        f"Top 10 tools : {found['tools'].most_common(10)}",
    ]
    return "\n".join(lines) + "\n"


def shortest_to_ten(rows):
    """The row the tutorial renders: the first whose number of turns is nearest to ten."""
    return int(np.argmin(np.abs(np.array([len(row["conversations"]) for row in rows]) - 10)))
