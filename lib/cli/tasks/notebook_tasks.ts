import type { Command } from "commander";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { shortenTo } from "../../display/mod.ts";
import { type ProgressOutput, withoutControls, writeText } from "../../files/mod.ts";
import type { CellProgress } from "../../notebook/mod.ts";

/** The folder of the notebooks that come with Tracebook. */
export const NOTEBOOKS: string = fileURLToPath(new URL("../../../notebooks", import.meta.url));

/** Lists the notebooks of a folder, in the order of their names. */
export function notebooksIn(folder: string): string[] {
  let names: string[];
  try {
    names = Array.from(Deno.readDirSync(folder), ({ name }) => name);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory) return [];
    throw error;
  }
  return names.filter((name) => name.endsWith(".ipynb")).sort().map((name) => join(folder, name));
}

/** Shortens a path for the user: relative to the folder `from`, if it lies in it. */
export function shownPath(path: string, from: string): string {
  const near = relative(from, path);
  return near === "" || near.startsWith("..") ? path : near;
}

/**
 * Makes a callback that prints the progress of notebooks: a line for each cell that has ended, and on a terminal one more that
 * names the running cells.
 */
export function cellProgressLines(
  names: readonly string[],
  output: ProgressOutput,
  columns: number,
): (name: string, progress: CellProgress) => void {
  const width = Math.max(...names.map((name) => name.length));
  const running = new Map<string, string>();
  const live = output.isTerminal();
  return (name, { phase, number, total, title, ms, failure }) => {
    const place = `${String(number).padStart(String(total).length)}/${total}`;
    if (phase === "begin") running.set(name, `${name} ${place}`);
    else running.delete(name);
    const seconds = `${(ms / 1000).toFixed(2)} s`.padStart(8);
    const line = `  ${name.padEnd(width)}  ${place} ${seconds}  ${failure ? "FAILED " : ""}${
      withoutControls(title)
    }`;
    const ended = phase === "end" ? `${shortenTo(line, columns - 1)}\n` : "";
    const now = running.size > 0 ? `  running ${[...running.values()].join(", ")}` : "";
    if (live) writeText(output, `\r\x1b[2K${ended}${shortenTo(now, columns - 1)}`);
    else if (ended !== "") writeText(output, ended);
  };
}

/**
 * Reads the arguments of a task. An error is printed as "Cannot …: reason", followed by the help.
 *
 * @throws {CommanderError} If the arguments are wrong or ask for help; all is printed already.
 */
export function parseTaskCall<Flags extends object>(
  command: Command,
  cannot: string,
  args: readonly string[],
): Flags {
  return command
    .exitOverride()
    .showHelpAfterError()
    .configureOutput({
      outputError: (text, write) => write(text.replace(/^(error: )?/, `${cannot}: `)),
    })
    .parse(args, { from: "user" })
    .opts<Flags>();
}
