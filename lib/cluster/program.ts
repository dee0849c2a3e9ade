/**
 * Tracebook's part of a job on a cluster: one program, which the job runs for each partition and once more at its end.
 *
 *     deno run program.ts measure --rules structured
 *     deno run program.ts mask --tokenizer FOLDER --options '{"maxLength": 4096}'
 *     deno run program.ts merge-measure --rules structured
 *     deno run program.ts merge-mask
 *     deno run program.ts columns
 *
 * `measure` and `mask` work on a partition, see `workOn`; `merge-…` puts together what partitions gave, one JSON text a
 * line, and prints the document that one machine prints, byte for byte; `columns` prints the columns of facts.
 *
 * @module
 */
import { parseArgs } from "node:util";
import { FACT_COLUMNS } from "../measure/facts.ts";
import { writeAll } from "../store/write_all.ts";
import { exactJson } from "../trace/python/exact_json.ts";
import { maskTask } from "./mask_task.ts";
import { measureTask } from "./measure_task.ts";
import { mergeMasks, mergeMeasures } from "./merge.ts";
import { TextLineStream } from "./text_line_stream.ts";
import { workOn } from "./work_on.ts";

const flag = { type: "string" } as const;
const { values, positionals } = parseArgs({
  args: Deno.args,
  allowPositionals: true,
  options: { rules: flag, tokenizer: flag, options: flag },
});
const lines = () => Deno.stdin.readable.pipeThrough(new TextLineStream());
async function* parsed<T>(): AsyncGenerator<T> {
  for await (const line of lines()) yield JSON.parse(line);
}
const print = (text: string) => writeAll(Deno.stdout, new TextEncoder().encode(text));

const COMMANDS: Record<string, () => Promise<boolean | void>> = {
  measure: () => workOn(lines(), measureTask(values), print),
  mask: async () => await workOn(lines(), await maskTask(values), print),
  "merge-measure": async () => await print(`${exactJson(await mergeMeasures(parsed(), values.rules))}\n`),
  "merge-mask": async () => {
    for await (const piece of mergeMasks(parsed())) await print(piece);
    await print("\n");
  },
  columns: () => print(`${JSON.stringify(FACT_COLUMNS.map(({ name, type }) => ({ name, type })))}\n`),
};

const command = Object.hasOwn(COMMANDS, positionals[0] ?? "") ? COMMANDS[positionals[0]!]! : undefined;
if (!command) {
  console.error(`error: the command must be one of ${Object.keys(COMMANDS).join(", ")}`);
  Deno.exit(2);
}
if (await command() === false) Deno.exitCode = 1;
