import { MAX_DEPTH, MAX_INT_DIGITS } from "./json_loads.ts";
import type { Json } from "./json_value.ts";

/**
 * Reads a JSON text by the engine's own parser, several times as fast as the scanner, where the two give the same:
 * `plainJson(pythonLoads(text))`. The scanner remains the judge of everything else.
 *
 * @param text A text that may be one JSON value, with white space around it.
 * @returns The value; undefined where it is not JSON to the engine, or Python might read it otherwise: `-0`, which is 0
 * to it, integers of over 4,300 digits and values nested over 993 deep, which it refuses.
 */
export function nativeJson(text: string): Json | undefined {
  if (mayNestTooDeep(text) || mayHoldHugeInteger(text) || mayHoldMinusZero(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Whether there are brackets enough to nest too deep; those in strings count too. */
function mayNestTooDeep(text: string): boolean {
  if (text.length <= 2 * MAX_DEPTH) return false; // each level takes two brackets, and one more is too many
  let left = MAX_DEPTH;
  for (const bracket of "[{") {
    for (let at = text.indexOf(bracket); at >= 0; at = text.indexOf(bracket, at + 1)) {
      if (left-- === 0) return true;
    }
  }
  return false;
}

/** Whether a run of digits is long enough for such an integer; it holds one of the characters that are looked at. */
function mayHoldHugeInteger(text: string): boolean {
  for (let at = MAX_INT_DIGITS; at < text.length; at += MAX_INT_DIGITS + 1) {
    if (!isDigit(text, at)) continue;
    let [start, end] = [at, at + 1];
    while (isDigit(text, start - 1)) start--;
    while (isDigit(text, end)) end++;
    if (end - start > MAX_INT_DIGITS) return true;
  }
  return false;
}

function mayHoldMinusZero(text: string): boolean {
  for (let at = text.indexOf("-0"); at >= 0; at = text.indexOf("-0", at + 2)) {
    // a date, mostly; a fraction or an exponent makes a float of it, which keeps its sign
    if (!isDigit(text, at + 2) && !/[.eE]/.test(text.charAt(at + 2))) return true;
  }
  return false;
}

function isDigit(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  return unit >= 48 && unit <= 57;
}
