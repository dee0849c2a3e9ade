import type { Facts } from "./facts.ts";

/** A label by which traces are grouped. */
export type GroupBy = "category" | "subcategory" | "source";

/** The labels by which traces are grouped, in the plural. */
export const GROUP_PLURALS: Readonly<Record<GroupBy, string>> = {
  category: "categories",
  subcategory: "subcategories",
  source: "sources",
};

/**
 * One value for each group of traces, in the order in which the groups first appear. Traces without the label are the
 * group `""`.
 *
 * @example
 * ```ts
 * import { assertThrows } from "@std/assert";
 * import { Groups } from "tracebook";
 *
 * const traces = new Groups([["kimi", 120], ["glm-5.1", 90]]);
 * const more = traces.get("kimi") - traces.get("glm-5.1"); // no `!`: a group that is missing is an error
 * assertThrows(() => traces.get("gpt"), RangeError, 'the groups are "kimi", "glm-5.1"');
 * ```
 */
export class Groups<T> extends Map<string, T> {
  /**
   * Returns the value of a group.
   *
   * @param group The group's name.
   * @returns The group's value.
   * @throws {RangeError} If there is no such group; it names those that there are.
   */
  override get(group: string): T {
    if (this.has(group)) return super.get(group) as T;
    throw new RangeError(`Cannot find the group ${JSON.stringify(group)}: ${groupList(this.keys())}`);
  }
}

/** Throws a RangeError unless traces can be grouped by this. */
export function checkGroupBy(by: GroupBy): void {
  if (!(by in GROUP_PLURALS)) throw new RangeError(`Cannot group traces by ${JSON.stringify(by)}`);
}

/** Divides facts into exactly two groups; throws a RangeError that names the groups if there are fewer or more. */
export function twoGroups(facts: readonly Facts[], by: GroupBy): [first: FactsGroup, second: FactsGroup] {
  checkGroupBy(by);
  const groups = [...Map.groupBy(facts, (record) => record[by] ?? "")];
  const [first, second, ...more] = groups;
  if (first && second && more.length === 0) return [first, second];
  throw new RangeError(`Cannot compare by ${by}: ${groupList(groups.map(([name]) => name))}; two are needed`);
}

type FactsGroup = [name: string, facts: Facts[]];

function groupList(names: Iterable<string>): string {
  const list = Array.from(names, (name) => JSON.stringify(name)).join(", ");
  return list === "" ? "there are no groups" : `the groups are ${list}`;
}
