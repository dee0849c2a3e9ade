import { checkRow } from "../load/check_row.ts";
import { factsOf } from "../measure/trace_facts.ts";
import { observe, RULES, type Rules } from "../measure/rules.ts";
import { packState } from "../measure/pack_state.ts";
import { addObservation, emptyState, LENGTH_ROWS, type MeasureState } from "../measure/state.ts";
import type { ClusterTask, TaskFlags } from "./cluster_task.ts";

/**
 * Measures a partition: facts of each row, and at its end what was counted: one state for each run of rising rows.
 *
 * @param flags The rules. @default {structured}
 * @returns The task.
 * @throws {RangeError} If there are no such rules.
 */
export function measureTask({ rules = "structured" }: TaskFlags): ClusterTask {
  if (!RULES.includes(rules as Rules)) {
    throw new RangeError(`Cannot measure by "${rules}": use one of ${RULES.join(", ")}`);
  }
  const by = rules as Rules;
  // a state counts rows in their order, and a partition may hold pieces of files in any order
  const states: MeasureState[] = [];
  let last = Infinity;
  return {
    take(row, given) {
      const trace = checkRow(given, { file: "the data", row });
      if (row < last) states.push(emptyState());
      last = row;
      const observed = observe(trace, by, row < LENGTH_ROWS);
      addObservation(states.at(-1)!, trace, observed, row);
      return [{ kind: "facts", row, value: factsOf(trace, observed, by) }];
    },
    end: () => states.map((state) => ({ kind: "state", row: -1, value: packState(state) })),
  };
}
