import { cellTags, type CodeCell, joinText, type Notebook } from "./nbformat.ts";

/** Value of a notebook's parameter. */
export type Parameter = string | number | boolean | null;

const DEFAULTS = "parameters";
const INJECTED = "injected-parameters";

/**
 * Reads a parameter's value from a command line, as papermill does: `true`, `none`, `3`, `1e-3`; anything else is text.
 *
 * @param text The text.
 * @returns The value.
 * @see https://papermill.readthedocs.io/en/latest/usage-execute.html
 */
export function parseParameter(text: string): Parameter {
  if (/^(?:true|false)$/i.test(text)) return text.toLowerCase() === "true";
  if (/^none$/i.test(text)) return null;
  if (/^[+-]?\d+$/.test(text) && Number.isSafeInteger(Number(text))) return Number(text);
  if (/^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(text) && Number.isFinite(Number(text))) {
    return Number(text);
  }
  return text;
}

/**
 * Adds a cell that sets parameters, behind the cell tagged `parameters` or else before all cells, as papermill does. Such a
 * cell of an earlier run is removed.
 *
 * @param notebook The notebook; it is not changed.
 * @param values The values by name.
 * @returns The notebook, and the names that the tagged cell does not declare.
 * @throws {RangeError} If a name is no identifier.
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
 * Finds the keyword by which the tagged cell declares a name, alone or in a list; undefined if it does not. A kernel accepts
 * a second declaration only with the same keyword.
 */
function declarationKind(name: string, defaults: string): string | undefined {
  const own = new RegExp(`(?:^|,)\\s*${RegExp.escape(name)}\\s*(?:[:=,]|$)`, "m");
  return [...defaults.matchAll(/\b(let|const|var)\b(?=([^;]*))/g)].find(([, , list]) => own.test(list!))?.[1];
}

/** Makes an id that no other cell has; the same for the same notebook. */
function unusedId(ids: ReadonlySet<unknown>): string {
  let id = INJECTED;
  for (let n = 2; ids.has(id); n++) id = `${INJECTED}-${n}`;
  return id;
}
