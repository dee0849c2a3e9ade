import { type Displayable, displayable } from "./displayable.ts";
import { escapeHtml } from "./escape.ts";

/** A column for {@linkcode table}. */
export interface TableColumn {
  /** Name of the property that each row shows in this column. */
  key: string;
  /** The heading. @default {key} */
  label?: string;
  /** Alignment of the cells. @default {"right" if every value is a number or missing, else "left"} */
  align?: "left" | "right";
  /** Formats a value as plain text. @default {numbers grouped with at most 3 decimals, missing values as "–"} */
  format?: (value: unknown) => string;
}

/** Result of {@linkcode table}: a table as HTML and as text, which shows itself in a notebook. */
export interface Table extends Displayable {
  /** An HTML `<table>` with inline styles only; readable on light and on dark. */
  html: string;
  /** The table as lines of aligned columns, for a terminal. */
  text: string;
}

/** Options for {@linkcode table}. */
export interface TableOptions {
  /** A line above the table. */
  caption?: string;
  /** The widest a cell of the text form gets, in terminal columns; longer ones end in `…`. @default {60} */
  maxWidth?: number;
  /**
   * Rows shown at most; of more, the first two thirds and the last third are shown, with a count between. `Infinity`
   * shows all. @default {12 where a notebook or `console.log` shows the table; all in `html` and `text`}
   */
  rows?: number;
}

/** Rows that a notebook shows of a table of unknown length. */
export const ROWS_SHOWN = 12;

const RULE = "1px solid rgba(128,128,128,0.4)";
const CELL = "padding:3px 12px;background:transparent;color:inherit;vertical-align:top;";

/**
 * Makes a table of records. Numbers stand right, text left; every cell is escaped. A notebook shows a long table's
 * first and last rows.
 *
 * @param rows The records, one a row, in the order they are shown.
 * @param columns The columns, or just their keys. @default {the keys of the first row}
 * @param options A caption, the widest cell of the text form, and how many rows are shown.
 * @returns The table as HTML and as text.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { table } from "tracebook";
 *
 * const calls = table([{ tool: "terminal", calls: 45573 }, { tool: "patch", calls: 1589 }]);
 * assertEquals(calls.text, "tool       calls\n────────  ──────\nterminal  45,573\npatch      1,589");
 *
 * const turns = Array.from({ length: 61 }, (_, turn) => ({ turn }));
 * assertEquals(table(turns, ["turn"], { rows: 3 }).text, "turn\n────\n   0\n   1\n… 58 more\n  60");
 * ```
 */
export function table(
  rows: readonly object[],
  columns: readonly (TableColumn | string)[] = Object.keys(rows[0] ?? {}),
  options: TableOptions = {},
): Table {
  const resolved = columns.map((column): Column => {
    const { key, label = key, format = formatCell, align }: TableColumn = typeof column === "string"
      ? { key: column }
      : column;
    const values = rows.map((row) => (row as Record<string, unknown>)[key]);
    const numeric = values.some(isNumber) && values.every((value) => value == null || isNumber(value));
    return { label, align: align ?? (numeric ? "right" : "left"), cells: values.map(format) };
  });
  const render = (limit: number) => {
    const fold = foldRows(rows.length, limit);
    return { html: toHtml(resolved, fold, options.caption), text: toText(resolved, fold, options) };
  };
  const whole = render(options.rows ?? Infinity);
  return displayable(whole, () => {
    const { html, text } = options.rows === undefined ? render(ROWS_SHOWN) : whole;
    return { "text/html": html, "text/plain": text };
  });
}

/** A column with its cells as text. */
interface Column {
  label: string;
  align: "left" | "right";
  cells: string[];
}

function isNumber(value: unknown): boolean {
  return typeof value === "number" || typeof value === "bigint";
}

/** Indices of the rows above and below the line that says how many are left out; `hidden` is 0 if none are. */
interface Fold {
  first: number[];
  hidden: number;
  last: number[];
}

function foldRows(count: number, limit: number): Fold {
  const indices = Array.from({ length: count }, (_, i) => i);
  // a line that says "1 more" takes as much room as the row
  if (count <= limit + 1) return { first: indices, hidden: 0, last: [] };
  const tail = Math.floor(limit / 3);
  return {
    first: indices.slice(0, limit - tail),
    hidden: count - limit,
    last: tail === 0 ? [] : indices.slice(-tail),
  };
}

const moreRows = (hidden: number) => `… ${hidden.toLocaleString("en")} more`;

function toHtml(columns: Column[], { first, hidden, last }: Fold, caption?: string): string {
  const style = (column: Column, extra: string) =>
    `style="${CELL}text-align:${column.align};${extra}${
      column.align === "right" ? "font-variant-numeric:tabular-nums;" : ""
    }"`;
  const head = columns.map((column) =>
    `<th scope="col" ${style(column, `border-bottom:${RULE};font-weight:600;`)}>${
      escapeHtml(column.label)
    }</th>`
  );
  const rowHtml = (i: number) =>
    `<tr>${
      columns.map((column) =>
        `<td ${style(column, "overflow-wrap:anywhere;")}>${escapeHtml(column.cells[i]!)}</td>`
      ).join("")
    }</tr>`;
  const between = hidden === 0 ? [] : [
    `<tr><td colspan="${columns.length}" style="${CELL}text-align:left;"><span style="opacity:0.75;">${
      moreRows(hidden)
    }</span></td></tr>`,
  ];
  const body = [...first.map(rowHtml), ...between, ...last.map(rowHtml)];
  const title = caption === undefined
    ? ""
    : `<caption style="caption-side:top;text-align:left;color:inherit;padding:4px 12px;font-weight:600;">${
      escapeHtml(caption)
    }</caption>`;
  return `<table style="border-collapse:collapse;border:none;color:inherit;background:transparent;">${title}` +
    `<thead><tr>${head.join("")}</tr></thead><tbody>${body.join("")}</tbody></table>`;
}

function toText(
  columns: Column[],
  { first, hidden, last }: Fold,
  { caption, maxWidth = 60 }: TableOptions,
): string {
  const blocks = columns.map(({ label, align, cells }) => {
    const lines = [label, ...[...first, ...last].map((i) => cells[i]!)]
      .map((cell) => shortenTo(cell, maxWidth));
    const width = Math.max(...lines.map(unicodeWidth));
    const padded = lines.map((line) => {
      const space = " ".repeat(width - unicodeWidth(line));
      return align === "right" ? space + line : line + space;
    });
    return [padded[0]!, "─".repeat(width), ...padded.slice(1)];
  });
  const lines = Array.from(
    { length: 2 + first.length + last.length },
    (_, i) => blocks.map((block) => block[i]).join("  ").trimEnd(),
  );
  if (hidden > 0) lines.splice(2 + first.length, 0, moreRows(hidden));
  return [...(caption === undefined ? [] : [caption, ""]), ...lines].join("\n");
}

let formatter: Intl.NumberFormat | undefined;
// Made at the first use: a formatter takes longer to make than all else that a program does when it starts.
const grouped = () => formatter ??= new Intl.NumberFormat("en", { maximumFractionDigits: 3 });

/**
 * Formats a value for a table: numbers grouped by thousands with at most three decimals (very small ones with three
 * digits, as `1.23e-7`), missing values as `–`, objects as JSON.
 *
 * @param value Any value.
 * @returns The value as text, not yet escaped.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { formatCell } from "./mod.ts";
 *
 * assertEquals([106222, 13.89213, 1.234e-7, null].map(formatCell), ["106,222", "13.892", "1.23e-7", "–"]);
 * ```
 */
export function formatCell(value: unknown): string {
  if (value === null || value === undefined) return "–";
  if (typeof value === "bigint") return grouped().format(value);
  if (typeof value === "number") {
    if (!Number.isFinite(value)) return String(value);
    const tiny = value !== 0 && Math.abs(value) < 0.0005;
    return tiny ? value.toExponential(2) : grouped().format(value);
  }
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

// Characters that terminals draw two columns wide, and characters that take no column.
const WIDE =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}/u;
const EMPTY = /[\p{Mn}\p{Me}\p{Cf}]/u;
const CONTROLS = /[\p{Cc}\u2028\u2029]+/gu;

/**
 * Counts the terminal columns that a text takes: East Asian wide characters and emoji two, combining marks none.
 *
 * @param text One line of text.
 * @returns The width in terminal columns.
 * @see https://www.unicode.org/reports/tr11/
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { unicodeWidth } from "./mod.ts";
 *
 * assertEquals(["tool", "工具", "e\u0301"].map(unicodeWidth), [4, 4, 1]);
 * ```
 */
export function unicodeWidth(text: string): number {
  let width = 0;
  for (const char of text) width += EMPTY.test(char) ? 0 : WIDE.test(char) ? 2 : 1;
  return width;
}

/**
 * Shortens text to one line of a given width: line ends and other control characters become spaces, and what is too long
 * ends in `…`.
 *
 * @param text Any text.
 * @param width Terminal columns that the line may take, at least 1.
 * @returns The line.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { shortenTo } from "./mod.ts";
 *
 * assertEquals(shortenTo("list the\nfiles", 40), "list the files");
 * assertEquals(shortenTo("list the files", 9), "list the…");
 * ```
 */
export function shortenTo(text: string, width: number): string {
  // Only the beginning is looked at, so that a cell of megabytes costs no time.
  const line = text.slice(0, 8 * width + 8).replace(CONTROLS, " ");
  if (line.length === text.length && unicodeWidth(line) <= width) return line;
  let kept = "";
  let room = width - 1;
  for (const char of line) {
    room -= unicodeWidth(char);
    if (room < 0) break;
    kept += char;
  }
  return kept.trimEnd() + "…";
}
