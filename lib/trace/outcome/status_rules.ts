import { classOfError, classOfText, failedWithCode } from "./error_class.ts";
import { isError, type ResponseContent } from "./response_content.ts";
import { failed, fieldRule, ok, type OutcomeRule, type Verdict } from "./outcome.ts";

const byText = (response: ResponseContent): Verdict => failed(classOfError(response));
const refused = failed("refused", "not_executed");
const disabled = failed("other", "not_executed");

function subject({ fields: { exit_code } }: ResponseContent): Verdict {
  return typeof exit_code !== "number" || exit_code === 0
    ? ok()
    : failedWithCode(exit_code, "subject_failed");
}

/** The words of a tool that nothing better is known of. Beside `success: true` they speak of what the tool looked at. */
const general = fieldRule("status", /^(?!terminal$|process$|execute_code$)/, "status", {
  blocked: refused,
  approval_required: refused,
  pending_approval: refused,
  disabled,
  error: byText,
  timeout: failed("timeout"),
  interrupted: failed("interrupted"),
  not_found: failed("not_found"),
  dispatched: ok("pending"),
});

/** What a top-level `status` says, per tool: the same word means other things in other tools. */
export const STATUS_RULES: readonly OutcomeRule[] = [
  fieldRule("terminal status", /^terminal$/, "status", {
    blocked: refused,
    approval_required: refused,
    pending_approval: refused,
    disabled,
    error: byText,
  }),
  fieldRule("process status", /^process$/, "status", {
    not_found: failed("not_found"),
    error: byText,
    interrupted: failed("interrupted"),
    timeout: ok("pending"), // a wait that ends before the process does
    running: ok(),
    killed: ok(),
    ok: ok(),
    already_exited: (response) => isError(response.fields.error) ? byText(response) : ok(),
    exited: subject,
  }),
  fieldRule("execute_code status", /^execute_code$/, "status", {
    success: ok(),
    timeout: failed("timeout"),
    interrupted: failed("interrupted"),
    error: byText,
  }),
  { ...general, find: (response) => response.fields.success === true ? undefined : general.find(response) },
];

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
