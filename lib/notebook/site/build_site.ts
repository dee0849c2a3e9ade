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

/** Options for {@linkcode buildSite}. */
export interface BuildOptions extends SiteOptions {
  /** Folder to write; made if it is not there. */
  out: string;
  /** How many notebooks run at a time, each in its own kernel. @default {2} */
  atOnce?: number;
  /** Called with the notebook's name when a cell begins and when it has ended. */
  onCell?: (name: string, progress: CellProgress) => void;
}

/** Result of {@linkcode buildSite}. */
export interface BuiltSite {
  /** Paths of the files written: executed notebooks, pages, and the index last. */
  files: string[];
  /** Notebooks that failed, with the reason; one that ran as far as a failing cell has a page too. */
  failures: { path: string; reason: string }[];
}

/**
 * Runs notebooks and writes them, executed, with a page for each and an index. Every file is written whole or
 * not at all, and a notebook that fails keeps none of the others from being written.
 *
 * @param paths The notebooks in reading order; each runs in its own folder.
 * @param options Where to write, how many run at a time, and a callback for progress.
 * @returns The files that were written, and the notebooks that failed.
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
  // Two notebooks of one name would overwrite each other: fail before they run rather than after.
  await publishSite(named.map(({ name }) => ({ name, notebook: EMPTY })), { ...about, charts: "picture" });
  await Deno.mkdir(out, { recursive: true });
  const failures: BuiltSite["failures"] = [];
  const results = await Array.fromAsync(pooledMap(atOnce, named, async ({ path, name }) => {
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
  }));
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
 * Maps items by an asynchronous function, at most `poolLimit` at a time, and yields the results in the items' order:
 * `pooledMap` of `@std/async`, except that after an error no more items are begun.
 *
 * @see https://jsr.io/@std/async/doc/~/pooledMap
 */
export async function* pooledMap<T, R>(
  poolLimit: number,
  array: Iterable<T>,
  iteratorFn: (item: T) => Promise<R>,
): AsyncIterableIterator<R> {
  const items = [...array];
  const results = items.map(() => Promise.withResolvers<R>());
  const queue = items.entries();
  let failed = false;
  const worker = async () => {
    for (const [at, item] of queue) {
      if (failed) return;
      await iteratorFn(item).then(results[at]!.resolve, (error) => {
        failed = true;
        results[at]!.reject(error);
      });
    }
  };
  for (const { promise } of results) promise.catch(() => {}); // the loop below throws the first one
  for (let n = 0; n < Math.max(1, Math.min(poolLimit, items.length)); n++) worker();
  for (const { promise } of results) yield await promise;
}
