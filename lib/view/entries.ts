import { type PythonDict, pythonDumps, type PythonJson, pythonStr, shorten } from "../python/mod.ts";
import { type AssistantTurn, parseAssistant, type Trace } from "../trace/mod.ts";
import type { EntryKind, EntryLayouts } from "./render_style.ts";

/** One item of a rendered trace, already shortened: a user turn, a thought, a call, a response or an answer. */
export interface Entry {
  /** Kind of the entry. */
  kind: EntryKind;
  /** The shortened text; a call as `name(arguments)`. */
  text: string;
}

/** Arguments of a call that has none. */
const NO_ARGUMENTS: PythonDict = new Map();

/**
 * Lists the entries that the tutorial's renderer prints: system turns are left out, thoughts and calls are found by the
 * tutorial's rules, a tool turn is its raw text.
 */
export function listTraceEntries(
  trace: Pick<Trace, "conversations">,
  layout: EntryLayouts,
  maxChars: number,
): Entry[] {
  const limited: EntryLayouts = {
    ...layout,
    thought: [layout.thought[0], maxChars],
    answer: [layout.answer[0], maxChars],
  };
  return trace.conversations.flatMap(({ from, value }) => {
    if (from === "human") return [shortenEntry("user", value, layout)];
    if (from === "gpt") return listStepEntries(parseAssistant(value), [], limited);
    return from === "tool" ? [shortenEntry("response", value, layout)] : [];
  });
}

/** Lists the entries of a gpt turn and of what its tools returned: thoughts, calls, responses, answer. */
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
  const args = call.get("arguments");
  // JSON's null is Python's None and stays; only arguments that are absent become {}
  const text = pythonDumps(args === undefined ? NO_ARGUMENTS : args).slice(0, maxChars);
  return `${pythonStr(call.get("name") ?? null)}(${text})`;
}

/** Returns the text; throws a `TypeError` if it holds half of a surrogate pair, on which Python's `print` raises too. */
export function requireWellFormed(text: string): string {
  if (text.isWellFormed()) return text;
  throw new TypeError(
    "Cannot print the trace: it holds half of a surrogate pair, which UTF-8 cannot express",
  );
}
