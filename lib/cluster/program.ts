/**
 * Tracebook's part of a job on a cluster: one program, which the job runs for each partition and once more at its end.
 *
 *     deno run program.ts measure --rules structured
 *     deno run program.ts mask --tokenizer FOLDER --options '{"maxLength": 4096}'
 *     deno run program.ts merge-measure --rules structured
 *     deno run program.ts merge-mask
 *     deno run program.ts columns
 *
 * `measure` and `mask` work on a partition, see `runTask`; `merge-…` reads the partitions' results, one JSON text a
 * line, and prints the document that one machine prints, byte for byte; `columns` prints the columns of facts.
 *
 * @module
 */
import { parseArgs } from "node:util";
import { writeAll } from "../files/mod.ts";
import {
  emptyState,
  FACT_COLUMNS,
  type MeasureState,
  mergeStates,
  type PackedState,
  type Rules,
  summariseState,
  type Summary,
  unpackState,
} from "../measure/mod.ts";
import { exactJson } from "../python/mod.ts";
import { type MaskReport, presentAudit, runningAudit } from "../train/mod.ts";
import { type ClusterResult, type ClusterTask, maskTask, measureTask, type NumberedRow } from "./tasks.ts";

const REPORTS_AT_ONCE = 1000;

/** Merges the states of all partitions, in any order, into the summary that `traces measure --json` prints. */
export async function mergeMeasures(
  states: AsyncIterable<PackedState>,
  rules = "structured",
): Promise<Summary> {
  // at i: 2^i of them, or none. A merge copies both, so that one after the other would be quadratic.
  const merged: (MeasureState | undefined)[] = [];
  for await (const packed of states) {
    let state = unpackState(packed);
    let at = 0;
    for (; merged[at]; merged[at++] = undefined) state = mergeStates(merged[at]!, state);
    merged[at] = state;
  }
  const whole = merged.reduce<MeasureState>((a, b) => b ? mergeStates(a, b) : a, emptyState());
  return summariseState(whole, rules as Rules);
}

/**
 * Joins the mask reports of all partitions, in their order, and their audit into the text that `traces mask --json`
 * prints.
 */
export async function* mergeMasks(reports: AsyncIterable<MaskReport>): AsyncGenerator<string> {
  const audit = runningAudit();
  const texts: string[] = [];
  const flush = () => texts.splice(0).join(",");
  yield '{"traces":[';
  for await (const report of reports) {
    if (texts.length === REPORTS_AT_ONCE) yield `${flush()},`;
    texts.push(exactJson(report));
    audit.add(report);
  }
  yield `${flush()}],"audit":${exactJson(presentAudit(audit.state()))}}`;
}

/** Divides UTF-8 bytes into lines of text, without the line ends. */
export class TextLineStream extends TransformStream<Uint8Array, string> {
  constructor() {
    const decoder = new TextDecoder("utf-8", { fatal: true });
    let pieces: string[] = []; // of a line that is not complete
    super({
      transform(bytes, controller) {
        const [head, ...lines] = decoder.decode(bytes, { stream: true }).split("\n");
        pieces.push(head!);
        for (const line of lines) {
          controller.enqueue(pieces.join(""));
          pieces = [line];
        }
      },
      flush(controller) {
        const last = pieces.join("") + decoder.decode();
        if (last !== "") controller.enqueue(last);
      },
    });
  }
}

const UNITS_AT_ONCE = 1 << 20;

/**
 * Runs a task over the rows of one partition. A line of input is `[row, trace]`: the trace's number in the whole data
 * set, and the trace. A line of output is `{kind, row, value}`; the last one is `{"kind": "end", "row": -1,
 * "value": n}`, so that output that was cut short is noticed. The first row that cannot be worked on is
 * `{"kind": "error", row, value}`, and ends the work.
 */
async function runTask(
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
    const [row, value] = JSON.parse(line) as NumberedRow;
    let results: ClusterResult[];
    try {
      results = task.run(row, value);
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

/**
 * Runs the command that the arguments name; returns the exit code: 0 done, 1 a row that cannot be worked on, 2 a
 * wrong call.
 */
async function main(args: string[]): Promise<number> {
  const flag = { type: "string" } as const;
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { rules: flag, tokenizer: flag, options: flag },
  });
  const commands: Record<string, () => Promise<boolean | void>> = {
    measure: () => runTask(lines(), measureTask(values), print),
    mask: async () => await runTask(lines(), await maskTask(values), print),
    "merge-measure": async () => await print(`${exactJson(await mergeMeasures(parsed(), values.rules))}\n`),
    "merge-mask": async () => {
      for await (const piece of mergeMasks(parsed())) await print(piece);
      await print("\n");
    },
    columns: () => print(`${JSON.stringify(FACT_COLUMNS.map(({ name, type }) => ({ name, type })))}\n`),
  };
  const command = Object.hasOwn(commands, positionals[0] ?? "") ? commands[positionals[0]!]! : undefined;
  if (!command) {
    console.error(`error: the command must be one of ${Object.keys(commands).join(", ")}`);
    return 2;
  }
  return await command() === false ? 1 : 0;
}

const lines = () => Deno.stdin.readable.pipeThrough(new TextLineStream());

async function* parsed<T>(): AsyncGenerator<T> {
  for await (const line of lines()) yield JSON.parse(line);
}

const print = (text: string) => writeAll(Deno.stdout, new TextEncoder().encode(text));

if (import.meta.main) Deno.exitCode = await main(Deno.args);
