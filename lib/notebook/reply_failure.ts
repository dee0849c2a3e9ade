import { explainUnparsed } from "./syntax_error.ts";
import type { ReceivedMessage } from "./wire.ts";

/** What went wrong in a cell. */
export interface Failure {
  /** Kind of the error, such as "TypeError". */
  ename: string;
  /** The error in one line. */
  evalue: string;
  /** The error with its places, line by line. */
  traceback: string[];
}

/**
 * What went wrong, as a kernel's reply has it; of a cell that does not parse, what the reply does not say.
 *
 * @param reply The reply to the cell.
 * @param code The cell.
 * @returns The failure; null if the reply tells of none.
 */
export async function replyFailure(reply: ReceivedMessage, code: string): Promise<Failure | null> {
  const { status, ename, evalue, traceback } = reply.content;
  if (status === "ok") return null;
  const lines = Array.isArray(traceback) ? traceback.map(String) : [];
  if (evalue === "Execution failed" && lines.length === 0) {
    const unparsed = await explainUnparsed(code);
    return { ename: "SyntaxError", evalue: unparsed.message, traceback: unparsed.traceback };
  }
  return { ename: String(ename ?? "Error"), evalue: String(evalue ?? ""), traceback: lines };
}
