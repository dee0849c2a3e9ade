import {
  looksLikeError,
  type Outcome,
  parseTool,
  plainJson,
  type PythonDict,
  pythonDumps,
  type PythonJson,
} from "../trace/mod.ts";
import { EXIT_CODE_RULES } from "../trace/outcome/exit_code_rules.ts";
import { isError } from "../trace/outcome/judged.ts";
import { LOOP_RULES } from "../trace/outcome/loop_rules.ts";
import { STATUS_RULES } from "../trace/outcome/status_rules.ts";

/** A response of a tool turn with its outcome. */
export interface JudgedResponse {
  /** The tool. */
  tool: string;
  /** What the response says of its call. */
  outcome: Outcome;
}

/** Whose texts hold a word that the tutorial looks for. */
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
 *
 * @param value The tool turn's text.
 * @param first Its first response, the only one that the tutorial reads.
 * @returns The reason in words.
 */
export function falseAlarmReason(value: string, { tool, outcome }: JudgedResponse): string {
  const withoutEmpty = rewritten(parseTool(value), (text) => text);
  if (!looksLikeError(pythonDumps(withoutEmpty))) return "an error key that is empty";
  const withoutTexts = rewritten(withoutEmpty, () => "");
  const left = pythonDumps(withoutTexts);
  if (!looksLikeError(left)) return SHOWN_BY.find(([tools]) => tools.test(tool))![1];
  if (outcome.flags.includes("partial")) return "one of several results failed";
  if (left.includes('"error": ')) return "an error text beside a success";
  return left.includes('"exit_code": 1') ? "an exit code that is no failure" : "the name of a key";
}

/**
 * Why the tutorial does not flag a tool turn in which something failed.
 *
 * @param responses The turn's responses, of which one is an error.
 * @returns The reason in words.
 */
export function missedReason(responses: readonly JudgedResponse[]): string {
  const { outcome, rule } = responses[0]!.outcome;
  if (outcome !== "error") return "only the first of several responses is read";
  return MISSED_BY.find(([rules]) => rules.includes(rule))?.[1] ?? "an error in other words";
}

/**
 * Why it cannot be told whether something failed.
 *
 * @param responses The turn's responses, of which none is an error.
 * @returns The reason in words.
 */
export function unknownReason(responses: readonly JudgedResponse[]): string {
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
