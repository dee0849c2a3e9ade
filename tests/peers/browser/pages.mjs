/**
 * Opens every HTML page of a folder in Chromium and holds it to what our pages promise: they ask for nothing but
 * themselves, report no error, show every picture, never scroll sideways, and pass axe in light and in dark.
 *
 *     deno run -A tests/peers/browser/pages.mjs PAGES [SCREENSHOTS] [live]
 *
 * `live` tells that their charts are drawn by their script: it may be there, and must have drawn all of them.
 */
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import axe from "axe-core";
import { launchChromium } from "./launch_chromium.mjs";

const WIDTHS = [400, 1000, 1600];
const SCHEMES = ["light", "dark"];

const live = Deno.args.includes("live");
const [folder, screenshots] = Deno.args.filter((word) => word !== "live");
if (!folder) {
  console.error("Cannot look at pages: name the folder, as in pages.mjs out [screenshots]");
  Deno.exit(2);
}
const pages = [...Deno.readDirSync(folder)].map(({ name }) => name).filter((name) => name.endsWith(".html"))
  .sort();
if (pages.length === 0) {
  console.error(`Cannot look at pages: no .html file in ${folder}`);
  Deno.exit(2);
}
if (screenshots) Deno.mkdirSync(screenshots, { recursive: true });

const browser = await launchChromium();
let passed = 0, failed = 0;
try {
  for (const name of pages) {
    for (const scheme of SCHEMES) {
      const faults = await look(name, scheme);
      for (const fault of faults) console.log(`FAILED ${name} (${scheme}): ${fault}`);
      faults.length === 0 ? passed++ : failed++;
    }
  }
} finally {
  await browser.close();
}
console.log(`${passed} passed, ${failed} failed`);
Deno.exit(failed === 0 ? 0 : 1);

/** What is wrong with a page, seen in one colour scheme at every width. */
async function look(name, colorScheme) {
  const url = pathToFileURL(resolve(folder, name)).href;
  const faults = [];
  const fault = (text) => faults.push(text);
  const context = await browser.newContext({ colorScheme });
  const page = await context.newPage();
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) fault(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => fault(`script: ${error.message}`));
  page.on("request", (request) => {
    if (request.url() !== url && !request.url().startsWith("data:")) fault(`asks for ${request.url()}`);
  });
  for (const width of live ? [400, 1600] : WIDTHS) {
    await page.setViewportSize({ width, height: 900 });
    await page.goto(url, { waitUntil: "load" });
    for (const problem of await page.evaluate(problemsOnPage, live)) fault(`at ${width} px: ${problem}`);
    if (screenshots) {
      const path = `${screenshots}/${name.replace(".html", "")}-${colorScheme}-${width}.png`;
      await page.screenshot({ path, fullPage: true });
    }
  }
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() => globalThis.axe.run());
  for (const { id, impact, help, nodes } of violations) {
    fault(
      `axe ${id} (${impact}): ${help}: ${
        nodes.slice(0, 3).map(({ html }) => html.slice(0, 160)).join(" | ")
      }`,
    );
  }
  await context.close();
  return faults;
}

/** Runs in the page. */
async function problemsOnPage(live) {
  const problems = [];
  const charts = [...document.querySelectorAll("figure[data-chart]")];
  if (live) await Promise.all(charts.map((chart) => drawn(chart)));
  const { scrollWidth, clientWidth } = document.documentElement;
  if (scrollWidth > clientWidth) problems.push(`scrolls sideways: ${scrollWidth} in ${clientWidth} px`);
  for (const image of document.images) {
    await image.decode().catch(() => {});
    if (image.naturalWidth === 0 || image.naturalHeight === 0) {
      problems.push(`shows no picture: ${image.alt}`);
    }
  }
  for (const chart of live ? charts : []) {
    if (!chart.querySelector("svg")) problems.push("a chart is not drawn");
    else if (chart.querySelector("img")) problems.push("a chart stands beside its picture");
  }
  const scripts = document.querySelectorAll("script:not([type='application/json'])");
  if (scripts.length > (live ? 1 : 0)) problems.push(`has ${scripts.length} scripts`);
  for (const type of ["keydown", "wheel", "click"]) {
    const event = new Event(type, { bubbles: true, cancelable: true });
    if (!document.querySelector("a.skip").dispatchEvent(event)) {
      problems.push(`takes ${type} from the reader`);
    }
  }
  const active = document.querySelectorAll(
    "iframe, object, embed, form, input, button, link[href^=http]",
  );
  for (const element of active) problems.push(`holds an active element: ${element.tagName}`);
  if (document.querySelectorAll("[href]:is([href^='javascript:' i], [href^='data:text' i])").length > 0) {
    problems.push("links to a script");
  }
  if (document.querySelectorAll("h1").length !== 1) problems.push("has not exactly one h1");
  return problems;

  /** Waits until the script has put a chart in the place of its picture, five seconds at most. */
  async function drawn(chart) {
    for (let tries = 0; tries < 250 && !chart.querySelector("svg"); tries++) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}
