import { type Cell, joinText, type Notebook, type Output, splitText } from "./nbformat.ts";

/** Keys of metadata that change with every run or screen. */
const VOLATILE = [
  "ExecuteTime",
  "execution",
  "papermill",
  "scrolled",
  "signature",
  "trusted",
  "orig_nbformat",
];

/** MIME types besides `text/*` whose text the format stores as lines. */
const LINE_TYPES = ["application/javascript", "image/svg+xml"];

/**
 * Normalises a notebook for its file: execution counts from 1 in order, ids for all
 * cells, texts as lines, no times, no absolute path of the folder in tracebacks. Cleaning twice changes
 * nothing more.
 *
 * @param notebook The notebook; it is not changed.
 * @param root File URL of a folder whose absolute path is to be hidden, such as "file:///home/me/project/".
 * @returns The clean notebook.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { cleanNotebook } from "tracebook/jupyter";
 *
 * const cell = { cell_type: "code" as const, source: "1", outputs: [] };
 * const { cells } = cleanNotebook({
 *   nbformat: 4,
 *   nbformat_minor: 5,
 *   metadata: {},
 *   cells: [{ ...cell, id: "", metadata: { execution: {} }, execution_count: 17 }],
 * });
 * assertEquals(cells[0], { ...cell, id: "cell-1", metadata: {}, execution_count: 1, source: ["1"] });
 * ```
 */
export function cleanNotebook(notebook: Notebook, root?: string): Notebook {
  const ids = stableIds(notebook.cells);
  let count = 0;
  const cells = notebook.cells.map((cell, index): Cell => {
    const common = {
      ...cell,
      id: ids[index]!,
      metadata: withoutVolatile(cell.metadata),
      source: splitText(cell.source),
    };
    if (common.cell_type !== "code") return common;
    const execution_count = common.execution_count === null ? null : ++count;
    const outputs = common.outputs.map((output) => cleanOutput(output, execution_count, root));
    return { ...common, execution_count, outputs };
  });
  const nbformat_minor = Math.max(5, notebook.nbformat_minor);
  return { ...notebook, nbformat_minor, metadata: withoutVolatile(notebook.metadata), cells };
}

/**
 * Writes a notebook as the text of its file: keys sorted, indented by one space, one line end at the end, as Jupyter
 * writes it.
 *
 * @param notebook The notebook.
 * @returns The text.
 * @see https://nbformat.readthedocs.io/en/latest/api.html#nbformat.write
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { notebookText } from "tracebook/jupyter";
 *
 * const text = notebookText({ nbformat: 4, nbformat_minor: 5, metadata: {}, cells: [] });
 * assertEquals(text, '{\n "cells": [],\n "metadata": {},\n "nbformat": 4,\n "nbformat_minor": 5\n}\n');
 * ```
 */
export function notebookText(notebook: Notebook): string {
  return JSON.stringify(sortKeys(notebook), null, 1) + "\n";
}

function cleanOutput(output: Output, execution_count: number | null, root: string | undefined): Output {
  switch (output.output_type) {
    case "stream":
      return { ...output, text: splitText(output.text) };
    case "error": {
      const hide = (text: string) => root === undefined ? text : text.replaceAll(root, "file:///…/");
      return { ...output, evalue: hide(output.evalue), traceback: output.traceback.map(hide) };
    }
    case "display_data":
      return { ...output, data: withTextAsLines(output.data) };
    case "execute_result":
      return { ...output, execution_count, data: withTextAsLines(output.data) };
  }
}

function withTextAsLines(data: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(data).map(([type, value]) => {
      // A JSON type may hold a list of strings that means just that.
      if (/^application\/(.*\+)?json$/.test(type) || !isText(value)) return [type, value];
      const lined = type.startsWith("text/") || LINE_TYPES.includes(type);
      return [type, lined ? splitText(value) : joinText(value)];
    }),
  );
}

function isText(value: unknown): value is string | string[] {
  return typeof value === "string" ||
    Array.isArray(value) && value.length > 0 && value.every((line) => typeof line === "string");
}

/** Gives each cell an id: valid and unique ones stay, others are made from the cell's number. */
function stableIds(cells: Cell[]): string[] {
  const taken = new Set<string>();
  const validIds = cells.map(({ id }) => {
    const valid = typeof id === "string" && /^[A-Za-z0-9_-]{1,64}$/.test(id) && !taken.has(id);
    if (valid) taken.add(id);
    return valid ? id : null;
  });
  return validIds.map((id, index) => {
    if (id !== null) return id;
    let name = `cell-${index + 1}`;
    while (taken.has(name)) name += "b";
    taken.add(name);
    return name;
  });
}

function withoutVolatile(metadata: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(metadata).filter(([key]) => !VOLATILE.includes(key)));
}

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).sort(([a], [b]) => a < b ? -1 : 1).map(([key, item]) => [key, sortKeys(item)]),
  );
}
