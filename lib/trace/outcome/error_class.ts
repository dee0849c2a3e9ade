import type { Json } from "../../python/mod.ts";
import { isError, isNonBlankText, jsonPreview, type ResponseContent } from "./response_content.ts";
import { type ErrorClass, failed, type OutcomeFlag, type Verdict } from "./outcome.ts";

/**
 * What an error's own words say of its kind, the first match deciding: a guard's refusal before a timeout, a timeout
 * before the network, a missing permission before a missing file. Only ever asked of error texts, never of contents. A
 * guard speaks in the first line, so that a program's long error text cannot pass for one.
 */
const CLASS_BY_TEXT: readonly [ErrorClass, RegExp][] = [
  ["unknown_tool", /^Unknown tool\b|^Tool '.*' does not exist\b/],
  ["other", /^\w+ must be handled by the agent loop/],
  ["exit_code", /^Script exited with code\b/],
  ["refused", /^.*\b(BLOCKED|[Bb]locked (by|for|this)|[Rr]efusing|[Aa]pproval)\b|^.*\bBlocked:/],
  ["refused", /^.*\b(write|access|command|user|request) denied\b|^.*\bdenied by\b/i],
  ["interrupted", /^interrupted\b(?! system call)|\b(interrupted|cancelled) by (the )?user\b/i],
  ["traceback", /Traceback \(most recent call last\)|^ {0,8}File ".*", line \d/m],
  ["timeout", /time[ds]?[ -]?out\b|Timeout(Error|Exception)|deadline exceeded/i],
  ["permission", /permission denied|PermissionError|\bEACCES\b|\bEPERM\b/i],
  ["permission", /operation not permitted|read-only file system/i],
  ["network_http", /\bHTTP(\/[\d.]+)?( status| error| code)?:? ?[45]\d\d\b|HTTPError|HTTPS?ConnectionPool/i],
  ["network_http", /\b(status|code|status code):? [45]\d\d\b|\b[45]\d\d,? (message=|(Client|Server) Error)/i],
  ["network_http", /\b4\d\d:? (Bad Request|Unauthorized|Forbidden|Not Found|Request Entity|Too Many)/i],
  ["network_http", /\b5\d\d:? (Internal Server|Bad Gateway|Service Unavailable|Gateway)|\brate limit/i],
  ["network_http", /\bconnection (refused|reset|aborted|error|closed)|Connect(ion)?\w*Error|not connected/i],
  ["network_http", /net::ERR_|could not resolve host|getaddrinfo|name or service not known|\bSSL\b/i],
  ["network_http", /\bunreachable\b|\bECONN[A-Z]+|\bENOTFOUND\b|\bEAI_AGAIN\b|socket hang up/i],
  [
    "not_found",
    /\bnot found\b|\bno such\b|FileNotFoundError|\bENOENT\b|no module named|(does not|doesn't) exist/i,
  ],
  ["not_found", /\bno process with id|could not find|\bno (job|skill|session|entry|match)\b/i],
  ["invalid_arguments", /\b(is|are) required\b|missing (\d+ )?(required )?(positional )?(param|arg)/i],
  [
    "invalid_arguments",
    /^[a-z_]+( content|((, | and | or )[a-z_]+)*) required\b|unexpected keyword argument/,
  ],
  ["invalid_arguments", /^invalid\b|\binvalid (\w+ )?(arg|param|option|schedule|json|value|url|regex|id\b)/i],
  [
    "invalid_arguments",
    /\bmust (be|have|not|contain)\b|cannot be empty|unknown (\w+ )?(action|mode)\b|unsupported(?! operand)/i,
  ],
  [
    "invalid_arguments",
    /expected .{1,200} (but|got)|not a valid|^provide\b|^no [\w ]{1,60} (provided|given)/i,
  ],
  // an edit or a removal whose words fit several places
  [
    "invalid_arguments",
    /regex parse error|out of range|exceeds file length|\brequires (either|at least|exactly)\b/i,
  ],
  ["invalid_arguments", /^ambiguous\b|old_string and new_string are/i],
  ["invalid_arguments", /^(found|multiple) .{0,60}\bmatche[ds]\b|failed to parse patch/i],
];

const HEAD_UNITS = 3000;
const TAIL_UNITS = 1000;

/** An error text's beginning and end: a program's error may be megabytes of its output. */
function shortened(error: Json | undefined): string {
  if (typeof error !== "string" || error.length <= HEAD_UNITS + TAIL_UNITS) {
    return jsonPreview(error, HEAD_UNITS);
  }
  return `${error.slice(0, HEAD_UNITS)}\n${error.slice(-TAIL_UNITS)}`;
}

/** The class that an error's text names. */
export function classOfText(error: Json | undefined, otherwise: ErrorClass = "other"): ErrorClass {
  const text = shortened(error);
  return CLASS_BY_TEXT.find(([, pattern]) => pattern.test(text))?.[0] ?? otherwise;
}

/**
 * The class of a response that reports an error: by the keys that only some errors have, then by the error's text.
 */
export function classOfError({ fields }: ResponseContent, otherwise: ErrorClass = "other"): ErrorClass {
  if ("blocked_by_policy" in fields) return "refused";
  const text = [fields.error, fields.message, fields.reason].find((said) => said !== true && isError(said));
  return classOfText(text, isNonBlankText(fields.traceback) ? "traceback" : otherwise);
}

/** Codes other than 0 that say more than "failed": a timeout, an interrupt, the end by a signal. */
const CODES: ReadonlyMap<number, readonly [ErrorClass, ...OutcomeFlag[]]> = new Map<
  number,
  readonly [ErrorClass, ...OutcomeFlag[]]
>([
  [124, ["timeout"]],
  [130, ["interrupted"]],
  [-2, ["interrupted"]],
  ...[6, 7, 8, 9, 11, 15].flatMap((signal) =>
    [128 + signal, -signal].map((code) => [code, ["exit_code", "signal"]] as const)
  ),
]);

/** Whether a code says more than "failed". */
export const isTellingCode = (code: number): boolean => CODES.has(code);

/**
 * The verdict on a program that ended with a code other than 0.
 *
 * @see https://www.gnu.org/software/bash/manual/html_node/Exit-Status.html
 * @see https://docs.python.org/3/library/subprocess.html#subprocess.CompletedProcess.returncode
 */
export function failedWithCode(code: number, ...more: OutcomeFlag[]): Verdict {
  const [errorClass, ...flags] = CODES.get(code) ?? ["exit_code" as const];
  return failed(errorClass, ...more, ...flags);
}
