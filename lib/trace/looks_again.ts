import type { CallPart } from "./part.ts";

/** Tools that look again on purpose: what they show changes by itself, or they ask for the next page. */
const LOOKING_TOOLS =
  /^(process|browser_(snapshot|scroll|console|vision|get_images|back)|session_search|clarify)$/;

/** Keys that move about in a page without changing it. */
const MOVING_KEYS = /^(Page(Up|Down)|Arrow(Up|Down|Left|Right)|Home|End|Tab|Shift\+Tab|Space| )$/;

/** A command that waits first, which is polling whatever it then runs. */
const WAITS = /^\s*sleep\s/;

/**
 * Whether making a call again, unchanged, is looking again on purpose: polling, paging, waiting, another look at a page.
 *
 * @param call A call.
 * @returns True if the same call may show something else without anything having been done.
 */
export function looksAgain({ name, arguments: { key, command } }: CallPart): boolean {
  if (name === "browser_press") return typeof key === "string" && MOVING_KEYS.test(key);
  if (name === "terminal") return typeof command === "string" && WAITS.test(command);
  return LOOKING_TOOLS.test(name);
}
