import { counted, type Displayable, displayable, table } from "../display/mod.ts";
import type { Trace } from "../trace/mod.ts";
import { FACT_COLUMNS, type Facts, type StructuredFacts } from "./facts.ts";
import { type MeasureOptions, measureTraces } from "./measure_traces.ts";

/** How many records the table shows. */
const SHOWN_ROWS = 8;

/** The columns that the table shows, where they say anything. */
const SHOWN_COLUMNS: readonly (keyof Facts)[] = [
  ...(["id", "source", "category", "turns", "tool_calls", "think_words"] as const),
  ...(["responses", "errors", "recovered", "repeats", "loops"] as const),
];

/** Options for {@linkcode gatherFacts}. */
export type FactsOptions = Pick<MeasureOptions, "rules" | "limit">;

/**
 * The facts of traces: one flat record of integers each, from which every table, plot and comparison is computed.
 * `writeTable(path, facts, FACT_COLUMNS)` writes them as CSV or parquet.
 *
 * @param traces The traces, from memory or streamed.
 * @param options By which rules, and how many traces at most.
 * @returns The records in the order of the traces; they show themselves as a table of the first ones.
 * @throws {MeasureError} By the tutorial's rules, for a trace on which its reference raises.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { gatherFacts } from "tracebook";
 * import { sampleTraces } from "../../data/generator/mod.ts";
 *
 * const facts = await gatherFacts(sampleTraces({ rows: 3, seed: 1, config: "kimi" }));
 * assertEquals(facts.length, 3);
 * ```
 */
export function gatherFacts(
  traces: Iterable<Trace> | AsyncIterable<Trace>,
  options?: FactsOptions & { rules?: "structured" },
): Promise<StructuredFacts[] & Displayable>;
/**
 * The facts of traces by rules that may leave some of them undefined.
 *
 * @param traces The traces, from memory or streamed.
 * @param options By which rules, and how many traces at most.
 * @returns The records in the order of the traces; they show themselves as a table of the first ones.
 * @throws {MeasureError} By the tutorial's rules, for a trace on which its reference raises.
 */
export function gatherFacts(
  traces: Iterable<Trace> | AsyncIterable<Trace>,
  options: FactsOptions,
): Promise<Facts[] & Displayable>;
export async function gatherFacts(
  traces: Iterable<Trace> | AsyncIterable<Trace>,
  options: FactsOptions = {},
): Promise<Facts[] & Displayable> {
  const facts: Facts[] = [];
  await measureTraces(traces, { ...options, onFacts: (record) => facts.push(record) });
  return displayable(facts, () => {
    const rows = facts.slice(0, SHOWN_ROWS);
    const columns = SHOWN_COLUMNS.filter((name) =>
      facts.length === 0 || rows.some((record) => record[name] !== null)
    );
    const caption = facts.length === 0
      ? "no traces"
      : `${counted(facts.length, "trace")}, the first ${rows.length}; ` +
        `${columns.length} of ${FACT_COLUMNS.length} columns`;
    const { html, text } = table(rows, columns, { caption });
    return { "text/html": html, "text/plain": text };
  });
}
