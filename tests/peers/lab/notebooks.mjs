// The notebooks that JupyterLab is given.

/** A notebook as nobody has run it yet: whatever it shows later was made by this run. */
export function withoutOutputs(notebook) {
  const cells = notebook.cells.map((cell) =>
    cell.cell_type === "code" ? { ...cell, execution_count: null, outputs: [] } : cell
  );
  return { ...notebook, cells };
}

/** A notebook whose cells, after the import, print two lines and end with a value, with the outputs they must have. */
export function numberedNotebook(cells) {
  const first = {
    id: "import",
    source: 'import "tracebook";\n"imported"',
    outputs: [result('"imported"', 1)],
  };
  const others = Array.from({ length: cells - 1 }, (_, n) => ({
    id: `cell-${n}`,
    source: `console.log("cell ${n} line 1");\nconsole.log("cell ${n} line 2");\n"value ${n}"`,
    outputs: [
      { output_type: "stream", name: "stdout", text: `cell ${n} line 1\ncell ${n} line 2\n` },
      {
        output_type: "execute_result",
        data: { "text/plain": `"value ${n}"` },
        metadata: {},
        execution_count: n + 2,
      },
    ],
  }));
  return {
    nbformat: 4,
    nbformat_minor: 5,
    metadata: {
      kernelspec: { name: "tracebook-deno", display_name: "Tracebook (Deno)", language: "typescript" },
    },
    cells: [first, ...others].map((cell, n) => ({
      cell_type: "code",
      execution_count: n + 1,
      metadata: {},
      ...cell,
    })),
  };
}

function result(text, execution_count) {
  return { output_type: "execute_result", data: { "text/plain": text }, metadata: {}, execution_count };
}
