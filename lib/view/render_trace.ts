import { type Displayable, displayable } from "../display/mod.ts";
import type { Trace } from "../trace/mod.ts";
import { renderTraceHtml } from "./render_trace_html.ts";
import { type RenderTraceOptions, renderTraceText } from "./render_trace_text.ts";

/** A text that shows itself: as a card in a notebook, as its lines elsewhere. */
export interface ShownText extends Displayable {
  /** The lines, without the line end behind the last one. */
  text: string;
  /** The same as an HTML card. */
  html: string;
  /** The lines. */
  toString(): string;
}

/**
 * Renders a trace for reading, as the tutorial's `render_trace` prints it. In a notebook it shows as a card.
 *
 * @param trace The trace.
 * @param options The style, and the length of thoughts and answers.
 * @returns The lines in `text`, equal to Python's byte for byte, and the card in `html`.
 * @throws {PythonLimitError | RangeError | TypeError} As `renderTraceText`.
 *
 * @example
 * ```ts
 * import { assertStringIncludes } from "@std/assert";
 * import { renderTrace } from "tracebook";
 *
 * const trace = { id: "a", task: "Greet", conversations: [{ from: "gpt" as const, value: "<think>hm</think>Hello" }] };
 * assertStringIncludes(renderTrace(trace).text, "\n[THINK]\nhm\n\n[ANSWER]\nHello\n");
 * assertStringIncludes(`${renderTrace(trace, { style: "guide" })}`, "TASK [None / None]\nGreet\n");
 * ```
 */
export function renderTrace(trace: Trace, options: RenderTraceOptions = {}): ShownText {
  return shownText(renderTraceText(trace, options), () => renderTraceHtml(trace, options));
}

/** A text and its card, which is made when it is first asked for, as one value that shows itself. */
export function shownText(text: string, makeHtml: () => string): ShownText {
  let made: string | undefined;
  const value = {
    text,
    get html() {
      return made ??= makeHtml();
    },
  };
  Object.defineProperty(value, "toString", { value: () => text });
  return displayable(value, () => ({ "text/html": value.html, "text/plain": text }));
}
