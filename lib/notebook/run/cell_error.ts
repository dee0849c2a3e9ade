import type { ReceivedMessage } from "../kernel/wire.ts";
import { cellTags, type CodeCell, joinText, type Notebook, type Output } from "./nbformat.ts";

/** A code cell that failed. */
export interface CellFailure {
  /** Index of the cell among all cells of the notebook, from 0. */
  index: number;
  /** Id of the cell. */
  id: string;
  /** Source of the cell. */
  source: string;
  /** All outputs of the cell, the error last. */
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
 * import { CellError, runNotebook } from "tracebook/jupyter";
 *
 * const cell = { cell_type: "code" as const, id: "a", metadata: {}, source: "nothing()", execution_count: null, outputs: [] };
 * const notebook = { nbformat: 4 as const, nbformat_minor: 5, metadata: {}, cells: [cell] };
 * await assertRejects(() => runNotebook(notebook, { cwd: Deno.cwd() }), CellError, "nothing is not defined");
 * ```
 */
export class CellError extends Error {
  /** Always "CellError". */
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
 * Finds the cells of an executed notebook that failed. A cell with the tag `raises-exception` is meant to fail and
 * is not among them.
 *
 * @param notebook An executed notebook.
 * @returns The failures, in the order of the cells.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { notebookFailures } from "tracebook/jupyter";
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
 * Reads the failure of one cell from its outputs.
 *
 * @returns The failure; null if the cell did not fail or was meant to.
 */
export function cellFailure(cell: CodeCell, index: number): CellFailure | null {
  if (cellTags(cell).includes("raises-exception")) return null;
  const error = cell.outputs.find((output) => output.output_type === "error");
  if (!error) return null;
  const { ename, evalue } = error;
  return { index, id: cell.id, source: joinText(cell.source), outputs: cell.outputs, ename, evalue };
}

/** UTF-16 units of a stream that are shown with an error, from its end. */
const SHOWN_CHARS = 2000;

/**
 * Describes a failure for a terminal.
 *
 * @param failure The failure.
 * @returns Several lines: the error, the cell's source, what it printed, the traceback.
 *
 * @example
 * ```ts
 * import { assertStringIncludes } from "@std/assert";
 * import { describeFailure } from "tracebook/jupyter";
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

/** Content of a Jupyter `error` message. */
export interface ErrorContent {
  /** Kind of the error, such as "TypeError". */
  ename: string;
  /** The error in one line. */
  evalue: string;
  /** The error with its places, line by line. */
  traceback: string[];
}

/**
 * Reads the error from a kernel's reply; for a cell that does not parse, finds the reason, which the reply lacks.
 *
 * @returns The error; null if the cell ran through.
 */
export async function readReplyError(reply: ReceivedMessage, code: string): Promise<ErrorContent | null> {
  const { status, ename, evalue, traceback } = reply.content;
  if (status === "ok") return null;
  const lines = Array.isArray(traceback) ? traceback.map(String) : [];
  if (evalue === "Execution failed" && lines.length === 0) {
    const unparsed = await explainUnparsed(code);
    return { ename: "SyntaxError", evalue: unparsed.message, traceback: unparsed.traceback };
  }
  return { ename: String(ename ?? "Error"), evalue: String(evalue ?? ""), traceback: lines };
}

/** Result of {@linkcode explainUnparsed}. */
interface UnparsedCell {
  /** Reason and place of the syntax error, in one line. */
  message: string;
  /** The message, the line of code, and a mark under the column. */
  traceback: string[];
  /** Line of the error in the cell, from 1; absent if the reason is not known. */
  line?: number;
  /** Column of the error in the line, from 1; absent if the reason is not known. */
  column?: number;
}

/**
 * Finds out why a cell does not parse. The kernel only says that it failed; `deno fmt`, which has the same parser, names
 * the place without running anything.
 */
export async function explainUnparsed(code: string): Promise<UnparsedCell> {
  const formatter = new Deno.Command(Deno.execPath(), {
    args: ["fmt", "--no-config", "--ext=ts", "-"],
    env: { NO_COLOR: "1", RUST_BACKTRACE: "0", DENO_NO_UPDATE_CHECK: "1" },
    stdin: "piped",
    stdout: "null",
    stderr: "piped",
  }).spawn();
  const stderr = formatter.stderr.pipeThrough(new TextDecoderStream());
  const input = formatter.stdin.getWriter();
  // The formatter may stop reading at the error.
  const written = input.write(new TextEncoder().encode(code)).then(() => input.close()).catch(() => {});
  let text = "";
  for await (const piece of stderr) text += piece;
  await written;
  await formatter.status;
  const what = text.match(/SyntaxError: (.*)/)?.[1];
  const place = text.match(/_stdin\.ts:(\d+):(\d+)/);
  if (what === undefined || place === null) {
    const message =
      "the kernel did not run this cell and gave no reason; its code may not be valid in a cell";
    return { message, traceback: [`SyntaxError: ${message}`, ...code.split("\n")] };
  }
  const line = Number(place[1]), column = Number(place[2]);
  const message = `${what} (line ${line}, column ${column} of the cell)`;
  const gutter = `${line} | `;
  return {
    message,
    line,
    column,
    traceback: [
      `SyntaxError: ${message}`,
      gutter + (code.split("\n")[line - 1] ?? ""),
      " ".repeat(gutter.length + column - 1) + "^",
    ],
  };
}
