// What JupyterLab saved, held to what the cells must show.

/** Cells of a saved notebook that did not run, or show an error and are not meant to. */
export function runFaults(notebook) {
  return codeCells(notebook).flatMap(({ execution_count, outputs, metadata }, n) => [
    ...(execution_count === null ? [`code cell ${n + 1} did not run`] : []),
    ...(metadata.tags?.includes("raises-exception") ? [] : outputs).filter(({ output_type }) => output_type === "error")
      .map(({ ename, evalue }) => `code cell ${n + 1} shows ${ename}: ${evalue}`),
  ]);
}

/** Cells whose outputs are not those of the same cell in the expected notebook. */
export function outputFaults(expected, saved) {
  const wanted = codeCells(expected), got = codeCells(saved);
  if (wanted.length !== got.length) return [`${got.length} code cells, and ${wanted.length} were expected`];
  return wanted.flatMap((cell, n) => {
    const [a, b] = [cell, got[n]].map(({ outputs }) => JSON.stringify(shown(outputs)));
    return a === b ? [] : [`code cell ${n + 1}: expected ${a.slice(0, 300)}, got ${b.slice(0, 300)}`];
  });
}

/** Outputs without how they were cut into messages: streams joined, results as their text and MIME types. */
function shown(outputs) {
  const list = [];
  for (const output of outputs) {
    if (output.output_type !== "stream") {
      const { data = {}, evalue } = output;
      const types = Object.keys(data).sort();
      list.push({ is: output.output_type, types, text: evalue ?? text(data["text/plain"]) });
    } else if (list.at(-1)?.is === output.name) list.at(-1).text += text(output.text);
    else list.push({ is: output.name, text: text(output.text) });
  }
  return list;
}

/** Notebooks hold a text whole or as a list of lines. */
function text(value) {
  return Array.isArray(value) ? value.join("") : value ?? null;
}

function codeCells(notebook) {
  return notebook.cells.filter(({ cell_type }) => cell_type === "code");
}
