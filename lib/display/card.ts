import { escapeHtml } from "./escape.ts";

/** Options for {@linkcode card}. */
export interface CardOptions {
  /** The heading, as plain text. */
  title: string;
  /** A note behind the heading, in a lighter weight, as plain text. @default {none} */
  note?: string;
  /** The content, as HTML that is already escaped. */
  body: string;
  /** Whether the content shows at once; otherwise the heading must be clicked. @default {true} */
  open?: boolean;
  /** The colour of the left edge, as CSS. @default {a neutral grey} */
  edge?: string;
}

/**
 * Makes a section that folds (`<details>`): a heading, and content below it. It has inline styles only, and colours that
 * are readable on light and on dark, so it looks the same where scripts and style sheets are stripped.
 *
 * @param options The heading, the content, and whether it is open.
 * @returns HTML.
 *
 * @example
 * ```ts
 * import { assertStringIncludes } from "@std/assert";
 * import { card, preformattedHtml } from "./mod.ts";
 *
 * const html = card({ title: "<think>", note: "31 characters", body: preformattedHtml("1 < 2"), open: false });
 * assertStringIncludes(html, "&lt;think&gt;");
 * ```
 */
export function card(
  { title, note, body, open = true, edge = "rgba(128,128,128,0.6)" }: CardOptions,
): string {
  const remark = note === undefined
    ? ""
    : ` <span style="font-weight:400;opacity:0.75;">${escapeHtml(note)}</span>`;
  return `<details${open ? " open" : ""} style="margin:6px 0;padding:4px 12px;border-left:3px solid ${
    escapeHtml(edge)
  };color:inherit;"><summary style="cursor:pointer;font-weight:600;">${
    escapeHtml(title)
  }${remark}</summary>` +
    `<div style="padding:4px 0;">${body}</div></details>`;
}

/**
 * Shows text as it is, line ends and spaces included, in a fixed-width font that wraps (`<pre>`).
 *
 * @param text Any text.
 * @returns HTML with the text escaped.
 *
 * @example
 * ```ts
 * import { assertStringIncludes } from "@std/assert";
 * import { preformattedHtml } from "./mod.ts";
 *
 * assertStringIncludes(preformattedHtml("a < b\n  c"), "a &lt; b\n  c</pre>");
 * ```
 */
export function preformattedHtml(text: string): string {
  // HTML drops a line end right after <pre>; one more keeps the text's own.
  return `<pre style="margin:0;padding:0;border:none;background:transparent;color:inherit;` +
    `white-space:pre-wrap;overflow-wrap:anywhere;font-size:0.92em;">\n${escapeHtml(text)}</pre>`;
}
