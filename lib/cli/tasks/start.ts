/**
 * The main job: runs all notebooks over the embedded sample, and writes them with their outputs, a page for
 * each, and an index.
 *
 *     deno task start [--out DIR] [--notebooks DIR] [--charts picture|interactive]
 *
 * @module
 */
import { Command, Option } from "commander";
import { basename, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { terminalColumns } from "../../files/mod.ts";
import { buildSite, type PageCharts } from "../../notebook/mod.ts";
import { reportError } from "../output.ts";
import { cellProgressLines, NOTEBOOKS, notebooksIn, parseTaskCall, shownPath } from "./notebook_tasks.ts";

const OUT = fileURLToPath(new URL("../../../out", import.meta.url));

/** Runs the command, and returns its exit code. */
export async function start(args: string[], from: string = Deno.cwd()): Promise<number> {
  try {
    return await build(readCall(args, from), from);
  } catch (error) {
    return reportError(error);
  }
}

interface Call {
  paths: string[];
  out: string;
  charts: PageCharts;
}

function readCall(args: string[], from: string): Call {
  const command = new Command("deno task start")
    .description(
      "Runs the notebooks and writes them with their outputs, an HTML page for each, and an index.",
    )
    .option("--out <dir>", 'where to write (default: the folder "out" of the repository)')
    .option(
      "--notebooks <dir>",
      "where the notebooks are, named 01_….ipynb and so on (default: Tracebook's own)",
    );
  command.addOption(
    new Option("--charts <how>", "show pictures, or charts with tooltips (540 kB more a page)")
      .choices(["picture", "interactive"]).default("picture"),
  );
  const flags = parseTaskCall<{ out?: string; notebooks?: string; charts: PageCharts }>(
    command,
    "Cannot start",
    args,
  );
  const folder = flags.notebooks === undefined ? NOTEBOOKS : resolve(from, flags.notebooks);
  const paths = notebooksIn(folder).filter((path) => /^\d+_/.test(basename(path)));
  if (paths.length === 0) command.error(`there is no notebook named 01_….ipynb and so on in ${folder}`);
  return { paths, out: flags.out === undefined ? OUT : resolve(from, flags.out), charts: flags.charts };
}

async function build({ paths, out, charts }: Call, from: string): Promise<number> {
  const began = performance.now();
  console.error(`Running ${paths.length} notebooks, two at a time`);
  const onCell = cellProgressLines(
    paths.map((path) => basename(path, ".ipynb")),
    Deno.stderr,
    terminalColumns(),
  );
  const { failures } = await buildSite(paths, {
    out,
    charts,
    onCell,
    title: "Tracebook",
    description: "Load, parse, measure, plot and read the reasoning traces of tool-using agents.",
  });
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  for (const { path, reason } of failures) console.error(`\n${shownPath(path, from)}: ${reason}`);
  const done = paths.length - failures.length;
  console.log(`\n${done} of ${paths.length} notebooks ran through, in ${seconds} s.`);
  console.log(`Open      ${pathToFileURL(join(out, "index.html")).href}`);
  console.log(`Notebooks ${shownPath(join(out, "*.ipynb"), from)}`);
  if (failures.length === 0) return 0;
  console.error(`\n${failures.length} failed: ${failures.map(({ path }) => basename(path)).join(", ")}`);
  return 1;
}

// `deno task` runs in the folder of deno.json; INIT_CWD is where the user stood.
if (import.meta.main) Deno.exit(await start(Deno.args, Deno.env.get("INIT_CWD")));
