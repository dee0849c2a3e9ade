import type { MultilineText } from "./nbformat.ts";
import { joinText } from "./source_text.ts";

// Escape sequences by shape: CSI (colours, cursor), OSC (titles, links), and two-character escapes.
// deno-lint-ignore no-control-regex
const ESCAPES = /\x1b\[[0-?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)?|\x1b[@-Z\\-_a-z0-9=>]?/g;
// deno-lint-ignore no-control-regex
const CONTROLS = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]/g;

/**
 * A value of a MIME bundle as text, joined if it is stored as lines; what is not text is the empty string.
 */
export function mimeText(value: unknown): string {
  if (Array.isArray(value)) return value.map((line) => typeof line === "string" ? line : "").join("");
  return typeof value === "string" ? value : "";
}

/**
 * Terminal output as a reader would see it: colours and other escape sequences removed, and of a line that
 * was overwritten with carriage returns only what was written last.
 *
 * @see {@link https://ecma-international.org/publications-and-standards/standards/ecma-48/}
 */
export function plainText(text: MultilineText): string {
  const shown = joinText(text).replace(ESCAPES, "").replaceAll("\r\n", "\n");
  return shown.split("\n").map(lastWritten).join("\n").replace(CONTROLS, "");
}

function lastWritten(line: string): string {
  if (!line.includes("\r")) return line;
  const pieces = line.split("\r").filter((piece) => piece !== "");
  return pieces.at(-1) ?? "";
}

/** The text on one line and at most `length` characters, cut at a space where there is one. */
export function oneLine(text: string, length: number): string {
  const line = text.replace(/\s+/g, " ").trim();
  if (line.length <= length) return line;
  const cut = line.slice(0, length - 1).replace(/[\ud800-\udbff]$/, "");
  const space = cut.lastIndexOf(" ");
  return (space > length / 2 ? cut.slice(0, space) : cut) + "…";
}
