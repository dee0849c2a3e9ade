import type { Json } from "../python/json_plain.ts";
import { classOfText } from "./error_class.ts";
import { isObject } from "../is_object.ts";
import { isError } from "./judged.ts";
import { type ErrorClass, failed, ok } from "./outcome.ts";
import type { OutcomeRule } from "./rule.ts";

type Fields = { [key: string]: Json };

/** How an element of a list says that it failed: the class to take where its error text names none. */
type ElementFailure = (element: Fields) => ErrorClass | undefined;

const byError: ElementFailure = ({ error, success }) =>
  isError(error) || success === false ? "other" : undefined;

const TASK_STATUS: ReadonlyMap<Json | undefined, ErrorClass> = new Map([
  ["failed", "other"],
  ["error", "other"],
  ["timeout", "timeout"],
  ["interrupted", "interrupted"],
]);

function listRule(
  name: string,
  tools: RegExp | undefined,
  tells: readonly string[],
  failure: ElementFailure,
): OutcomeRule {
  return {
    name,
    ...(tools ? { tools } : {}),
    find({ fields: { results, success } }) {
      if (!Array.isArray(results) || (success === true && !tools)) return undefined;
      const elements = results.filter((one) => isObject(one));
      if (!elements.some((element) => tells.some((key) => key in element))) return undefined;
      const bad = elements.filter((element) => failure(element) !== undefined);
      const evidence = `results: ${bad.length} of ${results.length} failed`;
      if (bad.length < results.length) return { evidence, verdict: bad.length > 0 ? ok("partial") : ok() };
      return { evidence, verdict: failed(classOfText(bad[0]!.error, failure(bad[0]!))) };
    },
  };
}

/**
 * Lists of results, where each says for itself whether it is good: one good is enough. A `status` is a verdict only
 * where a tool runs what it lists; elsewhere, as everything in a list beside `success: true`, it is what was asked for.
 */
export const LIST_RULES: readonly OutcomeRule[] = [
  listRule(
    "a list of tasks",
    /^delegate_task$/,
    ["status", "error"],
    (task) => TASK_STATUS.get(task.status) ?? byError(task),
  ),
  listRule("a list of results", undefined, ["error"], byError),
];
