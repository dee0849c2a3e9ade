import { cellTags, type CodeCell, type Notebook, type Output } from "./nbformat.ts";
import { joinText } from "./source_text.ts";

/** A code cell that failed. */
export interface CellFailure {
  /** Its place among all cells of the notebook, from 0. */
  index: number;
  /** Its id. */
  id: string;
  /** Its source. */
  source: string;
  /** All its outputs, the error last. */
  outputs: Output[];
  /** Kind of the error, such as "TypeError", "SyntaxError", "TimeoutError" or "KernelError". */
  ename: string;
  /** The error in one line. */
  evalue: string;
}

/**
 * Thrown when a cell failed; its message shows the cell's source, what it printed, and the traceback.
 *
 * @example
 * ```ts
 * import { assertRejects } from "@std/assert";
 * import { CellError, runNotebook } from "tracebook";
 *
 * const cell = { cell_type: "code" as const, id: "a", metadata: {}, source: "nothing()", execution_count: null, outputs: [] };
 * const notebook = { nbformat: 4 as const, nbformat_minor: 5, metadata: {}, cells: [cell] };
 * await assertRejects(() => runNotebook(notebook, { cwd: Deno.cwd() }), CellError, "nothing is not defined");
 * ```
 */
export class CellError extends Error {
  /** The error's name. */
  override readonly name = "CellError";
  /** The cell that failed. */
  readonly failure: CellFailure;
  /** The notebook as far as it came, with the outputs of the failing cell. */
  readonly notebook: Notebook;

  /**
   * Made by the runner.
   *
   * @param failure The cell that failed.
   * @param notebook The notebook as far as it came.
   */
  constructor(failure: CellFailure, notebook: Notebook) {
    super(describeFailure(failure));
    this.failure = failure;
    this.notebook = notebook;
  }
}

/**
 * The cells of an executed notebook that failed. A cell with the tag `raises-exception` is meant to fail and
 * is not among them.
 *
 * @param notebook An executed notebook.
 * @returns Its failures, in order.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { notebookFailures } from "tracebook";
 *
 * const error = { output_type: "error", ename: "TypeError", evalue: "x is not a function", traceback: [] } as const;
 * const cell = { cell_type: "code", id: "a", metadata: {}, source: "x()", execution_count: 1 } as const;
 * const failures = notebookFailures({
 *   nbformat: 4,
 *   nbformat_minor: 5,
 *   metadata: {},
 *   cells: [{ ...cell, outputs: [{ ...error, traceback: [] }] }],
 * });
 * assertEquals(failures.map((failure) => failure.ename), ["TypeError"]);
 * ```
 */
export function notebookFailures(notebook: Notebook): CellFailure[] {
  return notebook.cells.flatMap((cell, index) =>
    cell.cell_type === "code" ? cellFailure(cell, index) ?? [] : []
  );
}

/**
 * The failure of one cell.
 *
 * @param cell An executed cell.
 * @param index Its place among all cells, from 0.
 * @returns The failure; null if the cell did not fail or was meant to.
 */
export function cellFailure(cell: CodeCell, index: number): CellFailure | null {
  if (cellTags(cell).includes("raises-exception")) return null;
  const error = cell.outputs.find((output) => output.output_type === "error");
  if (!error) return null;
  const { ename, evalue } = error;
  return { index, id: cell.id, source: joinText(cell.source), outputs: cell.outputs, ename, evalue };
}

/** How much of a long stream is shown with an error: its end says most. */
const SHOWN_CHARS = 2000;

/**
 * A failure as text for a terminal.
 *
 * @param failure The failure.
 * @returns Several lines: the error, the cell's source, what it printed, the traceback.
 *
 * @example
 * ```ts
 * import { assertStringIncludes } from "@std/assert";
 * import { describeFailure } from "tracebook";
 *
 * const failure = { index: 3, id: "a", source: "x()", outputs: [], ename: "TypeError", evalue: "no function" };
 * assertStringIncludes(describeFailure(failure), "Cell 4 failed: TypeError: no function");
 * ```
 */
export function describeFailure(failure: CellFailure): string {
  const blocks = [
    `Cell ${failure.index + 1} failed: ${failure.ename}: ${failure.evalue}`,
    indent(failure.source),
  ];
  for (const output of failure.outputs) {
    if (output.output_type === "stream") {
      const text = joinText(output.text);
      const cut = text.length > SHOWN_CHARS ? `… ${text.slice(-SHOWN_CHARS)}` : text;
      blocks.push(`${output.name}:\n${indent(cut)}`);
    } else if (output.output_type === "error") {
      blocks.push(`traceback:\n${indent(output.traceback.join("\n"))}`);
    }
  }
  return blocks.join("\n");
}

function indent(text: string): string {
  return text.replace(/\n$/, "").replace(/^/gm, "    ");
}
