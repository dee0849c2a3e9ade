import { pythonHead } from "../../python/mod.ts";
import type { ResponsePart } from "../part.ts";
import { EXIT_CODE_RULES } from "./exit_code_rules.ts";
import { readContent, type ResponseContent } from "./response_content.ts";
import type { Outcome, OutcomeRule } from "./outcome.ts";
import { RESULT_RULES } from "./result_rules.ts";
import { LOOP_RULES, STATUS_RULES } from "./status_rules.ts";

/** All rules in the order in which they are asked: structure before text, the tool's own words before general ones. */
export const OUTCOME_RULES: readonly OutcomeRule[] = [
  ...LOOP_RULES,
  ...STATUS_RULES,
  ...EXIT_CODE_RULES,
  ...RESULT_RULES,
];

const EVIDENCE_CHARS = 200;

/** The rules for results that are no text: all but those that look at texts alone. */
const FIELD_RULES = OUTCOME_RULES.filter((rule) => !LOOP_RULES.includes(rule));

/** The rules of the tools seen so far; no more tools than this, as a trace may name a new one in every call. */
const MAX_TOOLS = 1000;
const textRulesByTool = new Map<string, readonly OutcomeRule[]>();
const fieldRulesByTool = new Map<string, readonly OutcomeRule[]>();

function rulesFor({ tool, text }: ResponseContent): readonly OutcomeRule[] {
  const [byTool, all] = text === "" ? [fieldRulesByTool, FIELD_RULES] : [textRulesByTool, OUTCOME_RULES];
  const known = byTool.get(tool);
  if (known) return known;
  const rules = all.filter(({ tools }) => !tools || tools.test(tool));
  if (byTool.size < MAX_TOOLS) byTool.set(tool, rules);
  return rules;
}

/**
 * Judges what a tool response says of its call: ok, error (with its class) or unknown. Fields decide, in the order
 * loop texts, `status`, `exit_code`, `success`, `error`, lists of results, the fields of a success; the words of file
 * contents, diffs, search hits, pages and outputs never make an error. (Only whether exit code 1 is one cannot be told where
 * the output is empty, a count of 0 or a list of differences.)
 *
 * @param response A response, or its content and the tool's name.
 * @param tool The called tool's name, where the response names none.
 * @returns The outcome, with what decided it. A result that fits no rule is `unknown`.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { judgeResponse } from "tracebook";
 *
 * const fine = judgeResponse({ name: "terminal", content: { output: "error", exit_code: 0, error: null } });
 * assertEquals(fine.outcome, "ok");
 * const missing = judgeResponse({ name: "read_file", content: { error: "File not found: a.txt" } });
 * assertEquals([missing.outcome, missing.class, missing.rule], ["error", "not_found", "an error is given"]);
 * ```
 */
export function judgeResponse(response: Pick<ResponsePart, "name" | "content">, tool = ""): Outcome {
  const seen = readContent(response.name ?? tool, response.content);
  for (const { name, find } of rulesFor(seen)) {
    const found = find(seen);
    if (!found) continue;
    const { outcome, class: errorClass, flags = [] } = found.verdict;
    return {
      outcome,
      ...(errorClass ? { class: errorClass } : {}),
      flags: [...flags],
      evidence: pythonHead(found.evidence, EVIDENCE_CHARS),
      rule: name,
    };
  }
  return {
    outcome: "unknown",
    flags: [],
    evidence: pythonHead(
      seen.text || Object.keys(seen.fields).slice(0, EVIDENCE_CHARS).join(", "),
      EVIDENCE_CHARS,
    ),
    rule: "no rule fits",
  };
}
