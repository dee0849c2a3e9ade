import { type Displayable, displayable, table } from "../display/mod.ts";
import type { Facts } from "./facts.ts";
import { percentText } from "./percent_text.ts";
import { type Reaction, REACTIONS } from "./recovery.ts";
import { type Share, wilsonShare } from "./wilson.ts";

/** One reaction to the failed calls of one group of traces. */
export interface RecoveryRate {
  /** The group: a category, a subcategory or a source; null where a trace has none, or for all traces together. */
  group: string | null;
  /** What was done. */
  reaction: Reaction;
  /** How many of the group's failed calls were followed by it. */
  share: Share;
  /** How many of those were recovered from. */
  recovered: Share;
}

/**
 * What traces do after a failed call, and how often what failed is then done after all, with the calls behind each share
 * and Wilson's 95 % interval (which takes failures to be independent; those of one trace are not quite).
 *
 * The next acting step decides what was done: the same call again, the same tool with other arguments, another tool; or,
 * before any call, a question to the person or nothing more. Recovered is a failure if the same tool (of a terminal command
 * the same program) succeeded within five acting steps; what is reached by another tool is not counted.
 *
 * @param facts The facts of the traces, by structured rules.
 * @param by What groups them; without it all are taken together.
 * @returns All five reactions for each group with a failed call, the group with most of them first; it shows itself as a
 * table.
 * @throws {TypeError} If the facts do not say what came after a failure.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { recoveryRates, traceFacts } from "tracebook";
 *
 * const call = '<tool_call>{"name": "terminal", "arguments": {"command": "make"}}</tool_call>';
 * const gpt = { from: "gpt" as const, value: call };
 * const tool = (exit_code: number) => ({
 *   from: "tool" as const,
 *   value: `<tool_response>${JSON.stringify({ name: "terminal", content: { output: "…", exit_code } })}</tool_response>`,
 * });
 * const facts = traceFacts({ id: "a", conversations: [gpt, tool(2), gpt, tool(0)] });
 * const [retried] = recoveryRates([facts]);
 * assertEquals([retried?.reaction, retried?.share.rate, retried?.recovered.rate], ["retried", 1, 1]);
 * ```
 */
export function recoveryRates(
  facts: readonly Facts[],
  by?: "category" | "subcategory" | "source",
): RecoveryRate[] & Displayable {
  const groups = Map.groupBy(facts, (record) => by ? record[by] : null);
  const counted = [...groups].map(([group, records]) => {
    const total = (column: Reaction | `recovered_${Exclude<Reaction, "gave_up">}`) =>
      records.reduce((sum, record) => sum + known(record, column), 0);
    const reactions = REACTIONS.map((reaction) => ({
      reaction,
      count: total(reaction),
      recovered: reaction === "gave_up" ? 0 : total(`recovered_${reaction}`),
    }));
    return { group, reactions, failures: reactions.reduce((sum, { count }) => sum + count, 0) };
  }).filter(({ failures }) => failures > 0);
  counted.sort((a, b) => b.failures - a.failures || (String(a.group) < String(b.group) ? -1 : 1));
  const rates = counted.flatMap(({ group, reactions, failures }) =>
    reactions.map(({ reaction, count, recovered }): RecoveryRate => ({
      group,
      reaction,
      share: wilsonShare(count, failures),
      recovered: wilsonShare(recovered, count),
    }))
  );
  return displayable(rates, () => {
    const { html, text } = table(rates.map((rate) => row(rate, by)));
    return { "text/html": html, "text/plain": text };
  });
}

function known(record: Facts, column: keyof Facts): number {
  const value = record[column];
  if (typeof value === "number") return value;
  throw new TypeError(`Cannot rate recoveries: the facts of ${JSON.stringify(record.id)} have no ${column}`);
}

function row({ group, reaction, share, recovered }: RecoveryRate, by: string | undefined): object {
  const interval = ({ low, high }: Share) =>
    low === null ? "–" : `${percentText(low)} to ${percentText(high)}`;
  return {
    ...(by ? { [by]: group } : {}),
    "after a failed call": reaction.replaceAll("_", " "),
    calls: share.part,
    share: percentText(share.rate),
    "95 % interval": interval(share),
    recovered: recovered.part,
    "recovery rate": percentText(recovered.rate),
    "its 95 % interval": interval(recovered),
  };
}
