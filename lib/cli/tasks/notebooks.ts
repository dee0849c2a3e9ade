/**
 * Runs notebooks and writes them with their outputs, or checks the outputs that they hold.
 *
 *     deno task notebooks [FILES] [--out DIR] [--timeout S] [--total S] [--params NAME=VALUE] [--keep-going] [--check]
 *
 * @module
 */
import { Command, InvalidArgumentError } from "commander";
import { basename, join, resolve } from "node:path";
import { counted, table } from "../../display/mod.ts";
import { terminalColumns } from "../../files/mod.ts";
import {
  type CellProgress,
  checkNotebooks,
  describeFailure,
  diffNotebooks,
  injectParameters,
  type Notebook,
  notebookFailures,
  type Parameter,
  parseParameter,
  pooledMap,
  readNotebook,
  runNotebookFile,
} from "../../notebook/mod.ts";
import { reportError } from "../output.ts";
import { cellProgressLines, NOTEBOOKS, notebooksIn, parseTaskCall, shownPath } from "./notebook_tasks.ts";

/** How many notebooks run at a time, each in a kernel of its own. */
const AT_ONCE = 2;

/** Runs the command, and returns its exit code. */
export async function notebooks(args: string[], from: string = Deno.cwd()): Promise<number> {
  try {
    return await runAll(readCall(args, from), from);
  } catch (error) {
    return reportError(error);
  }
}

/** A notebook's row in the table that is printed at the end. */
interface NotebookOutcome {
  notebook: string;
  cells: number;
  seconds: number;
  outcome: string;
}

async function runAll(call: Call, from: string): Promise<number> {
  const { paths, check, keepGoing } = call;
  const begun = performance.now();
  const typed: string[] = check ? await typeFaults(paths, from) : [];
  const out = check ? await Deno.makeTempDir({ prefix: "tracebook-" }) : call.out;
  if (out !== undefined) await Deno.mkdir(out, { recursive: true });
  const onCell = cellProgressLines(
    paths.map((path) => basename(path, ".ipynb")),
    Deno.stderr,
    terminalColumns(),
  );
  let stopped = false;
  let done: { outcome: NotebookOutcome; faults: string[] }[];
  try {
    done = await Array.fromAsync(pooledMap(AT_ONCE, paths, async (path) => {
      const name = shownPath(path, from);
      const outcome = { notebook: name, cells: 0, seconds: 0, outcome: "not run" };
      if (stopped) return { outcome, faults: [] };
      const start = performance.now();
      const faults = await runOne(path, name, { ...call, out, begun }, (progress) => {
        if (progress.phase === "end") outcome.cells++;
        onCell(basename(path, ".ipynb"), progress);
      });
      outcome.seconds = (performance.now() - start) / 1000;
      outcome.outcome = faults.length === 0 ? "ok" : counted(faults.length, "fault");
      if (faults.length > 0 && !keepGoing && !check) stopped = true;
      return { outcome, faults };
    }));
  } finally {
    if (check) await Deno.remove(out!, { recursive: true });
  }
  const faults = [...typed, ...done.flatMap(({ faults }) => faults)];
  for (const fault of faults) console.error(`\n${fault}`);
  console.error(`\n${summary(done.map(({ outcome }) => outcome))}\n`);
  const seconds = ((performance.now() - begun) / 1000).toFixed(1);
  const what = `${counted(paths.length, "notebook")} in ${seconds} s`;
  console.log(
    faults.length === 0 ? `${what}: all well` : `${what}: ${counted(faults.length, "fault")} (see above)`,
  );
  return faults.length === 0 ? 0 : 1;
}

/** Runs one notebook, and returns its faults in words. */
async function runOne(
  path: string,
  name: string,
  call: Call & { begun: number },
  onCell: (progress: CellProgress) => void,
): Promise<string[]> {
  const { out, timeoutSeconds, totalSeconds, keepGoing, check, parameters, begun } = call;
  const left = totalSeconds - (performance.now() - begun) / 1000;
  try {
    if (left <= 0) throw new Error(`it was not begun: all notebooks together may take ${totalSeconds} s`);
    const before = await readNotebook(path);
    for (const unknown of parameters ? injectParameters(before, parameters).unknown : []) {
      console.error(`WARNING: ${name}: no cell tagged "parameters" declares ${unknown}`);
    }
    const done = await runNotebookFile(path, {
      timeoutSeconds,
      totalSeconds: left,
      keepGoing,
      onCell,
      ...parameters && { parameters },
      ...out !== undefined && { out: join(out, basename(path)) },
    });
    const failures = notebookFailures(done).map((failure) => `${name}: ${describeFailure(failure)}`);
    return check ? [...failures, ...differences(name, before, done)] : failures;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return [`${name}: ${error.message}`];
  }
}

function summary(outcomes: readonly NotebookOutcome[]): string {
  return table(outcomes, ["notebook", "cells", {
    key: "seconds",
    align: "right",
    format: (seconds) => (seconds as number).toFixed(1),
  }, "outcome"]).text;
}

function differences(name: string, before: Notebook, after: Notebook): string[] {
  const lines = diffNotebooks(before, after);
  return lines.length === 0 ? [] : [`${name} gives other outputs than it holds:\n${lines.join("\n")}`];
}

async function typeFaults(paths: string[], from: string): Promise<string[]> {
  const read = await Promise.all(paths.map(async (path) => ({ path, notebook: await readNotebook(path) })));
  return (await checkNotebooks(read)).map(({ notebook, cell, line, column, message }) =>
    `${shownPath(notebook, from)}: cell ${cell}, line ${line}, column ${column}: ${message}`
  );
}

interface Flags {
  out?: string;
  timeout: number;
  total?: number;
  params?: Record<string, Parameter>;
  keepGoing?: boolean;
  check?: boolean;
}

interface Call {
  paths: string[];
  out?: string;
  timeoutSeconds: number;
  totalSeconds: number;
  parameters?: Record<string, Parameter>;
  keepGoing: boolean;
  check: boolean;
}

function readCall(args: string[], from: string): Call {
  const command = new Command("deno task notebooks")
    .description("Runs notebooks and writes them with their outputs.")
    .argument("[files...]", 'the notebooks; without any, those of the folder "notebooks"')
    .option("--out <dir>", "write into this folder and leave the notebooks as they are")
    .option("--timeout <s>", "how long a cell may take, in seconds", positiveSeconds, 120)
    .option("--total <s>", "how long all notebooks together may take, in seconds", positiveSeconds)
    .option("--params <name=value>", "a value for the cell tagged parameters; may be given again", parameter)
    .option("--keep-going", "run and write on after a failing cell")
    .option(
      "--check",
      "write nothing: check the types of all cells, run them, and show what differs from the outputs kept",
    );
  const { out, timeout, total = Infinity, params, keepGoing = false, check = false } = parseTaskCall<Flags>(
    command,
    "Cannot run notebooks",
    args,
  );
  if (params && (out === undefined || check)) {
    command.error("--params needs --out: the notebook itself keeps the values that it has");
  }
  const paths = command.args.length > 0
    ? command.args.map((file) => resolve(from, file))
    : notebooksIn(NOTEBOOKS);
  if (paths.length === 0) command.error("there are none in the folder notebooks");
  const names = paths.map((path) => basename(path));
  const twice = names.find((name, index) => names.indexOf(name) < index);
  if (out !== undefined && twice) command.error(`--out would hold two files ${twice}`);
  return {
    paths,
    timeoutSeconds: timeout,
    totalSeconds: total,
    ...params && { parameters: params },
    keepGoing,
    check,
    ...out === undefined ? {} : { out: resolve(from, out) },
  };
}

function positiveSeconds(text: string): number {
  const seconds = Number(text);
  if (!(seconds > 0)) throw new InvalidArgumentError("It must be a number of seconds above 0.");
  return seconds;
}

function parameter(text: string, before: Record<string, Parameter> = {}): Record<string, Parameter> {
  const [, name, value] = /^([^=]+)=(.*)$/s.exec(text) ?? [];
  if (name === undefined) throw new InvalidArgumentError("It must be name=value.");
  return { ...before, [name]: parseParameter(value!) };
}

// `deno task` runs in the folder of deno.json; INIT_CWD is where the user stood.
if (import.meta.main) Deno.exit(await notebooks(Deno.args, Deno.env.get("INIT_CWD")));
