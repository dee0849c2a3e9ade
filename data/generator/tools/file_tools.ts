import type { Json } from "../../../lib/python/mod.ts";
import { appendHint, type CallWithResult, callWithResult } from "./call_with_result.ts";
import { byteLength, linesOf, type Match, type Workspace } from "./workspace.ts";

/** Makes a `read_file` call: numbered lines, or an error with similar names where the file does not exist. */
export function readFile(files: Workspace, path: string, offset = 1, limit = 500): CallWithResult {
  const args: { [key: string]: Json } = { path };
  if (offset !== 1 || limit !== 500) Object.assign(args, { offset, limit });
  const content = files.get(path);
  if (content === undefined) {
    const name = path.split("/").at(-1)!;
    const similar = files.under().filter((p) => p.endsWith(name)).slice(0, 5).map((p) =>
      `${files.root}/${p}`
    );
    return callWithResult("read_file", args, {
      content: "",
      total_lines: 0,
      file_size: 0,
      truncated: false,
      is_binary: false,
      is_image: false,
      error: `File not found: ${path}`,
      similar_files: similar,
    }, false);
  }
  const lines = linesOf(content);
  const shown = lines.slice(offset - 1, offset - 1 + limit);
  const rest = lines.length > offset - 1 + limit;
  return callWithResult("read_file", args, {
    content: shown.map((line, i) => `${String(offset + i).padStart(6)}|${line}`).join("\n"),
    total_lines: lines.length,
    file_size: byteLength(content),
    truncated: rest,
    ...(rest ? { hint: `Use offset=${offset + limit} to continue reading` } : {}),
    is_binary: false,
    is_image: false,
  });
}

/** Makes a `write_file` call, and writes the simulated file. */
export function writeFile(files: Workspace, path: string, content: string): CallWithResult {
  const folder = path.includes("/") ? path.slice(0, path.lastIndexOf("/")) : "";
  const dirs_created = !files.hasFolder(folder);
  files.put(path, content);
  return callWithResult("write_file", { path, content }, {
    bytes_written: byteLength(content),
    dirs_created,
  });
}

/** Makes a `patch` call in replace mode: changes the simulated file, or fails where the old text is missing or not unique. */
export function patchFile(files: Workspace, path: string, oldText: string, newText: string): CallWithResult {
  const args = { mode: "replace", path, old_string: oldText, new_string: newText };
  const before = files.get(path);
  if (before === undefined) {
    return callWithResult("patch", args, { success: false, error: `Failed to read file: ${path}` }, false);
  }
  const found = before.split(oldText).length - 1;
  if (found === 0) {
    const result = { success: false, error: "Could not find a match for old_string in the file" };
    const hint =
      "[Hint: old_string not found. Use read_file to verify the current content, or search_files to locate the text.]";
    return callWithResult("patch", args, appendHint(result, hint), false);
  }
  if (found > 1) {
    const error =
      `Found ${found} matches for old_string. Provide more context to make it unique, or use replace_all=true.`;
    return callWithResult("patch", args, { success: false, error }, false);
  }
  const after = before.replace(oldText, () => newText);
  files.put(path, after);
  const lint: Json = path.endsWith(".py")
    ? { status: "ok", output: "" }
    : { status: "skipped", message: `No linter for ${path.slice(path.lastIndexOf("."))} files` };
  return callWithResult("patch", args, {
    success: true,
    diff: diffOf(path, before, after),
    files_modified: [path],
    lint,
  });
}

/** Returns a unified diff with three lines of context; both texts may differ in one region only. */
function diffOf(path: string, before: string, after: string): string {
  const a = linesOf(before);
  const b = linesOf(after);
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let end = 0;
  while (
    end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end]
  ) end++;
  const from = Math.max(0, start - 3);
  const until = Math.max(0, end - 3);
  const hunk = [
    ...a.slice(from, start).map((line) => ` ${line}`),
    ...a.slice(start, a.length - end).map((line) => `-${line}`),
    ...b.slice(start, b.length - end).map((line) => `+${line}`),
    ...a.slice(a.length - end, a.length - until).map((line) => ` ${line}`),
  ];
  const sizes = `@@ -${from + 1},${a.length - until - from} +${from + 1},${b.length - until - from} @@`;
  return [`--- a/${path}`, `+++ b/${path}`, sizes, ...hunk].join("\n") + "\n";
}

/** Options for {@linkcode searchContent}; they become arguments of the call, so their names are the tool's. */
export interface SearchOptions {
  /** File or folder to search. @default {everything} */
  path?: string;
  /** Searches only files whose name matches this glob, such as `*.py`. */
  file_glob?: string;
  /** Number of matches beyond which the result is cut. @default {50} */
  limit?: number;
}

/** Makes a `search_files` call for content: matching lines, cut with a hint where there are more than the limit. */
export function searchContent(
  files: Workspace,
  pattern: string,
  options: SearchOptions = {},
): CallWithResult {
  const args = { pattern, target: "content", ...options } as { [key: string]: Json };
  const { path = "", file_glob, limit = 50 } = options;
  const wanted = file_glob ? globTest(file_glob) : () => true;
  const found = files.grep(new RegExp(pattern), path === "." ? "" : path, wanted);
  if (found.length === 0) return callWithResult("search_files", args, { total_count: 0 });
  const matches = found.slice(0, limit).map(({ path, line, content }: Match) => ({ path, line, content }));
  if (found.length <= limit) {
    return callWithResult("search_files", args, { total_count: found.length, matches });
  }
  const hint =
    `[Hint: Results truncated. Use offset=${limit} to see more, or narrow with a more specific pattern or file_glob.]`;
  return callWithResult(
    "search_files",
    args,
    appendHint({ total_count: found.length, matches, truncated: true }, hint),
  );
}

/** Makes a `search_files` call for file names by a glob such as `*.py` or `*config*`. */
export function searchNames(files: Workspace, pattern: string, path?: string): CallWithResult {
  const test = globTest(pattern);
  const found = files.under(path ?? "").filter((name) => test(name));
  const args: { [key: string]: Json } = { pattern, target: "files", ...(path ? { path } : {}) };
  if (found.length === 0) return callWithResult("search_files", args, { total_count: 0 });
  return callWithResult("search_files", args, { total_count: found.length, files: found });
}

function globTest(glob: string): (path: string) => boolean {
  const escaped = glob.split("*").map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&")).join(".*");
  const test = new RegExp(`^${escaped}$`);
  return (path) => test.test(path.split("/").at(-1)!);
}
