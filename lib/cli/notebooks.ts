/**
 * Runs notebooks and writes them with their outputs, or checks the outputs that they hold.
 *
 *     deno task notebooks [FILES] [--out DIR] [--timeout S] [--keep-going] [--check]
 *
 * @module
 */
import { Command, InvalidArgumentError } from "commander";
import { basename, join, resolve } from "node:path";
import { counted } from "../display/numbers.ts";
import {
  checkNotebooks,
  describeFailure,
  diffNotebooks,
  notebookFailures,
  readNotebook,
  runNotebookFile,
} from "../notebook/mod.ts";
import type { Notebook } from "../notebook/mod.ts";
import { cellLines, terminalColumns } from "./cell_lines.ts";
import { report } from "./failure.ts";
import { NOTEBOOKS, notebooksIn, shownPath } from "./notebook_paths.ts";
import { taskCall } from "./task_call.ts";

/**
 * Runs the command.
 *
 * @param args The arguments after the command's name.
 * @param from The folder that relative paths in the arguments start from.
 * @returns The exit code: 0 done, 1 a cell failed or outputs differ, 2 the call was wrong.
 */
export async function notebooks(args: string[], from: string = Deno.cwd()): Promise<number> {
  try {
    return await runAll(readCall(args, from), from);
  } catch (error) {
    return report(error);
  }
}

async function runAll({ paths, timeoutSeconds, keepGoing, check, ...call }: Call, from: string) {
  const begun = performance.now();
  let out = call.out;
  const faults: string[] = check ? await typeFaults(paths, from) : [];
  if (check) out = await Deno.makeTempDir({ prefix: "tracebook-" });
  else if (out !== undefined) await Deno.mkdir(out, { recursive: true });
  try {
    const show = cellLines(paths.map((path) => basename(path, ".ipynb")), Deno.stderr, terminalColumns());
    for (const path of paths) {
      const options = {
        timeoutSeconds,
        keepGoing,
        ...out === undefined ? {} : { out: join(out, basename(path)) },
      };
      const name = shownPath(path, from);
      try {
        const onCell = show.bind(null, basename(path, ".ipynb"));
        const done = await runNotebookFile(path, { ...options, onCell });
        faults.push(...notebookFailures(done).map((failure) => `${name}: ${describeFailure(failure)}`));
        if (check) faults.push(...differences(name, await readNotebook(path), done));
      } catch (error) {
        if (!(error instanceof Error)) throw error;
        faults.push(`${name}: ${error.message}`);
        if (!keepGoing && !check) break;
      }
    }
  } finally {
    if (check) await Deno.remove(out!, { recursive: true });
  }
  for (const fault of faults) console.error(`\n${fault}`);
  const seconds = ((performance.now() - begun) / 1000).toFixed(1);
  const what = `${counted(paths.length, "notebook")} in ${seconds} s`;
  console.log(
    faults.length === 0 ? `${what}: all well` : `${what}: ${counted(faults.length, "fault")} (see above)`,
  );
  return faults.length === 0 ? 0 : 1;
}

function differences(name: string, kept: Notebook, done: Notebook): string[] {
  const lines = diffNotebooks(kept, done);
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
  keepGoing?: boolean;
  check?: boolean;
}

interface Call {
  paths: string[];
  out?: string;
  timeoutSeconds: number;
  keepGoing: boolean;
  check: boolean;
}

function readCall(args: string[], from: string): Call {
  const command = new Command("deno task notebooks")
    .description("Runs notebooks and writes them with their outputs.")
    .argument("[files...]", 'the notebooks; without any, those of the folder "notebooks"')
    .option("--out <dir>", "write into this folder and leave the notebooks as they are")
    .option("--timeout <s>", "how long a cell may take, in seconds", positiveSeconds, 120)
    .option("--keep-going", "run and write on after a failing cell")
    .option(
      "--check",
      "write nothing: check the types of all cells, run them, and show what differs from the outputs kept",
    );
  const { out, timeout, keepGoing = false, check = false } = taskCall<Flags>(
    command,
    "Cannot run notebooks",
    args,
  );
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

// `deno task` runs in the folder of deno.json; INIT_CWD is where the user stood.
if (import.meta.main) Deno.exit(await notebooks(Deno.args, Deno.env.get("INIT_CWD")));
