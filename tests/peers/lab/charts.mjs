// What JupyterLab draws of our charts.

const MIME = "application/vnd.vegalite.v5+json";
// Not the icon of its menu.
const CHART = ".vega-embed .marks";
const DRAW_MS = 15_000;

/** What is wrong with the charts of a notebook that has run; null if it has none. Each is drawn to `SHOT-n.png`. */
export async function chartFaults(page, notebook, shot) {
  const faults = [];
  let charts = 0;
  for (const [index, { outputs = [] }] of notebook.cells.entries()) {
    const wanted = outputs.filter(({ data }) => data?.[MIME]).length;
    if (wanted === 0) continue;
    charts++;
    await page.evaluate((at) => globalThis.jupyterapp.shell.currentWidget.content.scrollToItem(at), index);
    const cell = page.locator(`.jp-Notebook .jp-Cell[data-windowed-list-index="${index}"]`);
    try {
      await cell.locator(CHART).nth(wanted - 1).waitFor({ timeout: DRAW_MS });
    } catch {
      faults.push(`cell ${index + 1}: no chart of ${wanted} is drawn`);
      continue;
    }
    for (const fault of await cell.evaluate(drawingFaults, CHART)) faults.push(`cell ${index + 1}: ${fault}`);
    if (shot) await cell.screenshot({ path: `${shot}-${charts}.png` });
  }
  return charts === 0 ? null : faults;
}

/** Runs in the page: charts without a mark, and charts that reach beyond their output. */
function drawingFaults(cell, selector) {
  return [...cell.querySelectorAll(selector)].flatMap((chart) => {
    const { width, height } = chart.getBoundingClientRect();
    const faults = width < 200 || height < 100 ? [`a chart of ${width} by ${height} px`] : [];
    const output = chart.closest(".jp-OutputArea-output");
    if (output.scrollWidth > output.clientWidth) {
      faults.push(`a chart is cut: ${output.scrollWidth} px in ${output.clientWidth}`);
    }
    if (chart instanceof HTMLCanvasElement) {
      const { data } = chart.getContext("2d").getImageData(0, 0, chart.width, chart.height);
      const colours = new Set(new Uint32Array(data.buffer));
      if (colours.size < 10) faults.push(`an empty chart, of ${colours.size} colours`);
    } else if (chart.querySelectorAll("path, text, rect").length < 10) faults.push("an empty chart");
    return faults;
  });
}
