/** The files of one story: what is written is what is read, listed, searched and patched afterwards. */
export class Workspace {
  /** Content by path, relative to the root. */
  readonly files = new Map<string, string>();

  /** @param root The absolute folder in which the story plays. */
  constructor(readonly root: string) {}

  /** The path without the root in front. */
  relative(path: string): string {
    if (path === this.root || path === ".") return "";
    const plain = path.startsWith(`${this.root}/`) ? path.slice(this.root.length + 1) : path;
    return plain.replace(/^\.\//, "").replace(/\/$/, "");
  }

  /** Puts a file there, without any tool. Returns itself. */
  put(path: string, content: string): this {
    this.files.set(this.relative(path), content);
    return this;
  }

  /** A file's content, or undefined. */
  get(path: string): string | undefined {
    return this.files.get(this.relative(path));
  }

  /** A file's content that the story knows to be there. */
  need(path: string): string {
    const content = this.get(path);
    if (content === undefined) throw new Error(`The story reads ${path}, which it never made`);
    return content;
  }

  /** Takes a file away. */
  remove(path: string): void {
    this.files.delete(this.relative(path));
  }

  /** Moves a file. */
  move(from: string, to: string): void {
    const content = this.need(from);
    this.remove(from);
    this.put(to, content);
  }

  /** All paths below a folder, sorted. */
  under(folder = ""): string[] {
    const prefix = this.relative(folder);
    return [...this.files.keys()].filter((path) => prefix === "" || path.startsWith(`${prefix}/`)).sort();
  }

  /** Whether a folder holds anything. */
  hasFolder(folder: string): boolean {
    return this.relative(folder) === "" || this.under(folder).length > 0;
  }

  /** Names directly in a folder, sorted; folders end with a slash. */
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

  /** Lines of files below `folder` that match, as `{path, line, content}`. */
  grep(pattern: RegExp, folder = "", file: (path: string) => boolean = () => true): Match[] {
    const found: Match[] = [];
    // Most files hold no match: the whole text is tried first, and cut into lines only then.
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

/** One line that was found. */
export interface Match {
  /** The file. */
  path: string;
  /** The line's number, from 1. */
  line: number;
  /** The line. */
  content: string;
}

/** The length of a text in bytes of UTF-8. */
export function byteLength(text: string): number {
  return new TextEncoder().encode(text).length;
}

/** The lines of a file, without the empty one after the last line end. */
export function linesOf(content: string): string[] {
  const lines = content.split("\n");
  if (lines.at(-1) === "") lines.pop();
  return lines;
}
