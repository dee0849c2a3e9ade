import { spacedJson } from "../../lib/python/mod.ts";
import type { Json } from "./json.ts";

/** A tool call with the result it got. */
export interface Played {
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
export function played(name: string, args: { [key: string]: Json }, content: Json, ok = true): Played {
  return { name, args, content, ok };
}

/** What else a terminal result may carry. */
export interface TerminalExtra {
  /** The arguments beside the command. */
  args?: { [key: string]: Json };
  /** Keys beside output, exit code and error. */
  result?: { [key: string]: Json };
  /** The tool's own error text. */
  error?: string;
}

/** A shell command, what it printed, and its exit code. A failed command is not in `error`: only the code tells. */
export function terminal(command: string, output: string, exitCode = 0, extra: TerminalExtra = {}): Played {
  const content = { output, exit_code: exitCode, error: extra.error ?? null, ...extra.result };
  return played("terminal", { command, ...extra.args }, content, exitCode === 0);
}

/** A result followed by advice, which makes the whole content a text. */
export function withTail(content: Json, tail: string): string {
  return `${spacedJson(content)}\n\n${tail}`;
}
