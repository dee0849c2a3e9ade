import { judgeResponse } from "./outcome/judge_response.ts";
import type { CallPart } from "./part.ts";
import type { AnsweredCall } from "./read_trace.ts";

/** Tools that look again on purpose: what they show changes by itself, or they ask for the next page. */
const LOOKING_TOOLS: ReadonlySet<string> = new Set([
  ...["process", "session_search", "clarify", "browser_snapshot", "browser_scroll", "browser_console"],
  ...["browser_vision", "browser_get_images", "browser_back"],
]);

/** Keys that move about in a page without changing it. */
const MOVING_KEYS = /^(Page(Up|Down)|Arrow(Up|Down|Left|Right)|Home|End|Tab|Shift\+Tab|Space| )$/;

/** A command that waits first, which is polling whatever it then runs. */
const WAITS = /^\s*sleep\s/;

/** Tools that change nothing, so that the same call after them would show the same. */
const READS_ONLY: ReadonlySet<string> = new Set([
  ...["read_file", "search_files", "web_search", "web_extract"],
  ...["skills_list", "skill_view", "todo", "vision_analyze"],
]);

/**
 * Whether making a call again, unchanged, is looking again on purpose: polling, paging, waiting, another look at a page.
 *
 * @param call A call.
 * @returns True if the same call may show something else without anything having been done.
 */
export function looksAgain({ name, arguments: { key, command } }: CallPart): boolean {
  if (name === "browser_press") return typeof key === "string" && MOVING_KEYS.test(key);
  if (name === "terminal") return typeof command === "string" && WAITS.test(command);
  return LOOKING_TOOLS.has(name);
}

/**
 * Whether a call changes nothing.
 *
 * @param call A call.
 * @returns True if all that was seen before it still holds behind it.
 */
export function readsOnly({ name }: CallPart): boolean {
  return READS_ONLY.has(name);
}

/**
 * What a call showed, as far as it decides whether the same call again was in vain. A look must show exactly the same;
 * anything else the same but for numbers, as durations and hashes differ each time. What only reads shows the same each time
 * it works, though some tools say "unchanged" the second time, or refuse; failing and working are not the same.
 *
 * @param call A call with its response.
 * @returns A text that is equal where nothing new was shown.
 */
export function shownBy(call: AnsweredCall): string {
  if (readsOnly(call)) return readInVain(call) ? "nothing" : "";
  const shown = JSON.stringify(call.response?.content) ?? "";
  return looksAgain(call) ? shown : shown.replace(/[0-9a-f]+/gi, (run) => /\d/.test(run) ? "0" : run);
}

/** Whether a call that only reads got nothing: no answer, or an error other than being told not to ask again. */
function readInVain({ name, response }: AnsweredCall): boolean {
  if (!response) return true;
  const { outcome, class: errorClass } = judgeResponse(response, name);
  return outcome === "error" && errorClass !== "refused";
}
