import type { Json } from "../../../lib/python/mod.ts";
import { type CallWithResult, callWithResult } from "./call_with_result.ts";

/** One element of a page's accessibility tree. */
export interface Element {
  /** ARIA role: link, button, textbox, heading, text … */
  role: string;
  /** The element's text. */
  name: string;
  /** Whether it can be clicked or typed into, and so gets a reference such as `@e3`. @default {false} */
  interactive?: boolean;
  /** Depth in the tree, from 0. @default {0} */
  level?: number;
}

/** A page of a made-up site. */
export interface Page {
  /** Absolute URL. */
  url: string;
  /** Title of the page. */
  title: string;
  /** Elements from top to bottom. */
  elements: readonly Element[];
}

/** Makes a `browser_navigate` call that opens the page. */
export function navigate(page: Page): CallWithResult {
  return callWithResult("browser_navigate", { url: page.url }, {
    success: true,
    url: page.url,
    title: page.title,
  });
}

/** Makes a `browser_snapshot` call; references of interactive elements count from `e1`. */
export function snapshot(page: Page, full = false): CallWithResult {
  const shown = page.elements.filter(({ role, interactive }) =>
    full || interactive || role === "heading" || role === "text"
  );
  const refs = new Map(
    page.elements.filter(({ interactive }) => interactive).map((element, i) => [element, i + 1]),
  );
  const lines = shown.map((element) => {
    const { role, name, level = 0 } = element;
    const at = refs.get(element);
    return `${"  ".repeat(level)}- ${role}${name && ` "${name}"`}${at ? ` [ref=e${at}]` : ""}`;
  });
  const content = {
    success: true,
    snapshot: lines.join("\n"),
    element_count: page.elements.filter(({ interactive }) => interactive).length,
  };
  return callWithResult("browser_snapshot", full ? { full } : {}, content);
}

/** Returns an element's reference without the `@`. */
function elementRef(page: Page, element: Element): string {
  return `e${page.elements.filter(({ interactive }) => interactive).indexOf(element) + 1}`;
}

/** Finds the interactive element of this name, or throws: the story and its page disagree. */
function findElement(page: Page, name: string): Element {
  const found = page.elements.find((element) => element.interactive && element.name === name);
  if (!found) throw new Error(`The page ${page.url} has no "${name}"`);
  return found;
}

/** Makes a `browser_click` call on the element of this name. */
export function click(page: Page, name: string): CallWithResult {
  const at = `@${elementRef(page, findElement(page, name))}`;
  return callWithResult("browser_click", { ref: at }, { success: true, clicked: at });
}

/** Makes a `browser_type` call into the field of this name. */
export function typeText(page: Page, name: string, text: string): CallWithResult {
  const at = `@${elementRef(page, findElement(page, name))}`;
  return callWithResult("browser_type", { ref: at, text }, { success: true, typed: text, element: at });
}

/** Makes a `browser_scroll` call. */
export function scroll(direction: "up" | "down" = "down"): CallWithResult {
  return callWithResult("browser_scroll", { direction }, { success: true, scrolled: direction });
}

/** Makes a `browser_vision` call: a question about a screenshot, and the answer. */
export function inspectScreenshot(question: string, analysis: string, id: string): CallWithResult {
  return callWithResult("browser_vision", { question }, {
    success: true,
    analysis,
    screenshot_path: `/data/screenshots/browser_screenshot_${id}.png`,
  });
}

/** Makes a successful call of one of the other browser tools. */
export function browserCall(
  name: "back" | "press" | "console" | "close" | "get_images",
  args: { [key: string]: Json },
  result: { [key: string]: Json },
): CallWithResult {
  return callWithResult(`browser_${name}`, args, { success: true, ...result });
}

/** Makes a browser call that failed. */
export function failedBrowserCall(
  name: string,
  args: { [key: string]: Json },
  error: string,
): CallWithResult {
  return callWithResult(name, args, { success: false, error }, false);
}
