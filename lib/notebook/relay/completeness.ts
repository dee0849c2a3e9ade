import { explainUnparsed } from "../syntax_error.ts";

/** What the parser says where the text ends too soon. */
const TOO_SHORT = /\beof\b|UnterminatedTpl|Unterminated (?:template|block comment)/i;

/**
 * Whether a cell is complete, for consoles in which Enter runs it.
 *
 * @param code The cell's source.
 * @returns The content of an `is_complete_reply`.
 * @see https://jupyter-client.readthedocs.io/en/stable/messaging.html#code-completeness
 */
export async function completeness(code: string): Promise<{ status: string; indent?: string }> {
  if (code.trim() === "") return { status: "complete" };
  const fault = await explainUnparsed(code);
  if (fault.line === undefined) return { status: "complete" };
  if (!TOO_SHORT.test(fault.message) && !await isComplete(`${code} 0`)) return { status: "invalid" };
  const last = code.trimEnd().split("\n").at(-1)!;
  const [indent] = /^\s*/.exec(last)!;
  return { status: "incomplete", indent: /[{([]$/.test(last.trimEnd()) ? `${indent}  ` : indent };
}

/** Whether an expression is all that was missing, or all before the end. */
async function isComplete(code: string): Promise<boolean> {
  const fault = await explainUnparsed(code);
  return fault.line === undefined || TOO_SHORT.test(fault.message);
}
