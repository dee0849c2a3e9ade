import { type Displayable, displayable, table, whole } from "../display/mod.ts";
import { plainJson, type PythonDict, pythonDumps, type PythonJson } from "../python/mod.ts";
import {
  EXIT_CODE_RULES,
  flagsToolTurn,
  isError,
  judgeResponse,
  looksLikeError,
  LOOP_RULES,
  type Outcome,
  parseTool,
  readParts,
  readTrace,
  STATUS_RULES,
  type Trace,
} from "../trace/mod.ts";

/** Tool turns of which the tutorial says one thing, and their responses one thing, for one reason. */
export interface ErrorGapRow {
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
  rows: ErrorGapRow[];
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
  const rows = new Map<string, ErrorGapRow>();
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
): Pick<ErrorGapRow, "tutorial" | "ours" | "reason"> {
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

function showGap(rows: ErrorGapRow[]): ErrorGap & Displayable {
  const place = ({ tutorial, ours }: ErrorGapRow) => ORDER.indexOf(`${tutorial} ${ours}`);
  rows.sort((a, b) =>
    place(a) - place(b) || b.toolTurns - a.toolTurns || (String(a.reason) < String(b.reason) ? -1 : 1)
  );
  const sum = (which: (row: ErrorGapRow) => boolean) =>
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

/** A response of a tool turn with its outcome. */
interface JudgedResponse {
  /** The tool. */
  tool: string;
  /** What the response says of its call. */
  outcome: Outcome;
}

/** Tools whose texts hold a word that the tutorial looks for. */
const SHOWN_BY: readonly [tools: RegExp, reason: string][] = [
  [/^(terminal|process|execute_code)$/, "a word in what a command printed"],
  [/^(read_file|write_file|patch|search_files)$/, "a word in a file, a diff or a search hit"],
  [/^(browser|web)_/, "a word in a page or a web search"],
  [/(?:)/, "a word in another tool's text"],
];

/** What errors look like that have none of the tutorial's words, by the rule that finds them. */
const MISSED_BY: readonly [rules: readonly string[], reason: string][] = [
  [LOOP_RULES.map(({ name }) => name), "the agent loop's own words: no such tool, skipped, interrupted"],
  [[...STATUS_RULES.map(({ name }) => name), "a list of tasks"], "a status that says so"],
  [EXIT_CODE_RULES.map(({ name }) => name), "an exit code other than 1, with no error key"],
  [["success is false"], "success is false, with no error key"],
];

/**
 * Why the tutorial flags a tool turn in which nothing failed: the first thing that, taken away with those before it,
 * leaves nothing to flag.
 */
function falseAlarmReason(value: string, { tool, outcome }: JudgedResponse): string {
  const withoutEmpty = rewritten(parseTool(value), (text) => text);
  if (!looksLikeError(pythonDumps(withoutEmpty))) return "an error key that is empty";
  const withoutTexts = rewritten(withoutEmpty, () => "");
  const left = pythonDumps(withoutTexts);
  if (!looksLikeError(left)) return SHOWN_BY.find(([tools]) => tools.test(tool))![1];
  if (outcome.flags.includes("partial")) return "one of several results failed";
  if (left.includes('"error": ')) return "an error text beside a success";
  return left.includes('"exit_code": 1') ? "an exit code that is no failure" : "the name of a key";
}

/** Why the tutorial does not flag a tool turn in which something failed. */
function missedReason(responses: readonly JudgedResponse[]): string {
  const { outcome, rule } = responses[0]!.outcome;
  if (outcome !== "error") return "only the first of several responses is read";
  return MISSED_BY.find(([rules]) => rules.includes(rule))?.[1] ?? "an error in other words";
}

/** Why it cannot be told whether something failed. */
function unknownReason(responses: readonly JudgedResponse[]): string {
  return responses.some(({ outcome }) => outcome.flags.includes("benign_possible"))
    ? "exit code 1 and no output, as of a search without a match"
    : "a result that is cut, cleared, missing or of no known form";
}

/** A value without the error keys that report nothing, its texts rewritten. */
function rewritten(value: PythonJson, text: (value: string) => string): PythonJson {
  if (typeof value === "string") return text(value);
  if (Array.isArray(value)) return value.map((item) => rewritten(item, text));
  if (!(value instanceof Map)) return value;
  const kept: PythonDict = new Map();
  for (const [key, item] of value) {
    if (key !== "error" || isError(plainJson(item))) kept.set(key, rewritten(item, text));
  }
  return kept;
}
