import type { Rng } from "../random.ts";
import { byteLength, linesOf, type Workspace } from "./workspace.ts";

/** What shell commands print about the files of a workspace. */
export interface Shell {
  /** Returns what `ls -la FOLDER` prints. */
  list(folder?: string): string;
  /** Returns what `find . -type f | sort` prints, of paths with this ending. */
  find(ending?: string): string;
  /** Returns what `wc -l FILE…` prints, with a total where there are several. */
  count(paths: readonly string[]): string;
  /** Returns what `cat FILE` prints. */
  show(path: string): string;
  /** Returns what `head -n COUNT FILE` prints. */
  head(path: string, count: number): string;
  /** Returns what `grep -rn PATTERN FOLDER` prints. */
  grep(pattern: string, folder?: string): string;
  /** Returns what `ls -1 FOLDER` prints. */
  names(folder?: string): string;
}

const MONTHS = ["Jan", "Feb", "Mar", "Apr"];

/**
 * Makes the shell of one episode; owner and dates are drawn once, so that listings agree with one another.
 *
 * @param files The simulated files.
 * @param rng Source of the random choices.
 * @returns Functions that return what a command prints, without the last line end.
 */
export function makeShell(files: Workspace, rng: Rng): Shell {
  const owner = rng.pick(["root root", "app app", "dev dev", "1000 1000", "ubuntu ubuntu", "node node"]);
  const month = rng.pick(MONTHS);
  const day = rng.int(1, 26);
  const clock = new Map<string, string>();
  const stamp = (path: string) => {
    if (!clock.has(path)) {
      const minute = 8 * 60 + clock.size * 7 + path.length;
      const two = (n: number) => String(n).padStart(2, "0");
      clock.set(
        path,
        `${month} ${String(day + (clock.size >> 5)).padStart(2)} ${two(minute / 60 % 24 | 0)}:${
          two(minute % 60)
        }`,
      );
    }
    return clock.get(path)!;
  };
  const row = (mode: string, size: number, path: string, name: string, width: number) =>
    `${mode} ${mode[0] === "d" ? 2 : 1} ${owner} ${String(size).padStart(width)} ${stamp(path)} ${name}`;
  return {
    list(folder = "") {
      const names = files.names(folder);
      const prefix = files.relative(folder) === "" ? "" : `${files.relative(folder)}/`;
      const sizes = names.map((name) => name.endsWith("/") ? 4096 : byteLength(files.need(prefix + name)));
      const width = String(Math.max(4096, ...sizes)).length;
      const rows = names.map((name, i) =>
        name.endsWith("/")
          ? row("drwxr-xr-x", 4096, prefix + name, name.slice(0, -1), width)
          : row(name.endsWith(".sh") ? "-rwxr-xr-x" : "-rw-r--r--", sizes[i]!, prefix + name, name, width)
      );
      const blocks = sizes.reduce((sum, size) => sum + Math.ceil(size / 4096) * 4, 8);
      return [
        `total ${blocks}`,
        row("drwxr-xr-x", 4096, `${prefix}.`, ".", width),
        row("drwxr-xr-x", 4096, `${prefix}..`, "..", width),
        ...rows,
      ].join("\n");
    },
    find: (ending = "") =>
      files.under().filter((path) => path.endsWith(ending)).map((path) => `./${path}`).join("\n"),
    count(paths) {
      const counts = paths.map((path) => files.need(path).split("\n").length - 1);
      const total = counts.reduce((a, b) => a + b, 0);
      if (paths.length === 1) return `${counts[0]} ${paths[0]}`;
      const width = String(total).length + 1;
      const line = (n: number, name: string) => `${String(n).padStart(width)} ${name}`;
      return [...paths.map((path, i) => line(counts[i]!, path)), line(total, "total")].join("\n");
    },
    show: (path) => files.need(path).replace(/\n$/, ""),
    head: (path, count) => linesOf(files.need(path)).slice(0, count).join("\n"),
    grep(pattern, folder = ".") {
      const prefix = folder === "." ? "./" : "";
      return files.grep(new RegExp(pattern), folder).map((m) => `${prefix}${m.path}:${m.line}:${m.content}`)
        .join("\n");
    },
    names: (folder = "") => files.names(folder).map((name) => name.replace(/\/$/, "")).join("\n"),
  };
}
