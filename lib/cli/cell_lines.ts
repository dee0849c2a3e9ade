import { shortenTo } from "../display/text_cells.ts";
import type { CellProgress } from "../notebook/runner.ts";

/** Where progress lines go: the part of `Deno.stderr` that is needed. */
export interface LineOutput {
  /** Writes some of the bytes, and says how many. */
  writeSync(bytes: Uint8Array): number;
  /** Whether a person looks at it. */
  isTerminal(): boolean;
}

/**
 * Progress of notebooks, cell by cell: a line for each cell that has ended, and on a terminal one more that says
 * which cells run now.
 *
 * @param names The notebooks' names, for the width of their column.
 * @param output Where to write.
 * @param columns How wide a line may get, in terminal columns.
 * @returns What is to be told of each cell.
 */
export function cellLines(
  names: readonly string[],
  output: LineOutput,
  columns: number,
): (name: string, progress: CellProgress) => void {
  const width = Math.max(...names.map((name) => name.length));
  const running = new Map<string, string>();
  const live = output.isTerminal();
  const write = (text: string) => {
    const bytes = new TextEncoder().encode(text);
    for (let at = 0; at < bytes.length;) at += output.writeSync(bytes.subarray(at));
  };
  return (name, { phase, number, total, title, ms, failure }) => {
    const place = `${String(number).padStart(String(total).length)}/${total}`;
    if (phase === "begin") running.set(name, `${name} ${place}`);
    else running.delete(name);
    const seconds = `${(ms / 1000).toFixed(2)} s`.padStart(8);
    const line = `  ${name.padEnd(width)}  ${place} ${seconds}  ${failure ? "FAILED " : ""}${
      printable(title)
    }`;
    const ended = phase === "end" ? `${shortenTo(line, columns - 1)}\n` : "";
    const now = running.size > 0 ? `  running ${[...running.values()].join(", ")}` : "";
    if (live) write(`\r\x1b[2K${ended}${shortenTo(now, columns - 1)}`);
    else if (ended !== "") write(ended);
  };
}

/** A cell's title may hold anything; a terminal must not be told what to do by it. */
function printable(text: string): string {
  // deno-lint-ignore no-control-regex -- these are what must not reach a terminal
  return text.replace(/[\x00-\x1f\x7f-\x9f]/g, " ");
}
