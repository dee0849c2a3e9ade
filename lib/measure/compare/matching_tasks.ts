import type { Facts } from "../facts.ts";

/** The attempts at one task, in either source. */
export type TaskAttempts = readonly [a: Facts[], b: Facts[]];

/**
 * The tasks that both sources have attempts at. Tasks with a first human turn in common are look-alikes, and come in
 * one cluster.
 *
 * @param a The facts of the one source.
 * @param b The facts of the other.
 * @returns The clusters of tasks, in an order that depends on the keys alone.
 */
export function matchingTasks(a: readonly Facts[], b: readonly Facts[]): TaskAttempts[][] {
  const [inA, inB] = [a, b].map((facts) => Map.groupBy(facts, ({ task_key }) => task_key));
  const tasks = [...inA!.keys()].filter((key) => inB!.has(key)).sort();
  const leader = new Map<string, string>(); // from a first human turn towards the one that stands for its cluster
  const lead = (key: string): string => {
    const next = leader.get(key) ?? key;
    return next === key ? key : lead(next);
  };
  const clusters = tasks.map((task) => {
    const attempts: TaskAttempts = [inA!.get(task)!, inB!.get(task)!];
    const turns = attempts.flat().map(({ group_key }) => lead(group_key)).sort();
    for (const turn of turns) leader.set(turn, turns[0]!);
    return { attempts, turn: turns[0]! };
  });
  return [...Map.groupBy(clusters, ({ turn }) => lead(turn)).values()]
    .map((cluster) => cluster.map(({ attempts }) => attempts));
}
