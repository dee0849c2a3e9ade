import { basename, join } from "node:path";
import { writeFileAtomic } from "../../files/mod.ts";
import { holdingSignals } from "../kernel/ending_signals.ts";
import { CellError } from "../run/cell_error.ts";
import { cleanNotebook, notebookText } from "../run/clean.ts";
import type { Notebook } from "../run/nbformat.ts";
import { runNotebookFile } from "../run/notebook_file.ts";
import type { CellProgress } from "../run/runner.ts";
import type { SiteOptions } from "./page_options.ts";
import { publishSite } from "./publish.ts";

/** How notebooks become a folder of pages. */
export interface BuildOptions extends SiteOptions {
  /** The folder that is written; made if it is not there. */
  out: string;
  /** How many notebooks run at a time, each in its own kernel. @default {2} */
  atOnce?: number;
  /** Is told of every cell, with the name of its notebook. */
  onCell?: (name: string, progress: CellProgress) => void;
}

/** What came of it. */
export interface BuiltSite {
  /** The files written, as paths: executed notebooks, pages, and the index last. */
  files: string[];
  /** The notebooks that failed, with the reason; those that ran as far as a failing cell have a page too. */
  failures: { path: string; reason: string }[];
}

/**
 * Runs notebooks and writes them, executed, with a page for each and an index. Every file is written whole or
 * not at all, and a notebook that fails keeps none of the others from being written.
 *
 * @param paths The notebooks in reading order; each runs in its own folder.
 * @param options Where to write, how many run at a time, and who is told of it.
 * @returns What was written, and what failed.
 * @throws {Deno.errors.PermissionDenied} If the folder cannot be written.
 * @throws {RangeError} If two notebooks have one name, or one is called `index`.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { buildSite, notebookText } from "tracebook/jupyter";
 *
 * const dir = await Deno.makeTempDir();
 * const cell = { cell_type: "code" as const, id: "a", metadata: {}, execution_count: null, outputs: [] };
 * const cells = [{ ...cell, source: "6 * 7" }];
 * await Deno.writeTextFile(`${dir}/01_sum.ipynb`, notebookText({ nbformat: 4, nbformat_minor: 5, metadata: {}, cells }));
 * const { files, failures } = await buildSite([`${dir}/01_sum.ipynb`], { out: `${dir}/out` });
 * assertEquals(files.map((file) => file.slice(dir.length)), [
 *   "/out/01_sum.ipynb",
 *   "/out/01_sum.html",
 *   "/out/index.html",
 * ]);
 * assertEquals(failures, []);
 * await Deno.remove(dir, { recursive: true });
 * ```
 */
export async function buildSite(paths: readonly string[], options: BuildOptions): Promise<BuiltSite> {
  const { out, atOnce = 2, onCell = () => {}, ...about } = options;
  const named = paths.map((path) => ({ path, name: basename(path).replace(/\.ipynb$/, "") }));
  // Two of one name would overwrite each other: said before the work rather than after it.
  await publishSite(named.map(({ name }) => ({ name, notebook: EMPTY })), { ...about, charts: "picture" });
  await Deno.mkdir(out, { recursive: true });
  const failures: BuiltSite["failures"] = [];
  const results = await inTurn(named, atOnce, async ({ path, name }) => {
    const file = join(out, `${name}.ipynb`);
    try {
      const notebook = await runNotebookFile(path, {
        out: file,
        onCell: (progress) => onCell(name, progress),
      });
      return { name, file, notebook };
    } catch (error) {
      failures.push({ path, reason: error instanceof Error ? error.message : String(error) });
      if (!(error instanceof CellError)) return undefined;
      const notebook = cleanNotebook(error.notebook);
      await holdingSignals(() => writeFileAtomic(file, notebookText(notebook)));
      return { name, file, notebook };
    }
  });
  const done = results.filter((result) => result !== undefined);
  const files = done.map(({ file }) => file);
  for (const [name, html] of await publishSite(done, about)) {
    files.push(join(out, name));
    await holdingSignals(() => writeFileAtomic(join(out, name), html));
  }
  failures.sort((a, b) => paths.indexOf(a.path) - paths.indexOf(b.path));
  return { files, failures };
}

const EMPTY: Notebook = { nbformat: 4, nbformat_minor: 5, metadata: {}, cells: [] };

/**
 * Works on all items, at most `atOnce` at a time.
 *
 * @param items What is worked on, in this order.
 * @param atOnce How many at a time.
 * @param work The work; if it throws, no more items are begun.
 * @returns The results in the order of the items.
 */
export async function inTurn<T, R>(
  items: readonly T[],
  atOnce: number,
  work: (item: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = new Array(items.length);
  const queue = items.entries();
  const worker = async () => {
    for (const [at, item] of queue) results[at] = await work(item);
  };
  await Promise.all(Array.from({ length: Math.max(1, Math.min(atOnce, items.length)) }, worker));
  return results;
}
