import type { Trace } from "../trace/mod.ts";
import type { Observation } from "./observation.ts";
import { observeStructured } from "./observe_structured.ts";
import { observeTutorial } from "./observe_tutorial.ts";

const OBSERVERS = {
  tutorial: observeTutorial,
  structured: observeStructured,
} satisfies Record<string, (trace: Trace) => Observation>;

/** By which definitions a trace is measured: the tutorial's, digit for digit, or ours. */
export type Rules = keyof typeof OBSERVERS;

/** The rules there are. */
export const RULES = Object.keys(OBSERVERS) as Rules[];

/**
 * Observes a trace by the rules asked for.
 *
 * @param trace The trace.
 * @param rules By which definitions.
 * @returns Everything that is measured about it.
 * @throws {TypeError | PythonLimitError} By the tutorial's rules, where its reference raises.
 */
export function observe(trace: Trace, rules: Rules): Observation {
  return OBSERVERS[rules](trace);
}
