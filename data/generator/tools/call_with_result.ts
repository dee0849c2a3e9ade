import { type Json, spacedJson } from "../../../lib/python/mod.ts";

/** A tool call with the result it got. */
export interface CallWithResult {
  /** Name of the tool. */
  name: string;
  /** Arguments of the call. */
  args: { [key: string]: Json };
  /** Result: an object, or plain text. */
  content: Json;
  /** Whether the call succeeded. */
  ok: boolean;
}

/** Makes a call with its result; a success unless `ok` is false. */
export function callWithResult(
  name: string,
  args: { [key: string]: Json },
  content: Json,
  ok = true,
): CallWithResult {
  return { name, args, content, ok };
}

/** Options for {@linkcode terminalCall}. */
export interface TerminalOptions {
  /** Arguments beside `command`. */
  args?: { [key: string]: Json };
  /** Keys of the result beside `output`, `exit_code` and `error`. */
  result?: { [key: string]: Json };
  /** Error of the tool itself, such as a timeout. @default {null} */
  error?: string;
}

/** Makes a `terminal` call; a command that fails shows in its exit code alone, as in the real data, not in `error`. */
export function terminalCall(
  command: string,
  output: string,
  exitCode = 0,
  extra: TerminalOptions = {},
): CallWithResult {
  const content = { output, exit_code: exitCode, error: extra.error ?? null, ...extra.result };
  return callWithResult("terminal", { command, ...extra.args }, content, exitCode === 0);
}

/** Appends a hint to a result, which turns the whole content into a text. */
export function appendHint(content: Json, tail: string): string {
  return `${spacedJson(content)}\n\n${tail}`;
}
