/**
 * The main job: runs all notebooks over the embedded sample, and writes them with their outputs, a page for each,
 * and an index.
 *
 *     deno task start [--out DIR]
 *
 * @module
 */
import { basename, join, relative, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { buildSite } from "../notebook/build_site.ts";
import { cellLines } from "./cell_lines.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const USAGE = `deno task start [--out DIR] [--notebooks DIR]

Runs the notebooks over the embedded sample and writes them with their outputs, an HTML page for each, and an
index. They go to the folder "out" of the repository unless --out names another.`;

/**
 * Runs the command.
 *
 * @param args The arguments after the command's name.
 * @param from The folder that relative paths in the arguments start from.
 * @returns The exit code: 0 done, 1 a notebook failed, 2 the call was wrong.
 */
export async function start(args: string[], from: string = Deno.cwd()): Promise<number> {
  const flags = readFlags(args);
  if (typeof flags === "string") {
    console.error(`${flags}\n\n${USAGE}`);
    return 2;
  }
  if (flags.help) {
    console.log(USAGE);
    return 0;
  }
  const out = flags.out === undefined ? join(ROOT, "out") : resolve(from, flags.out);
  const folder = flags.notebooks === undefined ? join(ROOT, "notebooks") : resolve(from, flags.notebooks);
  const paths = notebooksIn(folder);
  if (paths.length === 0) {
    console.error(`Cannot start: no notebook named 01_….ipynb and so on in ${folder}`);
    return 2;
  }
  const began = performance.now();
  console.error(`Running ${paths.length} notebooks, two at a time`);
  const onCell = cellLines(paths.map((path) => basename(path, ".ipynb")), Deno.stderr, terminalColumns());
  const { failures } = await buildSite(paths, {
    out,
    onCell,
    title: "Tracebook",
    description: "Load, parse, measure, plot and read the reasoning traces of tool-using agents.",
  });
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  for (const { path, reason } of failures) console.error(`\n${shown(path, from)}: ${reason}`);
  const done = paths.length - failures.length;
  console.log(`\n${done} of ${paths.length} notebooks ran through, in ${seconds} s.`);
  console.log(`Open      ${pathToFileURL(join(out, "index.html")).href}`);
  console.log(`Notebooks ${shown(join(out, "*.ipynb"), from)}`);
  if (failures.length === 0) return 0;
  console.error(`\n${failures.length} failed: ${failures.map(({ path }) => basename(path)).join(", ")}`);
  return 1;
}

/** A path as the user would type it: relative to where they stand, if it is below. */
function shown(path: string, from: string): string {
  const near = relative(from, path);
  return near === "" || near.startsWith("..") ? path : near;
}

function readFlags(args: string[]): { out?: string; notebooks?: string; help?: boolean } | string {
  try {
    return parseArgs({
      args,
      options: {
        out: { type: "string" },
        notebooks: { type: "string" },
        help: { type: "boolean", short: "h" },
      },
    }).values;
  } catch (error) {
    return `Cannot start: ${error instanceof Error ? error.message : error}`;
  }
}

/** The numbered notebooks of the folder, in their order. */
function notebooksIn(folder: string): string[] {
  let names: string[];
  try {
    names = [...Deno.readDirSync(folder)].map(({ name }) => name);
  } catch {
    return [];
  }
  return names.filter((name) => /^\d+_.*\.ipynb$/.test(name)).sort().map((name) => join(folder, name));
}

function terminalColumns(): number {
  return Deno.stderr.isTerminal() ? Deno.consoleSize().columns : 110;
}

// `deno task` runs in the folder of deno.json; INIT_CWD is where the user stood.
if (import.meta.main) Deno.exit(await start(Deno.args, Deno.env.get("INIT_CWD")));
