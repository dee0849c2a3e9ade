/** Simulated files: what is written is what is later read, listed, searched and patched. */
export class Workspace {
  /** Contents by path relative to the root. */
  readonly files = new Map<string, string>();

  /** @param root Absolute path of the folder that holds the files. */
  constructor(readonly root: string) {}

  /** Returns a path relative to the root; empty for the root itself. */
  relative(path: string): string {
    if (path === this.root || path === ".") return "";
    const plain = path.startsWith(`${this.root}/`) ? path.slice(this.root.length + 1) : path;
    return plain.replace(/^\.\//, "").replace(/\/$/, "");
  }

  /** Writes a file, and returns the workspace. */
  put(path: string, content: string): this {
    this.files.set(this.relative(path), content);
    return this;
  }

  /** Returns a file's content, or undefined where it does not exist. */
  get(path: string): string | undefined {
    return this.files.get(this.relative(path));
  }

  /** Returns the content of a file that must exist, or throws: the story has an error. */
  need(path: string): string {
    const content = this.get(path);
    if (content === undefined) throw new Error(`The story reads ${path}, which it never made`);
    return content;
  }

  /** Removes a file. */
  remove(path: string): void {
    this.files.delete(this.relative(path));
  }

  /** Moves a file. */
  move(from: string, to: string): void {
    const content = this.need(from);
    this.remove(from);
    this.put(to, content);
  }

  /** Returns all paths below a folder, sorted. */
  under(folder = ""): string[] {
    const prefix = this.relative(folder);
    return [...this.files.keys()].filter((path) => prefix === "" || path.startsWith(`${prefix}/`)).sort();
  }

  /** Whether a folder holds anything. */
  hasFolder(folder: string): boolean {
    return this.relative(folder) === "" || this.under(folder).length > 0;
  }

  /** Returns the names in a folder, sorted; those of folders end with a slash. */
  names(folder = ""): string[] {
    const prefix = this.relative(folder);
    const start = prefix === "" ? 0 : prefix.length + 1;
    const found = this.under(folder).map((path) => {
      const rest = path.slice(start);
      const slash = rest.indexOf("/");
      return slash < 0 ? rest : rest.slice(0, slash + 1);
    });
    return [...new Set(found)].sort();
  }

  /** Finds the lines that match in a file, or in the files below a folder whose path passes `file`. */
  grep(pattern: RegExp, folder = "", file: (path: string) => boolean = () => true): Match[] {
    const found: Match[] = [];
    // Most files hold no match, so the whole text is tried before it is split into lines.
    const anywhere = new RegExp(pattern.source, `${pattern.flags.replace("m", "")}m`);
    for (const path of this.get(folder) !== undefined ? [this.relative(folder)] : this.under(folder)) {
      if (!file(path) || !anywhere.test(this.need(path))) continue;
      this.need(path).split("\n").forEach((content, i) => {
        if (pattern.test(content)) found.push({ path, line: i + 1, content });
      });
    }
    return found;
  }
}

/** A line that {@linkcode Workspace.grep} found. */
export interface Match {
  /** Path of the file, relative to the root. */
  path: string;
  /** Number of the line, from 1. */
  line: number;
  /** Text of the line. */
  content: string;
}

/** Returns the length of a text in bytes of UTF-8. */
export function byteLength(text: string): number {
  return new TextEncoder().encode(text).length;
}

/** Splits a content into lines, without the empty one after the last line end. */
export function linesOf(content: string): string[] {
  const lines = content.split("\n");
  if (lines.at(-1) === "") lines.pop();
  return lines;
}
