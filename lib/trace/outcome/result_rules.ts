import { classOfError } from "./error_class.ts";
import { glimpse } from "./glimpse.ts";
import { isError, type Judged } from "./judged.ts";
import { LIST_RULES } from "./list_rules.ts";
import { failed, ok } from "./outcome.ts";
import { fieldRule, type OutcomeRule } from "./rule.ts";

const EVIDENCE_UNITS = 400;

const errorEvidence = ({ fields: { error } }: Judged) =>
  isError(error) ? `error: ${glimpse(error, EVIDENCE_UNITS)}` : "";

/** Whether a failed call changed something all the same: a patch over several files that stopped half-way. */
function halfDone({ fields }: Judged): boolean {
  return ["diff", "files_modified", "files_created", "files_deleted"].some((key) => isError(fields[key]));
}

/** How `read_file` says that it did not look: only an error, without the fields of a reading. */
function isReadGuard({ fields: { content, error } }: Judged): boolean {
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
        ? { evidence: `analysis: ${glimpse(analysis, EVIDENCE_UNITS)}`, verdict: ok("masked_failure") }
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
