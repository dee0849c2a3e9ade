import { type Displayable, displayable, table } from "../display/mod.ts";
import { whole } from "../display/numbers.ts";
import { flagsToolTurn, judgeResponse, readParts, readTrace, type Trace } from "../trace/mod.ts";
import { falseAlarmReason, type JudgedResponse, missedReason, unknownReason } from "./gap_reason.ts";

/** Tool turns of which the tutorial says one thing, and their responses one thing, for one reason. */
export interface GapRow {
  /** What the tutorial says. */
  tutorial: "error" | "fine";
  /** What the responses say: error if one is, else unknown if of one it cannot be told. */
  ours: "error" | "fine" | "unknown";
  /** Why the two differ, in words; null where they agree. */
  reason: string | null;
  /** How many tool turns. */
  toolTurns: number;
  /** The first of them: the trace, its place, and the turn's index. */
  example: { id: string; row: number; turn: number };
}

/** The tutorial's error test beside the outcomes. */
export interface ErrorGap {
  /** Tool turns looked at. */
  toolTurns: number;
  /** How many the tutorial calls errors. */
  tutorialErrors: number;
  /** How many hold a response that is an error. */
  errors: number;
  /** How many hold none, and one of which it cannot be told. */
  unknown: number;
  /** The tool turns by what is said of them and why: agreement first, then false alarms, missed errors, what is unknown. */
  rows: GapRow[];
}

const ORDER = ["error error", "fine fine", "error fine", "fine error", "error unknown", "fine unknown"];

/**
 * Explains the tutorial's error number beside ours: every tool turn, what the tutorial's search for `error`, `traceback`
 * and `"exit_code": 1` says of it, what its responses say, and why the two differ. The rows divide the tool turns: each is
 * counted once.
 *
 * @param traces The traces, from memory or streamed.
 * @param options `limit`: traces to look at, from the first.
 * @returns The counts; in a notebook they show as a table.
 * @throws Whatever the traces' source throws.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { errorGap } from "tracebook";
 *
 * const content = { output: "done", exit_code: 0, error: null };
 * const value = `<tool_response>${JSON.stringify({ name: "terminal", content })}</tool_response>`;
 * const { rows } = await errorGap([{ id: "a", conversations: [{ from: "tool", value }] }]);
 * assertEquals(rows.map(({ tutorial, ours, reason }) => [tutorial, ours, reason]), [
 *   ["error", "fine", "an error key that is empty"],
 * ]);
 * ```
 */
export async function errorGap(
  traces: Iterable<Trace> | AsyncIterable<Trace>,
  { limit = Infinity }: {
    /** Traces to look at, from the first. @default {Infinity} */
    limit?: number;
  } = {},
): Promise<ErrorGap & Displayable> {
  const rows = new Map<string, GapRow>();
  let row = 0;
  if (limit > 0) {
    for await (const trace of traces) {
      for (const { turn, responses } of judgedTurns(trace)) {
        const said = compared(trace.conversations[turn]!.value, responses);
        const key = JSON.stringify(said);
        const known = rows.get(key);
        if (known) known.toolTurns++;
        else rows.set(key, { ...said, toolTurns: 1, example: { id: trace.id, row, turn } });
      }
      if (++row >= limit) break;
    }
  }
  return showGap([...rows.values()]);
}

/** The tool turns of a trace, each with its responses. */
function* judgedTurns(trace: Trace): Generator<{ turn: number; responses: JudgedResponse[] }> {
  const { steps, unattached } = readTrace(trace);
  const called = new Map(steps.flatMap(({ calls }) => calls.map((call) => [call.response, call.name])));
  const all = [...unattached, ...steps.flatMap((step) => step.responses)];
  let next = 0;
  for (const [turn, { from, value }] of trace.conversations.entries()) {
    if (from !== "tool") continue;
    const count = readParts(value, from).filter((part) => part.kind === "response").length;
    const responses = all.slice(next, next += count).map((response) => {
      const tool = called.get(response) ?? "";
      return { tool: response.name ?? tool, outcome: judgeResponse(response, tool) };
    });
    yield { turn, responses };
  }
}

function compared(
  value: string,
  responses: readonly JudgedResponse[],
): Pick<GapRow, "tutorial" | "ours" | "reason"> {
  const tutorial = flagsToolTurn(value) ? "error" : "fine";
  const outcomes = responses.map(({ outcome: { outcome } }) => outcome);
  if (outcomes.includes("error")) {
    return { tutorial, ours: "error", reason: tutorial === "error" ? null : missedReason(responses) };
  }
  if (outcomes.length === 0 || outcomes.includes("unknown")) {
    return { tutorial, ours: "unknown", reason: unknownReason(responses) };
  }
  return {
    tutorial,
    ours: "fine",
    reason: tutorial === "fine" ? null : falseAlarmReason(value, responses[0]!),
  };
}

function showGap(rows: GapRow[]): ErrorGap & Displayable {
  const place = ({ tutorial, ours }: GapRow) => ORDER.indexOf(`${tutorial} ${ours}`);
  rows.sort((a, b) =>
    place(a) - place(b) || b.toolTurns - a.toolTurns || (String(a.reason) < String(b.reason) ? -1 : 1)
  );
  const sum = (which: (row: GapRow) => boolean) =>
    rows.filter(which).reduce((total, { toolTurns }) => total + toolTurns, 0);
  const gap: ErrorGap = {
    toolTurns: sum(() => true),
    tutorialErrors: sum(({ tutorial }) => tutorial === "error"),
    errors: sum(({ ours }) => ours === "error"),
    unknown: sum(({ ours }) => ours === "unknown"),
    rows,
  };
  return displayable(gap, () => {
    const share = (part: number) =>
      `${whole(part)} (${gap.toolTurns ? (100 * part / gap.toolTurns).toFixed(1) : "0.0"}%)`;
    const { html, text } = table(
      rows.map((row) => ({
        "the tutorial says": row.tutorial,
        "it is": row.ours,
        because: row.reason,
        "tool turns": row.toolTurns,
        "first in": `${row.example.id}, turn ${row.example.turn}`,
      })),
      ["the tutorial says", "it is", "because", "tool turns", "first in"],
      {
        caption:
          `${whole(gap.toolTurns)} tool turns: the tutorial calls ${share(gap.tutorialErrors)} errors, ` +
          `${share(gap.errors)} hold one, of ${share(gap.unknown)} it cannot be told`,
      },
    );
    return { "text/html": html, "text/plain": text };
  });
}
