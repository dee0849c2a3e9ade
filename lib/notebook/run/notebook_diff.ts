import { cleanNotebook, notebookText } from "./clean.ts";
import { type Cell, joinText, type Notebook, type Output } from "./nbformat.ts";

/** Changed lines of one cell that are shown of each side. */
const SHOWN_LINES = 12;
/** UTF-16 units of a line that are shown. */
const SHOWN_CHARS = 160;

/**
 * Lists what differs between the outputs that a notebook holds and those of a new run.
 *
 * @param before The notebook as it is kept.
 * @param after The same notebook, run again.
 * @returns For each differing cell a line that names it, then its lines with `- ` (before) and `+ ` (after);
 * none if the files would be the same.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { diffNotebooks } from "tracebook/jupyter";
 *
 * const cell = { cell_type: "code" as const, id: "a", metadata: {}, source: "…", execution_count: 1 };
 * const notebook = (text: string) => ({
 *   nbformat: 4 as const,
 *   nbformat_minor: 5,
 *   metadata: {},
 *   cells: [{ ...cell, outputs: [{ output_type: "stream" as const, name: "stdout" as const, text }] }],
 * });
 * assertEquals(diffNotebooks(notebook("1\n2\n"), notebook("1\n3\n")), [
 *   "cell 1 (…):",
 *   "  - stdout | 2",
 *   "  + stdout | 3",
 * ]);
 * ```
 */
export function diffNotebooks(before: Notebook, after: Notebook): string[] {
  const [old, now] = [cleanNotebook(before), cleanNotebook(after)];
  const lines: string[] = [];
  for (let index = 0; index < Math.max(old.cells.length, now.cells.length); index++) {
    const [a, b] = [old.cells[index], now.cells[index]];
    if (a && b && cellText(a) === cellText(b)) continue;
    const title = joinText((b ?? a)!.source).split("\n")[0]!.slice(0, 60);
    const changed = changedLines(a && cellLines(a), b && cellLines(b));
    lines.push(`cell ${index + 1} (${title}):`);
    lines.push(...changed.length > 0 ? changed : ["  differs in metadata, id or execution count"]);
  }
  if (lines.length === 0 && notebookText(before) !== notebookText(after)) {
    lines.push("the file differs in its metadata or its layout only");
  }
  return lines;
}

/** Writes a cell as its file holds it, whatever the order of its keys. */
function cellText(cell: Cell): string {
  return notebookText({ nbformat: 4, nbformat_minor: 5, metadata: {}, cells: [cell] });
}

function cellLines(cell: Cell): string[] {
  const source = joinText(cell.source).split("\n").map((line) => `source | ${line}`);
  return cell.cell_type === "code" ? [...source, ...cell.outputs.flatMap(outputLines)] : source;
}

function outputLines(output: Output): string[] {
  switch (output.output_type) {
    case "stream":
      return labelled(output.name, joinText(output.text));
    case "error":
      return labelled("error", `${output.ename}: ${output.evalue}\n${output.traceback.join("\n")}`);
    default:
      return Object.entries(output.data).flatMap(([type, value]) => {
        const isText = typeof value === "string" || type.startsWith("text/");
        return labelled(type, isText ? joinText(value as string) : JSON.stringify(value, null, 1));
      });
  }
}

function labelled(label: string, text: string): string[] {
  return text.replace(/\n$/, "").split("\n").map((line) => `${label} | ${line}`);
}

/** Lists the lines between the common beginning and the common end of both sides. */
function changedLines(before: string[] = [], after: string[] = []): string[] {
  let start = 0, end = 0;
  const shorter = Math.min(before.length, after.length);
  while (start < shorter && before[start] === after[start]) start++;
  while (end < shorter - start && before.at(-1 - end) === after.at(-1 - end)) end++;
  return [
    ...shown("-", before.slice(start, before.length - end)),
    ...shown("+", after.slice(start, after.length - end)),
  ];
}

function shown(mark: string, lines: string[]): string[] {
  const cut = lines.slice(0, SHOWN_LINES).map((line) =>
    `  ${mark} ${
      line.length > SHOWN_CHARS ? `${line.slice(0, SHOWN_CHARS)}… (${line.length} characters)` : line
    }`
  );
  return lines.length > SHOWN_LINES ? [...cut, `  ${mark} … ${lines.length - SHOWN_LINES} more lines`] : cut;
}
