import { checkRow } from "../load/check_row.ts";
import { factsOf } from "../measure/trace_facts.ts";
import { observe, RULES, type Rules } from "../measure/rules.ts";
import { packState } from "../measure/pack_state.ts";
import { addObservation, emptyState, LENGTH_ROWS } from "../measure/state.ts";
import type { ClusterTask, TaskFlags } from "./cluster_task.ts";

/**
 * Measures a partition: facts of each row, and at its end what was counted.
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
  const state = emptyState();
  return {
    take(row, given) {
      const trace = checkRow(given, { file: "the data", row });
      const observed = observe(trace, by, row < LENGTH_ROWS);
      addObservation(state, trace, observed, row);
      return [{ kind: "facts", row, value: factsOf(trace, observed, by) }];
    },
    end: () => [{ kind: "state", row: -1, value: packState(state) }],
  };
}
