import type { Facts } from "../facts.ts";

/** Something that every trace can be asked for in numbers. */
export interface Metric {
  /** Name of the metric in tables and JSON. */
  name: MetricName;
  /** What it is, in words. */
  label: string;
  /** A plain number, or a share from 0 to 1 that is shown as a percentage. */
  unit: "number" | "share";
  /** Decimals to show, of the percentage where it is a share. */
  digits: number;
  /** Value for a trace; null where it is not defined, as errors per response without a response. */
  value(facts: Facts): number | null;
}

/** The name of a metric. */
export type MetricName =
  | "turns"
  | "steps"
  | "tool_calls"
  | "calls_per_step"
  | "parallel_share"
  | "distinct_tools"
  | "think_words"
  | "think_words_per_step"
  | "answer_chars"
  | "has_error"
  | "error_share"
  | "unknown_share"
  | "recovered_share"
  | "repeat_share"
  | "malformed_share"
  | "unanswered_share";

const per = (part: number | null, whole: number | null) => part === null || !whole ? null : part / whole;

/**
 * What two sources are compared by: each a function from a trace's facts to a number. The value of a source is the mean
 * over its traces, so that a long trace counts no more than a short one.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { METRICS, traceFacts } from "../mod.ts";
 *
 * const facts = traceFacts({ id: "a", conversations: [{ from: "gpt", value: "<think>one two</think>Done." }] });
 * const values = METRICS.map(({ name, value }) => [name, value(facts)]);
 * assertEquals(Object.fromEntries(values).think_words_per_step, 2);
 * ```
 */
export const METRICS: readonly Metric[] = [
  number("turns", "turns", 1, (facts) => facts.turns),
  number("steps", "steps", 1, (facts) => facts.steps),
  number("tool_calls", "tool calls", 1, (facts) => facts.tool_calls),
  number("calls_per_step", "calls per acting step", 2, (facts) => per(facts.tool_calls, facts.acting_steps)),
  share("parallel_share", "acting steps with parallel calls", (f) => per(f.parallel_steps, f.acting_steps)),
  number("distinct_tools", "different tools", 1, (facts) => facts.distinct_tools),
  number("think_words", "words of thought", 0, (facts) => facts.think_words),
  number("think_words_per_step", "words of thought per step", 1, (f) => per(f.think_words, f.steps)),
  number("answer_chars", "characters of answers", 0, (facts) => facts.answer_chars),
  share("has_error", "traces with an error", ({ errors }) => errors === null ? null : Number(errors > 0)),
  share("error_share", "responses that are errors", (facts) => per(facts.errors, facts.responses)),
  share("unknown_share", "responses that cannot be judged", (facts) => per(facts.unknown, facts.responses)),
  share("recovered_share", "errors recovered from", (facts) => per(facts.recovered, facts.errors)),
  share("repeat_share", "calls that repeat another", (facts) => per(facts.repeats, facts.tool_calls)),
  share("malformed_share", "calls that cannot be read", (facts) => per(facts.malformed, facts.tool_calls)),
  share("unanswered_share", "calls without a response", (facts) => per(facts.unanswered, facts.tool_calls)),
];

function number(name: MetricName, label: string, digits: number, value: Metric["value"]): Metric {
  return { name, label, unit: "number", digits, value };
}

function share(name: MetricName, label: string, value: Metric["value"]): Metric {
  return { name, label, unit: "share", digits: 1, value };
}
