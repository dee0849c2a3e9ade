import { assertEquals } from "@std/assert";
import { matchingTasks } from "../../../lib/measure/compare/compare_facts.ts";
import { factsWith } from "./some_facts.ts";

const facts = (...pairs: [task: string, turn: string][]) =>
  pairs.map(([task_key, group_key]) => factsWith({ id: `${task_key}${group_key}`, task_key, group_key }));
const ids = (clusters: ReturnType<typeof matchingTasks>) =>
  clusters.map((cluster) => cluster.map((sides) => sides.map((side) => side.map(({ id }) => id).join())));

Deno.test("tasks match if both sources have them, with all their attempts", () => {
  const found = matchingTasks(facts(["s", "1"], ["t", "2"], ["s", "1"]), facts(["s", "1"], ["u", "3"]));
  assertEquals(ids(found), [[["s1,s1", "s1"]]]);
  assertEquals(matchingTasks([], facts(["s", "1"])), []);
});

Deno.test("tasks with a first human turn in common are one cluster, also through a third", () => {
  const found = matchingTasks(
    facts(["r", "1"], ["s", "3"], ["t", "2"], ["v", "9"]),
    facts(["r", "2"], ["s", "1"], ["t", "3"], ["v", "8"]),
  );
  assertEquals(found.map((cluster) => cluster.length).sort(), [1, 3]);
});
