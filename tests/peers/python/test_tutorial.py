"""The reference itself, against cases worked out by hand. Run: python test_tutorial.py"""

import json
import random

import matplotlib
import numpy as np

from measuring import facts, histogram, joint_edges, measure, printed_summary
from odd_rows import trace
from parsing import is_error, parse_assistant, parse_tool
from reading import render_trace, replay_trace

TURN = '<think>\n look \n</think>\nDone.<tool_call>\x1c{"name": "ls", "arguments": {"n": 1.0}}\u2028</tool_call>'


def test_parses():
    parsed = parse_assistant(TURN)
    assert parsed == {"thoughts": ["look"], "tool_calls": [{"name": "ls", "arguments": {"n": 1.0}}], "final": "Done."}
    assert parse_assistant("<tool_call>{'a'}</tool_call>")["tool_calls"] == [{"name": "<malformed>", "arguments": {}}]
    assert parse_assistant("<think><think>a</think>b</think>") == {
        "thoughts": ["<think>a"],
        "tool_calls": [],
        "final": "b</think>",
    }
    assert parse_tool("plain") == {"raw": "plain"}
    assert parse_tool("<tool_response>[1]</tool_response><tool_response>[2]</tool_response>") == [1]
    assert parse_tool("<tool_response>%s</tool_response>" % ("1" * 4301)) == {"raw": "1" * 4301}


def test_errors():
    flagged = ['{"error": null}', '{"exit_code": 127}', "\x0error", "Traceback"]
    assert all(is_error(parse_tool(f"<tool_response>{text}</tool_response>")) for text in flagged)
    fine = ['{"exit_code": 2}', '"\\"exit_code\\": 1"', "err or"]
    assert not any(is_error(parse_tool(f"<tool_response>{text}</tool_response>")) for text in fine)


def test_measures():
    rows = [trace(0, [("human", "hi"), ("gpt", TURN), ("tool", '{"error"'), ("gpt", "end")]), trace(1, [])]
    summary = measure(rows)
    assert (summary["rows"], summary["avgTurns"], summary["avgToolCalls"]) == (2, 2.0, 0.5)
    assert (summary["errorRate"], summary["responseErrorRate"], summary["parallelRate"]) == (0.5, 1.0, 0.0)
    assert summary["thoughtsPerTurn"] == [[0, 1], [1, 1]] and summary["widths"] == [[1, 1]]
    assert summary["callLengths"]["sum"] == len('{"name": "ls", "arguments": {"n": 1.0}}')
    assert facts(rows[0])["answer_chars"] == 8 and facts(rows[0])["errors"] == 1
    assert "Avg turns/traj : 2.0\n" in printed_summary(rows)


def test_measures_nothing():
    summary = measure([])
    assert summary["avgTurns"] is None and summary["parallelRate"] is None and summary["responseErrorRate"] is None
    assert summary["turnsHistogram"]["edges"][::40] == [0.0, 1.0]
    json.dumps(summary, allow_nan=False)


def test_bins_as_matplotlib():
    matplotlib.use("Agg")
    import matplotlib.pyplot as plt

    pick = random.Random(0)
    cases = [[[], [], []], [[7], [7], []], [[0], [], []], [[1, 2], [3, 4], [5, 6]]]
    for _ in range(40):
        cases.append(
            [[pick.randrange(10 ** pick.randrange(1, 7)) for _ in range(pick.choice([0, 1, 2, 200]))] for _ in range(3)]
        )
    for lengths in cases:
        counts, edges, _ = plt.hist(lengths, bins=40, log=True, stacked=False)
        plt.close("all")
        for one, expected in zip(lengths, np.reshape(counts, (3, 40))):
            assert histogram(one, joint_edges(lengths)) == {"counts": expected.tolist(), "edges": edges.tolist()}


def test_reads():
    row = trace(7, [("system", "s"), ("human", "hi"), ("gpt", TURN), ("tool", "ok")])
    head = f"\n{'=' * 72}\nTASK [Agent Tools / Other]: Task 7\n{'=' * 72}\n"
    assert (
        render_trace(row)
        == head
        + '\n[USER]\nhi\n\n[THINK]\nlook\n[CALL] ls({"n": 1.0})\n\n[ANSWER]\nDone.\n[TOOL_RESPONSE] ok\n'
        + "=" * 72
        + "\n"
    )
    assert (
        replay_trace(row, "guide")
        == '\n--- Step 1/1 ---\nTHINK: look\nCALL: ls({"n": 1.0})\nTOOL: {"raw": "ok"}\nANSWER: Done.\n'
    )


if __name__ == "__main__":
    tests = [test for name, test in globals().items() if name.startswith("test_")]
    for test in tests:
        test()
    print(f"{len(tests)} hand-worked tests passed")
