/**
 * The script of a page with live charts: it draws each chart in place of its picture. Expressions are interpreted, so that
 * the page's policy can forbid `eval`; a chart may not fetch or link to anything, since notebooks may come from anyone.
 *
 * @module
 */
import { parse, View } from "vega";
import { expressionInterpreter } from "vega-interpreter";

const refuse = () => Promise.reject(new Error("This page asks nobody for anything"));
const loader = { options: {}, load: refuse, sanitize: refuse, http: refuse, file: refuse };

/** A chart gets events of its own marks only: its controls and listeners must not reach the rest of the page. */
const OWN_EVENTS = { bind: "none" as const, window: false, selector: false, container: false, timer: false };

for (const figure of document.querySelectorAll("figure[data-chart]")) drawChart(figure);

async function drawChart(figure: Element): Promise<void> {
  const chart = document.createElement("div");
  try {
    const runtime = parse(JSON.parse(figure.querySelector("script")!.textContent), undefined, { ast: true });
    runtime.eventConfig = OWN_EVENTS; // set here, because a chart's own configuration wins over one that `parse` is given
    const view = new View(runtime, {
      expr: expressionInterpreter,
      loader,
      renderer: "svg",
      hover: true,
      logLevel: 0,
    });
    await view.initialize(chart).runAsync();
  } catch {
    return; // the picture stays
  }
  const picture = figure.querySelector("img")!;
  const drawing = chart.querySelector("svg")!;
  drawing.setAttribute("role", "img");
  drawing.setAttribute("aria-label", picture.alt); // the picture's description says more than its single marks
  for (const part of drawing.children) part.setAttribute("aria-hidden", "true");
  picture.replaceWith(chart);
}
