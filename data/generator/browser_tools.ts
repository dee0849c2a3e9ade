import type { Json } from "../../lib/python/mod.ts";
import { type CallWithResult, callWithResult } from "./call_with_result.ts";

/** One thing on a page. */
export interface Element {
  /** What it is: link, button, textbox, heading, text. */
  role: string;
  /** What it says. */
  name: string;
  /** Whether it can be operated, and so has a reference. */
  interactive?: boolean;
  /** How deep it stands in the tree. @default {0} */
  level?: number;
}

/** A page of a made-up site. */
export interface Page {
  /** Its address. */
  url: string;
  /** Its title. */
  title: string;
  /** What is on it, in order. */
  elements: readonly Element[];
}

/** `browser_navigate`. */
export function navigate(page: Page): CallWithResult {
  return callWithResult("browser_navigate", { url: page.url }, {
    success: true,
    url: page.url,
    title: page.title,
  });
}

/** `browser_snapshot`: the tree with references counted from @e1. */
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

/** An element's reference without the @. */
export function elementRef(page: Page, element: Element): string {
  return `e${page.elements.filter(({ interactive }) => interactive).indexOf(element) + 1}`;
}

/** The element that says this. */
export function findElement(page: Page, name: string): Element {
  const found = page.elements.find((element) => element.interactive && element.name === name);
  if (!found) throw new Error(`The page ${page.url} has no "${name}"`);
  return found;
}

/** `browser_click` on what says this. */
export function click(page: Page, name: string): CallWithResult {
  const at = `@${elementRef(page, findElement(page, name))}`;
  return callWithResult("browser_click", { ref: at }, { success: true, clicked: at });
}

/** `browser_type` into the field of that name. */
export function typeText(page: Page, name: string, text: string): CallWithResult {
  const at = `@${elementRef(page, findElement(page, name))}`;
  return callWithResult("browser_type", { ref: at, text }, { success: true, typed: text, element: at });
}

/** `browser_scroll`. */
export function scroll(direction: "up" | "down" = "down"): CallWithResult {
  return callWithResult("browser_scroll", { direction }, { success: true, scrolled: direction });
}

/** `browser_vision`. */
export function inspectScreenshot(question: string, analysis: string, id: string): CallWithResult {
  return callWithResult("browser_vision", { question }, {
    success: true,
    analysis,
    screenshot_path: `/data/screenshots/browser_screenshot_${id}.png`,
  });
}

/** Any other browser tool. */
export function browserCall(
  name: "back" | "press" | "console" | "close" | "get_images",
  args: { [key: string]: Json },
  result: { [key: string]: Json },
): CallWithResult {
  return callWithResult(`browser_${name}`, args, { success: true, ...result });
}

/** A browser call that failed. */
export function failedBrowserCall(
  name: string,
  args: { [key: string]: Json },
  error: string,
): CallWithResult {
  return callWithResult(name, args, { success: false, error }, false);
}
