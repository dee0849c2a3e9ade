import { type PythonDict, pythonDumps, type PythonJson, pythonStr, shorten } from "../python/mod.ts";
import { type AssistantTurn, parseAssistant, type Trace } from "../trace/mod.ts";
import type { EntryKind, EntryLayouts } from "./render_style.ts";

/** One thing a rendered trace shows, already shortened. */
export interface Entry {
  /** What it is. */
  kind: EntryKind;
  /** The shortened text; of a call, its name and arguments. */
  text: string;
}

/** A call's arguments that are absent. */
const NO_ARGUMENTS: PythonDict = new Map();

/**
 * A trace as the entries that the tutorial's renderer prints: system turns are left out, thoughts and calls
 * are found by the tutorial's rules, a tool turn is its raw text.
 */
export function listTraceEntries(
  trace: Pick<Trace, "conversations">,
  layout: EntryLayouts,
  maxChars: number,
): Entry[] {
  const spoken: EntryLayouts = {
    ...layout,
    thought: [layout.thought[0], maxChars],
    answer: [layout.answer[0], maxChars],
  };
  return trace.conversations.flatMap(({ from, value }) => {
    if (from === "human") return [shortenEntry("user", value, layout)];
    if (from === "gpt") return listStepEntries(parseAssistant(value), [], spoken);
    return from === "tool" ? [shortenEntry("response", value, layout)] : [];
  });
}

/** A gpt turn and what its tools returned, in the order of a replay: thoughts, calls, responses, answer. */
export function listStepEntries(turn: AssistantTurn, responses: PythonJson[], layout: EntryLayouts): Entry[] {
  return [
    ...turn.thoughts.map((thought) => shortenEntry("thought", thought, layout)),
    ...turn.tool_calls.map((call): Entry => ({ kind: "call", text: formatCall(call, layout.call[1]) })),
    ...responses.map((response) => shortenEntry("response", pythonDumps(response), layout)),
    ...(turn.final ? [shortenEntry("answer", turn.final, layout)] : []),
  ];
}

function shortenEntry(kind: EntryKind, text: string, layout: EntryLayouts): Entry {
  return { kind, text: shorten(text, layout[kind][1]) };
}

function formatCall(call: PythonDict, maxChars: number): string {
  const given = call.get("arguments");
  // JSON's null is Python's None and stays; only arguments that are absent become {}
  const text = pythonDumps(given === undefined ? NO_ARGUMENTS : given).slice(0, maxChars);
  return `${pythonStr(call.get("name") ?? null)}(${text})`;
}

/**
 * Refuses a text that UTF-8 cannot hold, on which Python's `print` raises too.
 *
 * @throws {TypeError} If the text holds half of a surrogate pair.
 */
export function requireWellFormed(text: string): string {
  if (text.isWellFormed()) return text;
  throw new TypeError(
    "Cannot print the trace: it holds half of a surrogate pair, which UTF-8 cannot express",
  );
}
