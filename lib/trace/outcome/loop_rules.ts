import { classOfText } from "./error_class.ts";
import { failed, type Verdict } from "./outcome.ts";
import type { OutcomeRule } from "./rule.ts";

const UNKNOWN: Verdict = { outcome: "unknown" };

/** What the agent loop itself writes in place of a result, by how the text begins. In most cases the tool did not run. */
const LOOP_TEXTS: readonly [name: string, begins: RegExp, verdict: Verdict | ((text: string) => Verdict)][] =
  [
    ["tool does not exist", /^Tool '[^\n]*' does not exist\b/, failed("unknown_tool", "not_executed")],
    [
      "empty tool name",
      /^Tool call rejected: the tool name was empty/,
      failed("unknown_tool", "not_executed"),
    ],
    [
      "arguments are not JSON",
      /^Error: Invalid JSON arguments\b/,
      failed("invalid_arguments", "not_executed"),
    ],
    [
      "skipped with its turn",
      /^Skipped: (an)?other tool call in this (turn|response)/,
      failed("other", "not_executed"),
    ],
    [
      "cancelled by the user",
      /^\[Tool execution (cancelled|skipped) [—–-]/,
      failed("interrupted", "not_executed"),
    ],
    ["the loop caught an error", /^Error executing tool '/, (text) => failed(classOfText(text))],
    [
      "result too large, a preview",
      /^<persisted-output>|\[Truncated: tool response was [\d,]+ chars/,
      UNKNOWN,
    ],
    ["result cleared", /^\[Old tool output cleared to save context space\]/, UNKNOWN],
  ];

/** The table of loop texts as rules. */
export const LOOP_RULES: readonly OutcomeRule[] = LOOP_TEXTS.map(([name, begins, verdict]) => ({
  name,
  find({ text }) {
    if (text === "" || !begins.test(text)) return undefined;
    return { evidence: text, verdict: typeof verdict === "function" ? verdict(text) : verdict };
  },
}));
