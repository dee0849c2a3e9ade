import type { ClusterResult, ClusterTask, NumberedRow } from "./cluster_task.ts";

const UNITS_AT_ONCE = 1 << 20;

/**
 * Works on the rows of one partition. A line of input is `[row, trace]`: the trace's number in the whole data set, and the
 * trace. A line of output is `{kind, row, value}`; the last one is `{"kind": "end", "row": -1, "value": n}`, so that output
 * that was cut short is noticed. The first row that cannot be worked on is `{"kind": "error", row, value}`, and ends the
 * work.
 *
 * @param lines The lines.
 * @param task What is done with each row.
 * @param print Takes the output, many lines at once.
 * @returns Whether all rows could be worked on.
 */
export async function workOn(
  lines: AsyncIterable<string>,
  task: ClusterTask,
  print: (text: string) => Promise<void>,
): Promise<boolean> {
  let waiting = "";
  const write = async (results: readonly ClusterResult[], all = false) => {
    for (const result of results) waiting += `${JSON.stringify(result)}\n`;
    if (!all && waiting.length < UNITS_AT_ONCE) return;
    await print(waiting);
    waiting = "";
  };
  let rows = 0;
  for await (const line of lines) {
    const [row, given] = JSON.parse(line) as NumberedRow;
    let results: ClusterResult[];
    try {
      results = task.take(row, given);
    } catch (error) {
      await write([{ kind: "error", row, value: (error as Error).message }], true);
      return false;
    }
    await write(results);
    rows++;
  }
  await write([...task.end(), { kind: "end", row: -1, value: rows }], true);
  return true;
}
