/**
 * The parts of the notebook format (nbformat 4.5) that are read and written here.
 *
 * @see https://nbformat.readthedocs.io/en/latest/format_description.html
 */

/** Text as the format stores it: one string, or its lines with their line ends. */
export type MultilineText = string | string[];

/** One output of a code cell. */
export type Output =
  | { output_type: "stream"; name: "stdout" | "stderr"; text: MultilineText }
  | { output_type: "display_data"; data: Record<string, unknown>; metadata: Record<string, unknown> }
  | {
    output_type: "execute_result";
    execution_count: number | null;
    data: Record<string, unknown>;
    metadata: Record<string, unknown>;
  }
  | { output_type: "error"; ename: string; evalue: string; traceback: string[] };

/** A Markdown, raw or code cell. */
export type Cell =
  | { cell_type: "markdown" | "raw"; id: string; metadata: Record<string, unknown>; source: MultilineText }
  | CodeCell;

/** A code cell with its outputs. */
export interface CodeCell {
  cell_type: "code";
  id: string;
  metadata: Record<string, unknown>;
  source: MultilineText;
  execution_count: number | null;
  outputs: Output[];
}

/** A whole notebook document. */
export interface Notebook {
  nbformat: 4;
  nbformat_minor: number;
  metadata: Record<string, unknown>;
  cells: Cell[];
}
