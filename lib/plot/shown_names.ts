import type { ToolName } from "../measure/summary.ts";

// Not allowed in XML, or able to reorder the text around them: nothing a label may hold.
const UNSHOWABLE = /[\p{Cc}\p{Bidi_Control}\p{Noncharacter_Code_Point}]/gu;

/**
 * Names as labels: one line each, shortened in the middle, printable, and all different, so that no two share
 * a bar.
 *
 * @param names The names as they were recorded; null stands for a missing one, and JSON lets a tool's be more
 * than text.
 * @param longest The most characters (code points) a label has, apart from a number that tells two alike
 * apart.
 * @returns One label for each name, in the same order.
 */
export function shownNames(
  names: readonly ToolName[],
  longest = 28,
): string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    const label = shorten(printable(name), longest);
    let unique = label;
    for (let k = 2; taken.has(unique); k++) unique = `${label} (${k})`;
    taken.add(unique);
    return unique;
  });
}

function printable(name: ToolName): string {
  if (name === null) return "(none)";
  const text = String(name).toWellFormed().replace(/\s+/gu, " ").replace(UNSHOWABLE, "\ufffd").trim();
  return text || "(empty)";
}

function shorten(text: string, longest: number): string {
  const chars = Array.from(text);
  if (chars.length <= longest) return text;
  const head = Math.ceil((longest - 1) * 0.6);
  const tail = longest - 1 - head;
  return `${chars.slice(0, head).join("").trimEnd()}…${
    chars.slice(chars.length - tail).join("").trimStart()
  }`;
}
