import type { Notebook } from "../../lib/notebook/run/nbformat.ts";

/** A notebook of code cells that have not run. */
export function codeNotebook(...sources: string[]): Notebook {
  return {
    nbformat: 4,
    nbformat_minor: 5,
    metadata: {},
    cells: sources.map((source, index) => ({
      cell_type: "code",
      id: `c${index}`,
      metadata: {},
      source,
      execution_count: null,
      outputs: [],
    })),
  };
}

/** An output as a test looks at it: whatever fields its kind has. */
export interface AnyOutput {
  output_type: string;
  name?: string;
  text?: string;
  data?: Record<string, string>;
  ename?: string;
  evalue?: string;
}

/** The outputs of one code cell. */
export function outputsOf(notebook: Notebook, index: number): AnyOutput[] {
  const cell = notebook.cells[index]!;
  return cell.cell_type === "code" ? cell.outputs as AnyOutput[] : [];
}

/** All printed text and all `text/plain` of one cell. */
export function shownText(notebook: Notebook, index: number): string {
  return outputsOf(notebook, index).map(({ text, evalue, data }) => text ?? evalue ?? data?.["text/plain"])
    .join("");
}
