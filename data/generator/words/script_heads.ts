/** Remarks at the top of little programs. */
const REMARKS = [
  "The whole input is read before anything is printed, so a broken file never\ngives half a result.",
  "Text is read and written as UTF-8, whatever the locale says.",
  "Nothing but the standard library is needed.",
  "Messages go to standard output, because the program is mostly called by hand.",
  "The order of the output does not depend on the order of the input where that\nwould make two runs differ.",
  "It does not change its input.",
  "Large files are fine as long as they fit into memory.",
  "Everything happens in one function, so that it can be called from a test.",
] as const;

/**
 * Writes the description at the top of a Python program.
 *
 * @param does What it does, to follow "a program that".
 * @param seed Chooses the remarks: a whole number from 0.
 */
export function scriptHead(file: string, does: string, usage: string, seed: number): string {
  const remarks = Array.from({ length: 3 + seed % 4 }, (_, i) => REMARKS[(seed + i) % REMARKS.length]!);
  return `"""${file}: a program that ${does}.

Usage:

    ${file} ${usage}

Ends with 0 when it did its work, with 2 when it was called in a wrong way, and
with Python's own code and traceback for anything that it did not foresee.

Notes:

${remarks.map((text) => `- ${text.replaceAll("\n", "\n  ")}`).join("\n")}
"""
`;
}
