import { failedWithCode } from "./code_class.ts";
import { classOfError } from "./error_class.ts";
import { isError, type Judged } from "./judged.ts";
import { failed, ok, type Verdict } from "./outcome.ts";
import { fieldRule, type OutcomeRule } from "./rule.ts";

const byText = (response: Judged): Verdict => failed(classOfError(response));
const refused = failed("refused", "not_executed");
const disabled = failed("other", "not_executed");

function subject({ fields: { exit_code } }: Judged): Verdict {
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
