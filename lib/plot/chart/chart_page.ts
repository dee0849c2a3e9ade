import { escapeHtml, htmlDocument } from "../../display/mod.ts";

/** Options for {@linkcode renderChartPage}. */
export interface ChartPageOptions {
  /** The chart's title, as text. */
  title: string;
  /** What the chart shows, in words. */
  description: string;
  /** The drawing, as `renderSvg` makes it. */
  svg: string;
  /** The chart's Vega-Lite spec as JSON text. */
  json: string;
}

// The drawing was laid out with the widths of DejaVu Sans; those of Verdana are nearly equal.
const STYLE = `
:root { color-scheme: light dark; --ground: #fcfcfb; --ink: #1d2125; --quiet: #5c646d; --line: #e3e4e1; }
@media (prefers-color-scheme: dark) { :root { --ground: #15181b; --ink: #dfe2e5; --quiet: #9aa3ab; --line: #2c3237; } }
body { margin: 0; background: var(--ground); color: var(--ink); font: 1rem/1.55 system-ui, "Segoe UI", Roboto, sans-serif; }
main { max-width: 68rem; margin: 0 auto; padding: clamp(1rem, 4vw, 2.5rem); }
h1 { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
figure { margin: 0; }
.card { display: inline-block; max-width: 100%; box-sizing: border-box; overflow-x: auto; padding: 0.5rem; background: #ffffff; border: 1px solid var(--line); border-radius: 7px; }
.card svg { display: block; }
.card text { font-family: "DejaVu Sans", Verdana, sans-serif; }
figcaption { max-width: 42rem; margin-top: 1rem; color: var(--quiet); font-size: 0.95rem; overflow-wrap: anywhere; }
details { margin-top: 1.5rem; }
summary { cursor: pointer; }
pre { max-height: 30rem; overflow: auto; padding: 0.75rem 1rem; border: 1px solid var(--line); border-radius: 7px; font-size: 0.8rem; white-space: pre-wrap; overflow-wrap: anywhere; }
:focus-visible { outline: 2px solid #0b6470; outline-offset: 2px; }
`;

/**
 * Renders a chart as an HTML page that stands alone: the drawing on a white card, what it shows in words, and its spec.
 * Tooltips are the browser's own (`<title>`), so there is no script, and nothing is loaded.
 */
export function renderChartPage({ title, description, svg, json }: ChartPageOptions): string {
  const body = `<main>
<h1>${escapeHtml(title)}</h1>
<figure>
<div class="card" tabindex="0" role="group" aria-label="Chart">${addTitles(svg)}</div>
<figcaption>${escapeHtml(description)}</figcaption>
</figure>
<details>
<summary>The data and the drawing, as a Vega-Lite specification</summary>
<pre tabindex="0">${escapeHtml(json)}</pre>
</details>
</main>
`;
  return htmlDocument({ title, body, style: STYLE });
}

/** Matches the opening tag of a mark, with its label. */
const MARK = /<(path|line|rect|text) aria-label="([^"]*)" role="graphics-symbol"((?:[^>"]|"[^"]*")*?)(\/?)>/g;

/** Gives each mark its label as a tooltip. */
function addTitles(svg: string): string {
  return svg.replace(MARK, (_, tag: string, label: string, rest: string, closed: string) => {
    const open = `<${tag} aria-label="${label}" role="graphics-symbol"${rest}><title>${label}</title>`;
    return closed ? `${open}</${tag}>` : open;
  });
}
