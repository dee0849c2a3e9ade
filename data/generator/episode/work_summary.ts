import type { Json } from "../../../lib/python/mod.ts";
import type { Profile } from "../profile.ts";
import type { Rng } from "../random.ts";
import type { CallWithResult } from "../tools/call_with_result.ts";

/** Matches requests that ask for a short answer. */
const ASKS_FOR_LITTLE = /few sentences|long explanations|simple|brief|[Ss]hort summary|on a phone/;

/**
 * Summarizes, for the end of an answer, how the result came about: the steps, the files, how to check it. All of it is
 * taken from the calls.
 *
 * @param prompt Text of the last human turn; some ask for a short answer, which gets no summary.
 * @param done Calls since the last human turn.
 * @returns Markdown to append to the answer, or an empty text.
 */
export function workSummary(
  prompt: string,
  done: readonly CallWithResult[],
  profile: Profile,
  rng: Rng,
): string {
  if (done.length < 2 || ASKS_FOR_LITTLE.test(prompt) || !rng.chance(profile.reporting)) return "";
  const emoji = rng.chance(profile.decoration * 0.4);
  const title = (sign: string, text: string) =>
    `${rng.chance(0.2) ? "###" : "##"} ${emoji ? `${sign} ` : ""}${text}`;
  const parts: string[] = [];
  const steps = unique(done.filter(({ ok }) => ok).map(stepLine).filter(Boolean));
  if (steps.length > 1) {
    const shown = steps.length > 12 ? [...steps.slice(0, 5), ...steps.slice(-6)] : steps;
    const left = steps.length - shown.length;
    parts.push(
      `${title("🔧", rng.pick(["What I did", "Steps", "How I got there", "In detail"]))}\n\n${
        shown.map((text, i) => `${i + 1}. ${text}`).join("\n")
      }${left > 0 ? `\n\nLeft out here: ${left} smaller step${left === 1 ? "" : "s"} in between.` : ""}`,
    );
  }
  const files = writtenFiles(done);
  if (files.length > 0) {
    const rows = files.map(([path, bytes]) => `| \`${path}\` | ${bytes} |`).join("\n");
    parts.push(
      `${
        title("📄", rng.pick(["Files", "Files written", "What is new"]))
      }\n\n| file | bytes |\n|---|---|\n${rows}`,
    );
  }
  const failed = done.filter(({ ok }) => !ok).length;
  if (failed > 0 && rng.chance(0.7)) {
    parts.push(
      `${title("⚠️", rng.pick(["What did not work at once", "Bumps on the way"]))}\n\n${
        failed === 1 ? "One call" : `${failed} calls`
      } of ${done.length} did not go as hoped: ${
        unique(done.filter(({ ok }) => !ok).map(({ name }) => `\`${name}\``)).join(", ")
      }. I looked at the message each time before I went on.`,
    );
  }
  // A check from before files were deleted or moved might fail now.
  const gone = done.findLastIndex(({ name, args }) =>
    name === "terminal" && /\b(rm|mv)\b/.test(String(args.command))
  );
  const checks = unique(done.slice(gone + 1).filter(isCheck).map(({ args }) => String(args.command))).slice(
    -3,
  );
  if (checks.length > 0) {
    parts.push(
      `${title("✅", rng.pick(["To check it yourself", "How to verify", "Checking"]))}\n\n\`\`\`bash\n${
        checks.join("\n")
      }\n\`\`\``,
    );
  }
  const wanted = rng.sample(parts, rng.int(1, parts.length));
  return parts.filter((part) => wanted.includes(part)).map((part) => `\n\n${part}`).join("");
}

/** Describes a call as a step that was taken; empty where it is too long or not worth telling. */
function stepLine({ name, args, content }: CallWithResult): string {
  const result = (typeof content === "object" && content !== null ? content : {}) as { [key: string]: Json };
  const path = `\`${args.path}\``;
  switch (name) {
    case "terminal": {
      const command = String(args.command);
      if (command.includes("\n") || command.length > 110) return "";
      const lines = String(result.output ?? "").split("\n").filter(Boolean).length;
      return `Ran \`${command}\` (${
        lines === 0 ? "no output" : `${lines} line${lines === 1 ? "" : "s"} of output`
      })`;
    }
    case "read_file":
      return result.total_lines === undefined ? "" : `Read ${path} (${result.total_lines} lines)`;
    case "write_file":
      return `Wrote ${path}`;
    case "patch":
      return `Changed ${path}`;
    case "search_files":
      return result.total_count === undefined
        ? ""
        : `Searched for \`${args.pattern}\` (${result.total_count} found)`;
    case "browser_navigate":
      return `Opened <${args.url}>`;
    case "web_search":
      return `Searched the web for "${args.query}"`;
    case "web_extract":
      return `Read ${
        (args.urls as Json[]).length === 1
          ? `<${(args.urls as Json[])[0]}>`
          : `${(args.urls as Json[]).length} pages`
      }`;
    default:
      return "";
  }
}

function writtenFiles(done: readonly CallWithResult[]): (readonly [string, Json])[] {
  const sizes = new Map<string, Json>();
  for (const { name, args, content, ok } of done) {
    if (!ok) continue;
    // A patch or a command changes a size without reporting it, so the file is not listed.
    if (name === "write_file") {
      sizes.set(String(args.path), (content as { [key: string]: Json }).bytes_written ?? 0);
    } else if (name === "patch") sizes.delete(String(args.path));
    else if (name === "terminal" && /\b(rm|mv|sed -i)\b|write_text/.test(String(args.command))) sizes.clear();
  }
  return [...sizes];
}

function isCheck({ name, args, ok }: CallWithResult): boolean {
  return name === "terminal" && ok &&
    /^(cat (?!\/)|wc |grep (?!-rnE)|python3 |git diff |curl )[^&\n]*$/.test(String(args.command)) &&
    String(args.command).length < 160;
}

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}
