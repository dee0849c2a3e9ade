import escape from "escape-html";

/**
 * Makes text safe for HTML content and for quoted attributes: `&`, `<`, `>`, `"` and `'` become references.
 *
 * Trace text is hostile; every character of it that reaches a page or a card is escaped here.
 *
 * @param text Any text.
 * @returns The text as HTML.
 * @see https://html.spec.whatwg.org/multipage/parsing.html#escapingString
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { escapeHtml } from "./mod.ts";
 *
 * assertEquals(escapeHtml(`<b title="a">`), "&lt;b title=&quot;a&quot;&gt;");
 * ```
 */
export function escapeHtml(text: string): string {
  return escape(text);
}
