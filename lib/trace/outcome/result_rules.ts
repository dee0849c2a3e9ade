import { isObject, type Json } from "../../python/mod.ts";
import { classOfError, classOfText } from "./error_class.ts";
import { isError, jsonPreview, type ResponseContent } from "./response_content.ts";
import { type ErrorClass, failed, fieldRule, ok, type OutcomeRule } from "./outcome.ts";

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
const LIST_RULES: readonly OutcomeRule[] = [
  listRule(
    "a list of tasks",
    /^delegate_task$/,
    ["status", "error"],
    (task) => TASK_STATUS.get(task.status) ?? byError(task),
  ),
  listRule("a list of results", undefined, ["error"], byError),
];

const EVIDENCE_UNITS = 400;

const errorEvidence = ({ fields: { error } }: ResponseContent) =>
  isError(error) ? `error: ${jsonPreview(error, EVIDENCE_UNITS)}` : "";

/** Whether a failed call changed something all the same: a patch over several files that stopped half-way. */
function halfDone({ fields }: ResponseContent): boolean {
  return ["diff", "files_modified", "files_created", "files_deleted"].some((key) => isError(fields[key]));
}

/** How `read_file` says that it did not look: only an error, without the fields of a reading. */
function isReadGuard({ fields: { content, error } }: ResponseContent): boolean {
  return content === undefined && typeof error === "string" &&
    /^Cannot read\b|^Read produced\b|device file|binary file|limit\b/i.test(error.slice(0, EVIDENCE_UNITS));
}

/** The field that a tool's result has when it worked; looked for last. */
const SUCCESS_FIELDS: readonly [tools: RegExp, field: string][] = [
  [/^read_file$/, "content"],
  [/^write_file$/, "bytes_written"],
  [/^search_files$/, "total_count"],
  [/^process$/, "processes"],
  [/^(web_(extract|crawl)|delegate_task)$/, "results"],
  [/^todo$/, "todos"],
  [/^clarify$/, "user_response"],
  [/^(mcp|ha)_/, "result"],
  [/^mcp_/, "resources"],
  [/^mcp_/, "prompts"],
  [/^mcp_/, "messages"],
];

/** `success`, `error`, lists of results, and the fields that only a success has. */
export const RESULT_RULES: readonly OutcomeRule[] = [
  {
    name: "success is false",
    find(response) {
      if (response.fields.success !== false) return undefined;
      const flags = halfDone(response) ? ["partial" as const] : [];
      return {
        evidence: errorEvidence(response) || "success: false",
        verdict: failed(classOfError(response), ...flags),
      };
    },
  },
  {
    name: "a guard of read_file",
    tools: /^read_file$/,
    find: (response) =>
      isReadGuard(response)
        ? { evidence: errorEvidence(response), verdict: failed(classOfError(response, "refused")) }
        : undefined,
  },
  {
    name: "an error is given",
    find: (response) =>
      isError(response.fields.error)
        ? { evidence: errorEvidence(response), verdict: failed(classOfError(response)) }
        : undefined,
  },
  ...LIST_RULES,
  fieldRule("isError", /^mcp_/, "isError", { true: failed("other"), false: ok() }), // as the protocol itself has it
  {
    name: "an analysis that is none",
    tools: /^vision_analyze$/,
    find: ({ fields: { success, analysis } }) =>
      success === true && typeof analysis === "string" &&
        analysis.startsWith("There was a problem with the request")
        ? { evidence: `analysis: ${jsonPreview(analysis, EVIDENCE_UNITS)}`, verdict: ok("masked_failure") }
        : undefined,
  },
  {
    name: "success is true",
    find: ({ fields }) => fields.success === true ? { evidence: "success: true", verdict: ok() } : undefined,
  },
  ...SUCCESS_FIELDS.map(([tools, field]): OutcomeRule => ({
    name: `${field} is given`,
    tools,
    find: ({ fields }) =>
      Object.hasOwn(fields, field) && fields[field] !== null
        ? { evidence: `${field} is given`, verdict: ok() }
        : undefined,
  })),
];
