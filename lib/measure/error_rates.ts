import { type Displayable, displayable, percentText, table } from "../display/mod.ts";
import type { Facts } from "./facts.ts";
import { checkGroupBy, type GroupBy } from "./groups.ts";
import { type Share, wilsonShare } from "./statistics/shares.ts";

/** How many of a group's traces have an error. */
export interface ErrorRate extends Share {
  /** The group: a category, a subcategory or a source; null where a trace has none. */
  group: string | null;
}

/** A group's errors, and what cannot be told of it. */
export interface GroupErrorRate extends ErrorRate {
  /** How many of its responses are neither a success nor a failure; of none by the tutorial's rules, which do not ask. */
  unknown: Share;
}

/**
 * The share of traces with at least one error, for each category, subcategory or source, with the number of traces
 * behind it and Wilson's 95 % interval; beside it the share of responses of which it cannot be told.
 *
 * @param facts The facts of the traces, by structured rules.
 * @param options `by`: the label that groups the traces.
 * @returns One share a group, the highest first, ties by name; it shows itself as a table.
 * @throws {TypeError} If the facts do not say what is an error.
 * @throws {RangeError} If traces have no such label.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { errorRates } from "tracebook";
 * import { traceFacts } from "./mod.ts";
 *
 * const content = { output: "", exit_code: 2, error: null };
 * const value = `<tool_response>${JSON.stringify({ name: "terminal", content })}</tool_response>`;
 * const failing = traceFacts({ id: "a", category: "Chat", conversations: [{ from: "tool", value }] });
 * const [chat] = errorRates([failing, { ...failing, errors: 0 }], { by: "category" });
 * assertEquals([chat?.group, chat?.part, chat?.whole, chat?.rate], ["Chat", 1, 2, 0.5]);
 * ```
 */
export function errorRates(
  facts: readonly Facts[],
  { by }: {
    /** The label that groups the traces. */
    by: GroupBy;
  },
): GroupErrorRate[] & Displayable {
  checkGroupBy(by);
  const groups = Map.groupBy(facts, (record) => record[by]);
  const rates = [...groups].map(([group, records]): GroupErrorRate => {
    const failing = records.filter(({ id, errors }) => {
      if (errors === null) {
        throw new TypeError(`Cannot rate errors: the facts of ${JSON.stringify(id)} have none`);
      }
      return errors > 0;
    });
    const told = records.filter(({ unknown }) => unknown !== null);
    const unknown = wilsonShare(sumOf(told, "unknown"), sumOf(told, "responses"));
    return { group, ...wilsonShare(failing.length, records.length), unknown };
  });
  rates.sort((a, b) => b.rate! - a.rate! || (String(a.group) < String(b.group) ? -1 : 1));
  return displayable(rates, () => {
    const { html, text } = table(
      rates.map(({ group, part, whole, rate, low, high, unknown }) => ({
        [by]: group,
        traces: whole,
        "with an error": part,
        share: percentText(rate),
        "95 % interval": `${percentText(low)} to ${percentText(high)}`,
        responses: unknown.whole,
        "cannot be told": percentText(unknown.rate, 1),
      })),
    );
    return { "text/html": html, "text/plain": text };
  });
}

function sumOf(facts: readonly Facts[], column: "unknown" | "responses"): number {
  return facts.reduce((sum, record) => sum + (record[column] ?? 0), 0);
}
