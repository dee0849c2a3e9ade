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
  /** What kind of cell this is. */
  cell_type: "code";
  /** Id of the cell, unique in the notebook. */
  id: string;
  /** Metadata of the cell, such as tags. */
  metadata: Record<string, unknown>;
  /** The code. */
  source: MultilineText;
  /** Number of the cell in the order of execution, from 1; null if it did not run. */
  execution_count: number | null;
  /** Outputs of the cell, in order. */
  outputs: Output[];
}

/** A whole notebook document. */
export interface Notebook {
  /** The major version of the format. */
  nbformat: 4;
  /** The minor version; 5 is the first in which cells have an id. */
  nbformat_minor: number;
  /** Metadata of the notebook, such as kernel and language. */
  metadata: Record<string, unknown>;
  /** The cells, in order. */
  cells: Cell[];
}

/**
 * Reads the tags of a cell.
 *
 * @returns The tags; empty where the metadata has no list of them.
 * @see https://nbformat.readthedocs.io/en/latest/format_description.html#cell-metadata
 */
export function cellTags({ metadata }: { metadata: Record<string, unknown> }): readonly unknown[] {
  return Array.isArray(metadata.tags) ? metadata.tags : [];
}

/** Joins text into one string. */
export function joinText(text: MultilineText): string {
  return typeof text === "string" ? text : text.join("");
}

/** Splits text into lines, each with its line end, as the notebook format stores it. */
export function splitText(text: MultilineText): string[] {
  return joinText(text).match(/[^\n]*\n|[^\n]+$/g) ?? [];
}
