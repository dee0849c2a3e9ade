import { dirname, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { writeFileAtomic } from "../../files/mod.ts";
import { holdingSignals } from "../kernel/ending_signals.ts";
import { findConfig } from "../kernel/kernel_process.ts";
import { cleanNotebook, notebookText } from "./clean.ts";
import type { Notebook } from "./nbformat.ts";
import { runNotebook, type RunOptions } from "./runner.ts";

/**
 * Reads a notebook from a file.
 *
 * @param path The file.
 * @returns The notebook.
 * @throws {Error} If the file cannot be read or is not a notebook of format 4, with its name and the reason.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { notebookText, readNotebook } from "tracebook/jupyter";
 *
 * const path = await Deno.makeTempFile({ suffix: ".ipynb" });
 * await Deno.writeTextFile(path, notebookText({ nbformat: 4, nbformat_minor: 5, metadata: {}, cells: [] }));
 * assertEquals((await readNotebook(path)).cells, []);
 * await Deno.remove(path);
 * ```
 */
export async function readNotebook(path: string): Promise<Notebook> {
  let document;
  try {
    document = JSON.parse(await Deno.readTextFile(path));
  } catch (error) {
    throw new Error(`Cannot read the notebook ${path}: ${error instanceof Error ? error.message : error}`);
  }
  if (document?.nbformat !== 4 || !Array.isArray(document.cells)) {
    throw new Error(
      `Cannot read ${path}: it is not a Jupyter notebook of format 4 (save it anew with Jupyter)`,
    );
  }
  for (const [index, cell] of document.cells.entries()) {
    const known = ["code", "markdown", "raw"].includes(cell?.cell_type);
    if (!known || !isText(cell.source)) {
      throw new Error(`Cannot read ${path}: cell ${index + 1} is not a cell`);
    }
    cell.metadata ??= {};
    if (cell.cell_type === "code") {
      cell.outputs ??= [];
      cell.execution_count ??= null;
    }
  }
  document.metadata ??= {};
  return document;
}

/**
 * Runs a notebook's file and writes it, clean, with its new outputs: whole or not at all, and only if a byte
 * has changed. At a failing cell nothing is written, unless told to keep going.
 *
 * @param path The notebook.
 * @param options As for `runNotebook`, with the notebook's folder as the working folder; `out` is the file to
 * write instead of the notebook itself.
 * @returns The notebook as written.
 * @throws {CellError} At the first failing cell, unless told to keep going.
 * @throws {Error} If the file cannot be read or written, or the kernel does not start.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { notebookText, readNotebook, runNotebookFile } from "tracebook/jupyter";
 *
 * const path = await Deno.makeTempFile({ suffix: ".ipynb" });
 * const cell = { cell_type: "code", id: "a", metadata: {}, source: "1 + 1", execution_count: null } as const;
 * const cells = [{ ...cell, outputs: [] }];
 * await Deno.writeTextFile(path, notebookText({ nbformat: 4, nbformat_minor: 5, metadata: {}, cells }));
 * const done = await runNotebookFile(path);
 * assertEquals(await readNotebook(path), done);
 * await Deno.remove(path);
 * ```
 */
export async function runNotebookFile(
  path: string,
  options: RunOptions & { out?: string } = {},
): Promise<Notebook> {
  const { out = path, ...run } = options;
  const folder = dirname(resolve(path));
  const executed = await runNotebook(await readNotebook(path), { cwd: folder, ...run });
  const clean = cleanNotebook(executed, folderUrl(folder));
  const text = notebookText(clean);
  if (text !== await Deno.readTextFile(out).catch(() => null)) {
    await holdingSignals(() => writeFileAtomic(out, text));
  }
  return clean;
}

/** URL of the folder of the nearest deno.json, or of the notebook's own. */
function folderUrl(folder: string): string {
  const config = findConfig(folder);
  return pathToFileURL(config ? dirname(config) : folder).href + "/";
}

function isText(value: unknown): boolean {
  return typeof value === "string" || Array.isArray(value) && value.every((line) => typeof line === "string");
}
