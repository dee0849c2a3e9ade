import { writeAllSync } from "./write_all.ts";

/** Where lines for a terminal are written: the part of `Deno.stderr` that is needed. */
export interface ProgressOutput {
  /** Writes some of the bytes, and says how many. */
  writeSync(bytes: Uint8Array): number;
  /** Whether a person looks at it. */
  isTerminal(): boolean;
}

/**
 * Writes a text whole: a single write may take only a part.
 *
 * @param output Where to write.
 * @param text The text; nothing is added.
 */
export function writeText(output: ProgressOutput, text: string): void {
  writeAllSync(output, new TextEncoder().encode(text));
}

/**
 * A text without control characters: a terminal must not be told what to do by a file's name or a cell.
 *
 * @param text Any text.
 * @returns The text, a space for each control character.
 */
export function withoutControls(text: string): string {
  // deno-lint-ignore no-control-regex -- these are what must not reach a terminal
  return text.replace(/[\x00-\x1f\x7f-\x9f]/g, " ");
}

/**
 * How wide a progress line may get.
 *
 * @returns The columns of the terminal; 110 where there is none.
 */
export function terminalColumns(): number {
  return Deno.stderr.isTerminal() ? Deno.consoleSize().columns : 110;
}
