import { cellTags, type CodeCell, joinText, type Notebook } from "./nbformat.ts";

/** A value that a notebook can be run with. */
export type Parameter = string | number | boolean | null;

const DEFAULTS = "parameters";
const INJECTED = "injected-parameters";

/**
 * A value as it is written on a command line, read as papermill reads it: `true`, `none`, `3`, `1e-3`; else a text.
 *
 * @param text The text.
 * @returns The value.
 * @see https://papermill.readthedocs.io/en/latest/usage-execute.html
 */
export function parameterValue(text: string): Parameter {
  if (/^(?:true|false)$/i.test(text)) return text.toLowerCase() === "true";
  if (/^none$/i.test(text)) return null;
  if (/^[+-]?\d+$/.test(text) && Number.isSafeInteger(Number(text))) return Number(text);
  if (/^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(text) && Number.isFinite(Number(text))) {
    return Number(text);
  }
  return text;
}

/**
 * The notebook with a cell of values behind the cell that is tagged `parameters`, or before all cells if none is, as
 * papermill has it. A cell of values from an earlier run goes.
 *
 * @param notebook The notebook; it is not changed.
 * @param values The values by name.
 * @returns The notebook, and the names that the tagged cell does not have.
 * @throws {RangeError} If a name is none that a cell could use.
 * @see https://papermill.readthedocs.io/en/latest/usage-parameterize.html
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { injectParameters } from "tracebook/jupyter";
 *
 * const cell = { cell_type: "code" as const, metadata: { tags: ["parameters"] }, execution_count: null, outputs: [] };
 * const cells = [{ ...cell, id: "a", source: "const N = 3;" }];
 * const { notebook, unknown } = injectParameters({ nbformat: 4, nbformat_minor: 5, metadata: {}, cells }, { N: 5, M: "x" });
 * assertEquals(notebook.cells.map(({ source }) => source), ["const N = 3;", '// Parameters\nconst N = 5;\nvar M = "x";']);
 * assertEquals(unknown, ["M"]);
 * ```
 */
export function injectParameters(
  notebook: Notebook,
  values: Readonly<Record<string, Parameter>>,
): { notebook: Notebook; unknown: string[] } {
  const names = Object.keys(values);
  const wrong = names.find((name) => !/^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(name));
  if (wrong !== undefined) throw new RangeError(`Cannot set a parameter "${wrong}": that is not a name`);
  const cells = notebook.cells.filter((cell) => !cellTags(cell).includes(INJECTED));
  const at = cells.findIndex((cell) => cellTags(cell).includes(DEFAULTS));
  const defaults = at < 0 ? "" : joinText(cells[at]!.source);
  const ids = new Set(cells.map(({ id }) => id));
  const injected: CodeCell = {
    cell_type: "code",
    id: unusedId(ids),
    metadata: { tags: [INJECTED] },
    source: [
      "// Parameters",
      ...names.map((name) =>
        `${declarationKind(name, defaults) ?? "var"} ${name} = ${JSON.stringify(values[name])};`
      ),
    ]
      .join("\n"),
    execution_count: null,
    outputs: [],
  };
  return {
    notebook: { ...notebook, cells: [...cells.slice(0, at + 1), injected, ...cells.slice(at + 1)] },
    unknown: names.filter((name) => declarationKind(name, defaults) === undefined),
  };
}

/**
 * How the tagged cell declares a name, alone or in a list: a kernel takes a second declaration only of the same kind.
 * Undefined if it does not.
 */
function declarationKind(name: string, defaults: string): string | undefined {
  const own = new RegExp(`(?:^|,)\\s*${RegExp.escape(name)}\\s*(?:[:=,]|$)`, "m");
  return [...defaults.matchAll(/\b(let|const|var)\b(?=([^;]*))/g)].find(([, , list]) => own.test(list!))?.[1];
}

/** An id that no other cell has; the same for the same notebook. */
function unusedId(ids: ReadonlySet<unknown>): string {
  let id = INJECTED;
  for (let n = 2; ids.has(id); n++) id = `${INJECTED}-${n}`;
  return id;
}
