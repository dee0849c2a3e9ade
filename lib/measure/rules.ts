import type { Trace } from "../trace/mod.ts";
import type { Observation } from "./observation.ts";
import { observeStructured } from "./observe_structured.ts";
import { observeTutorial } from "./observe_tutorial.ts";

/** By which definitions a trace is measured: the tutorial's, digit for digit, or ours. */
export type Rules = "tutorial" | "structured";

const OBSERVERS: Record<Rules, (trace: Trace, withChars?: boolean) => Observation> = {
  tutorial: observeTutorial,
  structured: observeStructured,
};

/** The rules there are. */
export const RULES: readonly Rules[] = ["tutorial", "structured"];

/**
 * Observes a trace by the rules asked for.
 *
 * @param trace The trace.
 * @param rules By which definitions.
 * @param withChars Whether the lengths of the calls are asked for; they may be null otherwise.
 * @returns Everything that is measured about it.
 * @throws {TypeError | PythonLimitError} By the tutorial's rules, where its reference raises.
 */
export function observe(trace: Trace, rules: Rules, withChars = true): Observation {
  return OBSERVERS[rules](trace, withChars);
}
