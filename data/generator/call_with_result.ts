import { type Json, spacedJson } from "../../lib/python/mod.ts";

/** A tool call with the result it got. */
export interface CallWithResult {
  /** The tool. */
  name: string;
  /** Its arguments. */
  args: { [key: string]: Json };
  /** The result: an object as the tools return them, or plain text. */
  content: Json;
  /** Whether it went as hoped. */
  ok: boolean;
}

/** A call and its result, which is taken for a success unless said otherwise. */
export function callWithResult(
  name: string,
  args: { [key: string]: Json },
  content: Json,
  ok = true,
): CallWithResult {
  return { name, args, content, ok };
}

/** What else a terminal result may carry. */
export interface TerminalOptions {
  /** The arguments beside the command. */
  args?: { [key: string]: Json };
  /** Keys beside output, exit code and error. */
  result?: { [key: string]: Json };
  /** The tool's own error text. */
  error?: string;
}

/** A shell command, what it printed, and its exit code. A failed command is not in `error`: only the code tells. */
export function terminalCall(
  command: string,
  output: string,
  exitCode = 0,
  extra: TerminalOptions = {},
): CallWithResult {
  const content = { output, exit_code: exitCode, error: extra.error ?? null, ...extra.result };
  return callWithResult("terminal", { command, ...extra.args }, content, exitCode === 0);
}

/** A result followed by advice, which makes the whole content a text. */
export function appendHint(content: Json, tail: string): string {
  return `${spacedJson(content)}\n\n${tail}`;
}
