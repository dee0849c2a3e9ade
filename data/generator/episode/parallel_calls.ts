import type { CallWithResult } from "../tools/call_with_result.ts";

/** Sentences that a thought may add before parallel calls. */
export const PARALLEL_REMARKS = [
  "I can do several of these at once.",
  "These do not depend on each other, so all in one go.",
  "Let me do this in parallel.",
  "Several calls at the same time will save a round.",
] as const;

const READ_ONLY_COMMAND =
  /^(ls|cat|find|wc|head|tail|git (log|status|diff|show)|df|du|uptime|nproc|free|date|ulimit|python3 --version|grep|curl|ss|md5sum|awk|python3 -m pytest) ?/;

/**
 * Returns the kind of a call; only calls of one kind may share a turn.
 *
 * @returns The kind, or undefined for a call that needs a turn of its own.
 */
export function parallelKind({ name, args, ok }: CallWithResult): string | undefined {
  if (!ok) return undefined;
  if (name === "read_file" || name === "search_files") return "look";
  if (name === "terminal" && READ_ONLY_COMMAND.test(String(args.command)) && !args.background) return "look";
  if (name === "write_file" || name === "patch" || name === "todo") return "write";
  if (name === "memory") return "keep";
  if (name === "browser_type") return "type";
  if (name === "browser_scroll" || (name === "browser_snapshot" && !args.full)) return "scroll";
  if (name === "browser_console" || name === "browser_vision" || (name === "browser_snapshot" && args.full)) {
    return "view";
  }
  if (name === "execute_code") return "compute";
  return undefined;
}

/** Whether a call may share a turn with others: it must neither repeat one nor write the same file. */
export function canJoin(call: CallWithResult, others: readonly CallWithResult[]): boolean {
  if (others.length >= 12) return false;
  // What comes after a snapshot depends on what it shows.
  if (others.some(({ name }) => name === "browser_snapshot")) return false;
  const path = call.args.path;
  if (call.name === "search_files" || call.name === "read_file") {
    return !others.some((o) =>
      o.name === call.name && o.args.path === path && o.args.pattern === call.args.pattern
    );
  }
  if (call.name === "todo" || call.name === "terminal") {
    return !others.some((o) => o.name === call.name && o.args.command === call.args.command);
  }
  return (call.name !== "write_file" && call.name !== "patch") ||
    others.every((other) => other.args.path !== path);
}
