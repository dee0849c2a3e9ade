import type { Judged } from "./judged.ts";
import type { Verdict } from "./outcome.ts";

/** What a rule found: what decided it, and the verdict. */
export interface Finding {
  /** The field or text that decided. */
  evidence: string;
  /** The verdict. */
  verdict: Verdict;
}

/** One line of a table of rules. Rules are tried in order, and the first that finds something decides. */
export interface OutcomeRule {
  /** What the rule looks at, in a few words; an outcome names it. */
  name: string;
  /** The tools it is for; all, if absent. */
  tools?: RegExp;
  /** Looks for what the rule is about. */
  find(response: Judged): Finding | undefined;
}

/**
 * A rule over a field: the values it takes, each with its verdict.
 *
 * @param name The rule's name.
 * @param tools The tools it is for; all, if undefined.
 * @param field The field's name.
 * @param verdicts The verdict by value, or how to find it; any other value decides nothing.
 * @returns The rule.
 */
export function fieldRule(
  name: string,
  tools: RegExp | undefined,
  field: string,
  verdicts: Record<string, Verdict | ((response: Judged) => Verdict)>,
): OutcomeRule {
  return {
    name,
    ...(tools ? { tools } : {}),
    find(response) {
      const value = response.fields[field];
      if (typeof value !== "string" && typeof value !== "number" && typeof value !== "boolean") {
        return undefined;
      }
      const key = String(value);
      const verdict = Object.hasOwn(verdicts, key) ? verdicts[key]! : undefined;
      if (!verdict) return undefined;
      return {
        evidence: `${field}: ${key}`,
        verdict: typeof verdict === "function" ? verdict(response) : verdict,
      };
    },
  };
}
