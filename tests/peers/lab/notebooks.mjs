// The notebooks that JupyterLab is given.

/** A notebook as nobody has run it yet: whatever it shows later was made by this run. */
export function withoutOutputs(notebook) {
  const cells = notebook.cells.map((cell) =>
    cell.cell_type === "code" ? { ...cell, execution_count: null, outputs: [] } : cell
  );
  return { ...notebook, cells };
}

/**
 * A notebook whose cells print two lines and end with a value, with the outputs they must have. The one in the middle
 * throws instead, as it is meant to.
 */
export function numberedNotebook(cells) {
  const throwing = Math.floor(cells / 2);
  const numbered = Array.from({ length: cells }, (_, n) => {
    const throws = n === throwing;
    const last = throws
      ? { output_type: "error", ename: "RangeError", evalue: `value ${n}`, traceback: [] }
      : result(`"value ${n}"`, n + 1);
    return {
      id: `cell-${n}`,
      metadata: throws ? { tags: ["raises-exception"] } : {},
      source: `console.log("cell ${n} line 1");\nconsole.log("cell ${n} line 2");\n` +
        (throws ? `throw new RangeError("value ${n}")` : `"value ${n}"`),
      outputs: [{ output_type: "stream", name: "stdout", text: `cell ${n} line 1\ncell ${n} line 2\n` }, last],
    };
  });
  return {
    nbformat: 4,
    nbformat_minor: 5,
    metadata: {
      kernelspec: { name: "tracebook-deno", display_name: "Tracebook (Deno)", language: "typescript" },
    },
    cells: numbered.map((cell, n) => ({ cell_type: "code", execution_count: n + 1, ...cell })),
  };
}

function result(text, execution_count) {
  return { output_type: "execute_result", data: { "text/plain": text }, metadata: {}, execution_count };
}
