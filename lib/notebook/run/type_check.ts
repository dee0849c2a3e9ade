import { dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { findConfig } from "../kernel/kernel_process.ts";
import { joinText, type Notebook } from "./nbformat.ts";

/** A fault that the type checker found in a notebook. */
export interface NotebookProblem {
  /** Path of the notebook, as the caller gave it. */
  notebook: string;
  /** Number of the cell among all cells, from 1. */
  cell: number;
  /** Line of the problem in the cell, from 1. */
  line: number;
  /** Column of the problem in the line, from 1. */
  column: number;
  /** The compiler's message with its code: `TS2305 [ERROR]: …`. */
  message: string;
}

/** A notebook with the name of its file. */
export interface NamedNotebook {
  /** Path of the notebook: problems name it, and imports resolve as in its folder. */
  path: string;
  /** The notebook's document. */
  notebook: Notebook;
}

/**
 * Type-checks the code cells of notebooks, which the kernel does not do: there a name that a module does not
 * export is silently undefined. The cells of a notebook are laid one after the other into one module.
 *
 * @param notebooks The notebooks.
 * @returns The problems, in the order of the notebooks and their cells; none if all is well.
 * @throws {Error} If the checker fails without naming a problem in a cell, with what it printed.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { checkNotebooks } from "tracebook/jupyter";
 *
 * const cell = { cell_type: "code" as const, id: "a", metadata: {}, execution_count: null, outputs: [] };
 * const cells = [{ ...cell, source: "const n: number = 'one';" }];
 * const notebook = { nbformat: 4 as const, nbformat_minor: 5, metadata: {}, cells };
 * const problems = await checkNotebooks([{ path: "demo.ipynb", notebook }]);
 * assertEquals(problems.map(({ cell, line, column }) => [cell, line, column]), [[1, 1, 7]]);
 * ```
 */
export async function checkNotebooks(notebooks: NamedNotebook[]): Promise<NotebookProblem[]> {
  const configs = [...new Set(notebooks.map(({ path }) => findConfig(dirname(resolve(path)))))];
  const problems: NotebookProblem[] = [];
  for (const config of configs) {
    const together = notebooks.filter(({ path }) => findConfig(dirname(resolve(path))) === config);
    problems.push(...await checkTogether(together, config));
  }
  const order = notebooks.map(({ path }) => path);
  return problems.sort((a, b) =>
    order.indexOf(a.notebook) - order.indexOf(b.notebook) || a.cell - b.cell || a.line - b.line ||
    a.column - b.column
  );
}

async function checkTogether(notebooks: NamedNotebook[], config: string | null): Promise<NotebookProblem[]> {
  const temporary = await Deno.makeTempDir({ prefix: "tracebook-" });
  try {
    const modules = notebooks.map(({ path, notebook }, index) => {
      const file = join(temporary, `cells_${index + 1}.ts`);
      return { path, file, url: pathToFileURL(file).href, ...cellsAsModule(notebook, path) };
    });
    for (const { file, code } of modules) await Deno.writeTextFile(file, code);
    const { success, stderr } = await new Deno.Command(Deno.execPath(), {
      args: [
        "check",
        "--quiet",
        config ? `--config=${config}` : "--no-config",
        ...modules.map(({ file }) => file),
      ],
      env: { NO_COLOR: "1", RUST_BACKTRACE: "0", DENO_NO_UPDATE_CHECK: "1" },
      stdin: "null",
      stdout: "null",
      stderr: "piped",
    }).output();
    if (success) return [];
    const printed = new TextDecoder().decode(stderr);
    const problems = readProblems(printed, modules);
    if (problems.length > 0) return problems;
    throw new Error(`Cannot check ${notebooks.map(({ path }) => path).join(", ")}:\n${printed.trim()}`);
  } finally {
    await Deno.remove(temporary, { recursive: true });
  }
}

/** A relative module name in an import: it is made absolute, since the checked module lies in another folder. */
const RELATIVE = /(\bfrom\s*|\bimport\s*\(?\s*)(["'])(\.{1,2}\/[^"'\n]*)\2/g;

/** Where a line of the module comes from: cell and line, from 1. */
interface CellLine {
  cell: number;
  line: number;
}

/** The cells of one notebook as a module. */
interface CellModule {
  path: string;
  url: string;
  code: string;
  places: (CellLine | null)[];
}

/** Joins all code cells into one module, line for line; a lone `;` keeps a cell from continuing the one before. */
function cellsAsModule(notebook: Notebook, path: string): Pick<CellModule, "code" | "places"> {
  const base = pathToFileURL(dirname(resolve(path)) + "/").href;
  const lines: string[] = [], places: (CellLine | null)[] = [];
  for (const [index, cell] of notebook.cells.entries()) {
    if (cell.cell_type !== "code") continue;
    const source = joinText(cell.source).replaceAll(RELATIVE, (_, head, quote, name) => {
      return head + quote + new URL(name, base).href + quote;
    });
    for (const [at, text] of source.split("\n").entries()) {
      lines.push(text);
      places.push({ cell: index + 1, line: at + 1 });
    }
    lines.push(";");
    places.push(null);
  }
  // Without an export the file would be a script, where await and names of the global scope are errors.
  return { code: [...lines, "export {};", ""].join("\n"), places };
}

/** Reads what the checker printed. A problem in an imported module belongs to no cell, and is left out. */
function readProblems(printed: string, modules: CellModule[]): NotebookProblem[] {
  const problems: NotebookProblem[] = [];
  let message = "";
  for (const line of printed.split("\n")) {
    const start = line.match(/^(?:error: )?((?:TS\d+ \[ERROR\]|SyntaxError|The module's source code).*)/);
    if (start) message = start[1]!;
    const at = line.match(/^\s+at (\S+):(\d+):(\d+)$/);
    if (!at || message === "") continue;
    const module = modules.find(({ url }) => url === at[1]);
    const place = module?.places[Number(at[2]) - 1];
    if (module && place) {
      const text = message.replaceAll(module.url, module.path);
      problems.push({ notebook: module.path, ...place, column: Number(at[3]), message: text });
    }
    message = "";
  }
  return problems;
}
