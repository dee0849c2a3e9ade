import type { CallWithResult } from "../tools/call_with_result.ts";

/** Returns what a call is about (a path, a command, a pattern …), in backticks. */
export function callSubject({ name, args }: CallWithResult): string {
  const text = String(
    args.path ?? args.command ?? args.pattern ?? args.url ?? args.query ?? args.name ?? args.text ??
      args.ref ?? "",
  );
  const line = text.split("\n")[0]!.replaceAll("`", "'");
  if (text.includes("\n") && args.command) return "a short script";
  if (line === "") return name.startsWith("browser_") ? "the page" : "it";
  const points = [...line];
  return `\`${points.length > 80 ? points.slice(0, 80).join("") + "…" : line}\``;
}

/** Summarizes a call's result in half a line; empty where there is nothing to say. */
export function summarizeResult(call: CallWithResult): string {
  const { name, content } = call;
  if (typeof content !== "object" || content === null || Array.isArray(content)) return "";
  const what = callSubject(call);
  const count = (n: unknown, one: string, many = `${one}s`) => `${n} ${n === 1 ? one : many}`;
  switch (name) {
    case "terminal": {
      const lines = String(content.output ?? "").split("\n").filter(Boolean);
      const first = lines[0]?.trim().replaceAll("`", "'") ?? "";
      const shown = first.length > 0 && first.length < 90 ? `, the first being \`${first}\`` : "";
      return `${what}: exit code ${content.exit_code}, ${count(lines.length, "line")}${shown}`;
    }
    case "read_file":
      return content.total_lines === undefined
        ? ""
        : `${what}: ${count(content.total_lines, "line")} when I read it`;
    case "search_files":
      return content.total_count === undefined
        ? ""
        : `${what}: ${count(content.total_count, "match", "matches")}`;
    case "write_file":
      return `${what}: written, ${content.bytes_written} bytes`;
    case "patch":
      return content.success ? `${what}: changed` : `${what}: the change did not apply`;
    case "browser_navigate":
      return content.title ? `${what}: a page with the title "${content.title}"` : "";
    case "browser_snapshot":
      return `a snapshot with ${count(content.element_count, "element")} that can be operated`;
    default:
      return content.success === false ? `${name}: refused` : "";
  }
}

/** Describes a call in one line: the tool, its subject, whether it failed. */
export function describeCall({ name, args, ok }: CallWithResult): string {
  const what = String(
    args.command ?? args.pattern ?? args.path ?? args.query ?? args.url ?? args.action ?? "",
  ).split("\n")[0]!;
  return `${name}${what ? ` \`${what.slice(0, 90)}\`` : ""}${ok ? "" : ", which failed"}`;
}

/** Returns the text of a result that a model would quote. */
export function resultText({ content }: CallWithResult): string {
  if (typeof content !== "object" || content === null || Array.isArray(content)) return String(content);
  return String(content.output ?? content.content ?? content.snapshot ?? content.diff ?? "");
}
