import fc from "fast-check";
import { type Facts, traceFacts } from "../../../lib/measure/mod.ts";

const PLAIN = traceFacts({ id: "", conversations: [] });

/** Facts with these numbers; the rest is that of an empty trace. */
export const factsWith = (some: Partial<Facts>): Facts => ({ ...PLAIN, ...some });

const count = fc.integer({ min: 0, max: 9 });

/** Facts whose first human turns and tasks are few, so that some are shared. */
export const someFacts: fc.Arbitrary<Facts[]> = fc.array(
  fc.record({
    group: fc.integer({ min: 0, max: 12 }),
    task: fc.integer({ min: 0, max: 12 }),
    ...{ turns: count, steps: count, tool_calls: count, think_words: count, responses: count, errors: count },
  }).map(({ group, task, ...numbers }) =>
    factsWith({ group_key: `g${group}`, task_key: `t${task}`, ...numbers })
  ),
  { maxLength: 25 },
);
