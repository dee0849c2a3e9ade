import { classOfText, failedWithCode, isTellingCode } from "./error_class.ts";
import { isError, isNonBlankText, type ResponseContent } from "./response_content.ts";
import { failed, ok, type OutcomeRule, type Verdict } from "./outcome.ts";

const TAIL_UNITS = 2000;

/** The last line of an output that is not empty, where a program says why it stopped. */
function lastLine({ fields: { output } }: ResponseContent): string {
  if (typeof output !== "string") return "";
  const tail = output.slice(-TAIL_UNITS).trimEnd();
  return tail.slice(tail.lastIndexOf("\n") + 1);
}

// Only the last line counts, and only for a flag: what a command prints may be a file that speaks of failures.
const FAILURE_LINE =
  /^(fatal|error|ERROR): |^npm (ERR!|error) |: (command not found|No such file or directory|Permission denied)$|^[\w.]*(Error|Exception)(: |$)/;

// What a search prints that counts no match, and what a comparison prints of files that differ: both end with code 1.
const COUNT_OF_NONE = /^\s*(\S+:)?0\s*$/;
const DIFFERENCES =
  /^(diff -|\d+(,\d+)?[acd]\d+(,\d+)?\n|--- .*\n\+\+\+ |(Binary files|Files) .* differ(\n|$)|Only in .*: )/;

const startsInBackground = ({ fields }: ResponseContent) =>
  isNonBlankText(fields.session_id) && fields.pid !== undefined;

const isSilent = ({ fields }: ResponseContent) =>
  !["output", "stdout", "stderr", "error", "exit_code_meaning"].some((key) => isNonBlankText(fields[key]));

const findsNone = ({ fields: { output } }: ResponseContent) =>
  typeof output === "string" && (COUNT_OF_NONE.test(output.slice(0, TAIL_UNITS)) || DIFFERENCES.test(output));

const means = ({ fields: { exit_code_meaning } }: ResponseContent, words: RegExp) =>
  isNonBlankText(exit_code_meaning) && words.test(exit_code_meaning);

const benignPossible: Verdict = { outcome: "unknown", class: "exit_code", flags: ["benign_possible"] };

/** What an exit code says, the first line that applies deciding. */
const EXIT_CODES: readonly [
  name: string,
  applies: (code: number, response: ResponseContent) => boolean,
  verdict: (code: number, response: ResponseContent) => Verdict,
][] = [
  [
    "exit code 0, started in the background",
    (code, r) => code === 0 && startsInBackground(r),
    () => ok("pending"),
  ],
  [
    "exit code 0 over a failure",
    (code, r) => code === 0 && (FAILURE_LINE.test(lastLine(r)) || isError(r.fields.error)),
    () => ok("masked_failure"),
  ],
  ["exit code 0", (code) => code === 0, () => ok()],
  ["exit code the tool calls benign", (_, r) => means(r, /not an error/i), () => ok("benign")],
  [
    "exit code of the tool itself",
    (code) => code === -1,
    (_, { fields }) => failed(classOfText(fields.error)),
  ],
  ["exit code of a timeout, an interrupt or a signal", isTellingCode, (code) => failedWithCode(code)],
  ["exit code 1 without a word", (code, r) => code === 1 && isSilent(r), () => benignPossible],
  [
    "exit code 1 over no match or a difference",
    (code, r) => code === 1 && findsNone(r),
    () => benignPossible,
  ],
  [
    "exit code of a pipe closed by its reader", // `… | head`, where the shell tells it
    (code) => code === 141 || code === -13,
    () => ({ ...benignPossible, flags: ["benign_possible", "signal"] }),
  ],
  [
    "exit code 1 that is often normal", // find with folders it may not read, git diff with differences
    (code, r) => code === 1 && means(r, /often normal|partial results/i),
    () => benignPossible,
  ],
  ["exit code", () => true, (code) => failedWithCode(code)],
];

/** The table of exit codes as rules. `process` says in its status what a code means; `success: false` outweighs a 0. */
export const EXIT_CODE_RULES: readonly OutcomeRule[] = EXIT_CODES.map(([name, applies, verdict]) => ({
  name,
  tools: /^(?!process$)/,
  find(response) {
    const { exit_code: code, success } = response.fields;
    if (typeof code !== "number" || (code === 0 && success === false)) return undefined;
    if (!applies(code, response)) return undefined;
    return { evidence: `exit_code: ${code}`, verdict: verdict(code, response) };
  },
}));
