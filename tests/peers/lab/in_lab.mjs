// What a user does in JupyterLab: open a notebook, run all of it, save it. Functions given to `evaluate` run in the page.

const OPEN_MS = 30_000;
const RUN_MS = 60_000;

/** Opens a notebook in a workspace of its own, and waits for its kernel. */
export async function openNotebook(page, lab, name) {
  await page.goto(`${lab.url}lab/tree/${name}?token=${lab.token}&reset`);
  await page.waitForFunction(kernelIsIdle, null, { timeout: OPEN_MS });
}

/** Run > Run All Cells, then waits until no cell is busy. */
export async function runAll(page) {
  await page.locator(".lm-MenuBar-item").getByText("Run", { exact: true }).click();
  await page.locator(".lm-Menu-item").getByText("Run All Cells", { exact: true }).click();
  await page.waitForFunction(allCellsAreDone, null, { timeout: RUN_MS, polling: 200 });
  // What came too late would come now.
  await page.waitForTimeout(500);
}

export async function save(page) {
  await page.keyboard.press("Control+s");
  await page.waitForFunction(() => !globalThis.jupyterapp.shell.currentWidget.context.model.dirty);
}

function kernelIsIdle() {
  const panel = globalThis.jupyterapp?.shell.currentWidget;
  return panel?.context?.isReady && panel.sessionContext?.session?.kernel?.status === "idle";
}

function allCellsAreDone() {
  const panel = globalThis.jupyterapp.shell.currentWidget;
  const models = panel.content.widgets.map(({ model }) => model).filter(({ type }) => type === "code");
  const isError = ({ outputs }) => outputs.toJSON().some(({ output_type }) => output_type === "error");
  const done = models.every(({ executionCount }) => executionCount !== null) || models.some(isError);
  return done && panel.sessionContext.session.kernel.status === "idle";
}
