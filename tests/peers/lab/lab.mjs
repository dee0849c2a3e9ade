/**
 * Runs the notebooks in a real JupyterLab, opened by `deno task lab` and driven in Chromium, and holds what it shows
 * and saves to what is committed; then a notebook whose outputs are known, cell by cell; and looks at charts that were made
 * elsewhere, which JupyterLab does not trust.
 *
 *     deno run -A tests/peers/lab/lab.mjs WORK [SCREENSHOTS]
 *
 * WORK is an empty folder for which the project's deno.json is the nearest. `jupyter-lab` must be on the PATH.
 */
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { launchChromium } from "../browser/launch_chromium.mjs";
import { openNotebook, runAll, save } from "./in_lab.mjs";
import { chartFaults } from "./charts.mjs";
import { startLab } from "./jupyter_lab.mjs";
import { outputFaults, runFaults } from "./outputs.mjs";
import { numberedNotebook, withoutOutputs } from "./notebooks.mjs";

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), "../../..");
const CELLS = 60;
const CHARTS = "04_visualize.ipynb";
// As wide as a laptop: beside the file browser the dashboard, the widest chart, has 960 px.
const WINDOW = { width: 1400, height: 1000 };

const [work, screenshots] = Deno.args;
if (!work) {
  console.error("Cannot open JupyterLab: name an empty folder, as in lab.mjs out/lab");
  Deno.exit(2);
}
if (screenshots) Deno.mkdirSync(screenshots, { recursive: true });
let passed = 0, failed = 0;

function check(title, faults) {
  for (const fault of faults) console.log(`FAILED ${title}: ${fault}`);
  faults.length === 0 ? passed++ : failed++;
}

const folder = join(work, "notebooks");
Deno.mkdirSync(folder);
const expected = new Map();
for (const { name } of Deno.readDirSync(join(ROOT, "notebooks"))) {
  if (!/^\d+_.*\.ipynb$/.test(name)) continue;
  expected.set(name, JSON.parse(Deno.readTextFileSync(join(ROOT, "notebooks", name))));
}
expected.set("numbered.ipynb", numberedNotebook(CELLS));
for (const [name, notebook] of expected) {
  Deno.writeTextFileSync(join(folder, name), JSON.stringify(withoutOutputs(notebook), null, 1));
}

const lab = await startLab(ROOT, folder, join(work, "jupyter"));
try {
  const browser = await launchChromium();
  try {
    const context = await browser.newContext({ viewport: WINDOW });
    for (const name of [...expected.keys()].sort()) await look(context, name);
    await lookUntrusted(context, expected.get(CHARTS));
  } finally {
    await browser.close();
  }
} catch (error) {
  check("JupyterLab", [`${error.message}\n${lab.log()}`]);
} finally {
  check("deno task lab ends when told to, and leaves no process behind", await lab.stop());
}
console.log(`${passed} passed, ${failed} failed`);
Deno.exit(failed === 0 ? 0 : 1);

async function look(context, name) {
  const page = await context.newPage();
  try {
    await openNotebook(page, lab, name);
    await runAll(page);
    await save(page);
    const saved = JSON.parse(Deno.readTextFileSync(join(folder, name)));
    check(`${name}: every cell ran, none with an error`, runFaults(saved));
    check(`${name}: every output is in its own cell`, outputFaults(expected.get(name), saved));
    const shot = screenshots && join(screenshots, name.replace(".ipynb", ""));
    const charts = await chartFaults(page, saved, shot);
    if (charts !== null) check(`${name}: every chart is drawn, and nothing of it is cut`, charts);
    if (shot) await page.screenshot({ path: `${shot}.png` });
  } catch (error) {
    if (screenshots) await page.screenshot({ path: join(screenshots, "failed.png") });
    check(name, [error.message]);
  } finally {
    await page.close();
    await lab.endKernels();
  }
}

/** A notebook that was run elsewhere: its charts are drawn as it is opened. */
async function lookUntrusted(context, notebook) {
  const name = "untrusted.ipynb";
  Deno.writeTextFileSync(join(folder, name), JSON.stringify(notebook));
  const page = await context.newPage();
  try {
    await openNotebook(page, lab, name);
    const trusted = await page.evaluate(isTrusted);
    check("a notebook from elsewhere is not trusted", trusted ? ["it is"] : []);
    const shot = screenshots && join(screenshots, "untrusted");
    check("its charts are drawn all the same", await chartFaults(page, notebook, shot) ?? ["it has none"]);
  } catch (error) {
    check(name, [error.message]);
  } finally {
    await page.close();
    await lab.endKernels();
  }
}

/** Runs in the page. */
function isTrusted() {
  const { widgets } = globalThis.jupyterapp.shell.currentWidget.content;
  return widgets.filter(({ model }) => model.type === "code").some(({ model }) => model.trusted);
}
