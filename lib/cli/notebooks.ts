/**
 * Runs notebooks and writes them with their outputs, or checks the outputs that they hold.
 *
 *     deno task notebooks [FILES] [--out DIR] [--timeout S] [--keep-going] [--check]
 *
 * @module
 */
import { basename, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import {
  checkNotebooks,
  describeFailure,
  diffNotebooks,
  notebookFailures,
  readNotebook,
  runNotebookFile,
} from "../notebook/mod.ts";
import type { Notebook } from "../notebook/mod.ts";
import { cellLines } from "./cell_lines.ts";

const USAGE = `deno task notebooks [FILES] [--out DIR] [--timeout S] [--keep-going] [--check]

Runs notebooks (those of the folder "notebooks" unless FILES are named) and writes them with their outputs.
  --out DIR     write into this folder and leave the notebooks as they are
  --timeout S   how long a cell may take, in seconds (120)
  --keep-going  run and write on after a failing cell
  --check       write nothing: check the types of all cells, run them, and show what differs from the outputs kept`;

interface Flags {
  out?: string;
  timeout?: string;
  "keep-going"?: boolean;
  check?: boolean;
  help?: boolean;
}

/**
 * Runs the command.
 *
 * @param args The arguments after the command's name.
 * @param from The folder that relative paths in the arguments start from.
 * @returns The exit code: 0 done, 1 a cell failed or outputs differ, 2 the call was wrong.
 */
export async function notebooks(args: string[], from: string = Deno.cwd()): Promise<number> {
  const call = readCall(args, from);
  if (typeof call === "string") {
    console.error(`${call}\n\n${USAGE}`);
    return 2;
  }
  if (call.help) {
    console.log(USAGE);
    return 0;
  }
  const begun = performance.now();
  const { paths, timeoutSeconds, keepGoing, check } = call;
  let out = call.out;
  const faults: string[] = check ? await typeFaults(paths, from) : [];
  if (check) out = await Deno.makeTempDir({ prefix: "tracebook-" });
  else if (out !== undefined) await Deno.mkdir(out, { recursive: true });
  try {
    const columns = Deno.stderr.isTerminal() ? Deno.consoleSize().columns : 110;
    const show = cellLines(paths.map((path) => basename(path, ".ipynb")), Deno.stderr, columns);
    for (const path of paths) {
      const options = {
        timeoutSeconds,
        keepGoing,
        ...out === undefined ? {} : { out: join(out, basename(path)) },
      };
      const name = shown(path, from);
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
  const what = `${paths.length} notebook${paths.length === 1 ? "" : "s"} in ${seconds} s`;
  console.log(
    faults.length === 0
      ? `${what}: all well`
      : `${what}: ${faults.length} fault${faults.length === 1 ? "" : "s"} (see above)`,
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
    `${shown(notebook, from)}: cell ${cell}, line ${line}, column ${column}: ${message}`
  );
}

interface Call {
  paths: string[];
  out?: string;
  timeoutSeconds: number;
  keepGoing: boolean;
  check: boolean;
  help: boolean;
}

function readCall(args: string[], from: string): Call | string {
  let flags: Flags, files: string[];
  try {
    ({ values: flags, positionals: files } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        out: { type: "string" },
        timeout: { type: "string" },
        "keep-going": { type: "boolean" },
        check: { type: "boolean" },
        help: { type: "boolean", short: "h" },
      },
    }));
  } catch (error) {
    return `Cannot run notebooks: ${error instanceof Error ? error.message : error}`;
  }
  const timeoutSeconds = Number(flags.timeout ?? 120);
  if (!(timeoutSeconds > 0)) {
    return `Cannot run notebooks: --timeout ${flags.timeout} is no number of seconds`;
  }
  const paths = files.length > 0 ? files.map((file) => resolve(from, file)) : ours();
  if (paths.length === 0) return "Cannot run notebooks: there are none in the folder notebooks";
  const names = paths.map((path) => basename(path));
  const twice = names.find((name, index) => names.indexOf(name) < index);
  if (flags.out !== undefined && twice) return `Cannot run notebooks: --out would hold two files ${twice}`;
  return {
    paths,
    timeoutSeconds,
    keepGoing: flags["keep-going"] ?? false,
    check: flags.check ?? false,
    help: flags.help ?? false,
    ...flags.out === undefined ? {} : { out: resolve(from, flags.out) },
  };
}

function ours(): string[] {
  const folder = fileURLToPath(new URL("../../notebooks/", import.meta.url));
  try {
    const names = [...Deno.readDirSync(folder)].map(({ name }) => name);
    return names.filter((name) => name.endsWith(".ipynb")).sort().map((name) => join(folder, name));
  } catch {
    return [];
  }
}

/** A path as the user would type it: relative to where they stand, if it is below. */
function shown(path: string, from: string): string {
  const near = relative(from, path);
  return near.startsWith("..") ? path : near;
}

// `deno task` runs in the folder of deno.json; INIT_CWD is where the user stood.
if (import.meta.main) Deno.exit(await notebooks(Deno.args, Deno.env.get("INIT_CWD")));
