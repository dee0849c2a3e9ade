import { type Json, spacedJson } from "../../../lib/python/mod.ts";
import { ODDITY_RATES } from "../oddity_rates.ts";
import type { Profile } from "../profile.ts";
import type { Rng } from "../random.ts";

/**
 * Writes the text of a gpt turn: the thought, words for the user, calls. Some turns have an oddity of real ones.
 *
 * @param thought Text of the thought.
 * @param say Words for the user; may be empty.
 * @param calls JSON text of each call.
 */
export function gptText(
  thought: string,
  say: string,
  calls: readonly string[],
  profile: Profile,
  rng: Rng,
): string {
  const blocks = calls.map((call) => `<tool_call>\n${call}\n</tool_call>`);
  const indent = profile.thoughtIndent;
  const rest = [say && indent && calls.length > 0 ? indent + say : say, ...blocks].filter(Boolean).join("\n");
  const odd = (name: "emptyThink" | "noThink" | "unclosedThink" | "extraCloseThink" | "twoThoughts") =>
    rng.chance(ODDITY_RATES[name][profile.config]);
  if (odd("emptyThink")) return `<think>\n${rng.chance(0.5) ? "\n" : ""}</think>\n${rest}`;
  if (odd("noThink") && rest) return rest;
  if (odd("unclosedThink")) return `<think>\n${indent}${thought}\n${rest}`;
  if (odd("extraCloseThink")) return `<think>\n${indent}${thought}\n</think>\n</think>\n${rest}`;
  const cut = thought.indexOf("\n\n");
  if (cut > 0 && odd("twoThoughts")) {
    const second = thought.slice(cut + 2);
    return `<think>\n${indent}${
      thought.slice(0, cut)
    }\n</think>\n<think>\n${indent}${second}\n</think>\n${rest}`;
  }
  return `<think>\n${indent}${thought}\n</think>\n${rest}`;
}

/** Writes a call as JSON. */
export function callText(name: string, args: Json): string {
  return spacedJson({ name, arguments: args });
}

/** Writes one tool response, with its tags. */
export function responseText(id: string, name: string, content: Json): string {
  return `<tool_response>\n${spacedJson({ tool_call_id: id, name, content })}\n</tool_response>`;
}

/** Result of {@linkcode malformCall}. */
export interface MalformedCall {
  /** The text that does not parse. */
  text: string;
  /** Error message of Python's JSON reader on the text. */
  complaint: string;
  /** What went wrong, in the words of the model. */
  cause: string;
}

/** Breaks a call's JSON as models do: raw line ends in a text, an unescaped quote or a missing brace. */
export function malformCall(text: string, rng: Rng): MalformedCall {
  const at = text.indexOf("\\n");
  const where = (column: number) => `line 1 column ${column + 1} (char ${column})`;
  if (at > 0 && rng.chance(0.6)) {
    return {
      text: text.replaceAll("\\n", "\n"),
      complaint: `Invalid control character at: ${where(at)}`,
      cause: "the newlines inside the text were not escaped",
    };
  }
  const quote = text.indexOf('\\"');
  if (quote > 0 && rng.chance(0.6)) {
    return {
      text: text.slice(0, quote) + text.slice(quote + 1),
      complaint: `Expecting ',' delimiter: ${where(quote + 1)}`,
      cause: "I left a quotation mark unescaped",
    };
  }
  return {
    text: text.slice(0, -1),
    complaint: `Expecting ',' delimiter: ${where(text.length - 1)}`,
    cause: "the closing brace was missing",
  };
}
