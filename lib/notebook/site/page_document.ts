import { escapeHtml, htmlDocument } from "../../display/mod.ts";

/** Options for {@linkcode pageDocument}: the parts in which pages differ. */
interface PageDocument {
  /** Title of the document, as text. */
  title: string;
  /** A sentence about the page for search engines and previews, as text. */
  description?: string;
  /** Language of the text, as a BCP 47 tag. @default {"en"} */
  lang?: string;
  /** Bar at the top, as HTML. */
  bar?: string;
  /** Table of contents for narrow screens, between bar and content, as HTML. */
  above?: string;
  /** Table of contents for wide screens, beside the content, as HTML. */
  beside?: string;
  /** Content with its `h1`, as HTML. */
  main: string;
  /** The one script that the page may run, and its hash as a source of the Content Security Policy. */
  script?: { program: string; source: string };
}

/** Content Security Policy: no frames, forms, requests or scripts; the page holds everything that it shows. */
const POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

/**
 * Builds an HTML document from its parts, which must be safe HTML already.
 *
 * @see {@link https://www.w3.org/TR/CSP3/}
 */
export function pageDocument(
  { title, description, lang, bar = "", above = "", beside = "", main, script }: PageDocument,
): string {
  const about = description ? `<meta name="description" content="${escapeHtml(description)}">\n` : "";
  return htmlDocument({
    title,
    lang,
    policy: script ? `${POLICY}; script-src ${script.source}` : POLICY,
    meta: `<meta name="referrer" content="no-referrer">\n`,
    head: `${about}<link rel="icon" href="data:,">\n`,
    style: PAGE_STYLE,
    id: "top",
    body: `<a class="skip" href="#content">Skip to content</a>
<div class="page">
${bar}
${above}
<div${beside === "" ? "" : ` class="columns"`}>
<main id="content" tabindex="-1">
${main}
</main>
${beside}
</div>
</div>
${script ? `<script type="module">${script.program}</script>\n` : ""}`,
  });
}

/**
 * Style sheet of every page: system fonts, lines of readable length, light and dark by the reader's setting, long and wide
 * content that scrolls in its own box (shaded where more is hidden), and print.
 */
const PAGE_STYLE = `
:root {
  color-scheme: light dark;
  --ground: #fcfcfb; --ink: #1d2125; --quiet: #5c646d; --line: #e3e4e1; --panel: #f4f4f1; --accent: #0b6470;
  --code: #24292e; --keyword: #8a2f6b; --string: #2c6a2e; --number: #8f4a00; --name: #1c4f9c; --comment: #646c75;
  --error: #a3242b; --error-ground: #fbefee; --warn: #b7791f; --shade: rgba(20, 24, 28, 0.16);
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --ground: #15181b; --ink: #dfe2e5; --quiet: #9aa3ab; --line: #2c3237; --panel: #1c2024; --accent: #6cc5cf;
    --code: #d8dde1; --keyword: #e0a0cb; --string: #a3cf9d; --number: #e4b07c; --name: #9dbff2; --comment: #929ba4;
    --error: #ff9c97; --error-ground: #2c1c1d; --warn: #d6a04a; --shade: rgba(0, 0, 0, 0.55);
  }
}
*, *::before, *::after { box-sizing: border-box; }
html { font-size: 106.25%; scroll-padding-top: 1.5rem; -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body {
  margin: 0; background: var(--ground); color: var(--ink); line-height: 1.6; overflow-wrap: break-word;
  font-family: system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Helvetica Neue", Arial, sans-serif;
}
a { color: var(--accent); text-decoration-thickness: 1px; text-underline-offset: 0.18em; }
a:hover { text-decoration-thickness: 2px; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 3px; }
.skip { position: absolute; left: -100vw; top: 0.5rem; padding: 0.4rem 0.8rem; background: var(--ground); z-index: 1; }
.skip:focus { left: 0.5rem; }
.page { max-width: 82rem; margin: 0 auto; padding: 0 clamp(1rem, 4vw, 2.5rem) 4rem; }
.bar {
  display: flex; flex-wrap: wrap; gap: 0.25rem 1.25rem; align-items: baseline; padding: 1.1rem 0;
  border-bottom: 1px solid var(--line); font-size: 0.88rem; color: var(--quiet);
}
.bar .home { font-weight: 650; color: var(--ink); text-decoration: none; letter-spacing: 0.01em; }
.bar a { color: inherit; }
.bar .place { margin-left: auto; font-variant-numeric: tabular-nums; }
main { min-width: 0; outline: none; padding-top: 2.2rem; }
h1, h2, h3, h4, h5, h6 { line-height: 1.22; text-wrap: balance; margin: 2.4em 0 0.6em; font-weight: 650; }
h1 { font-size: clamp(1.85rem, 1.5rem + 1.6vw, 2.5rem); letter-spacing: -0.022em; margin: 0 0 0.55em; }
h2 { font-size: 1.42rem; letter-spacing: -0.012em; }
h3 { font-size: 1.12rem; }
h4, h5, h6 { font-size: 1rem; }
.anchor { color: var(--quiet); text-decoration: none; font-weight: 400; opacity: 0; padding: 0 0.2em; }
:is(h2, h3, h4, h5, h6):hover .anchor, .anchor:focus-visible { opacity: 1; }
.prose { max-width: 42rem; }
.prose > :first-child { margin-top: 0; }
.prose + .prose, .cell + .prose { margin-top: 1.6rem; }
.cell + .prose > :is(h2, h3):first-child, .prose + .prose > :is(h2, h3):first-child { margin-top: 2.2em; }
p, ul, ol, dl, blockquote { margin: 0 0 1em; }
ul, ol { padding-left: 1.4em; }
li + li { margin-top: 0.2em; }
blockquote { margin-left: 0; padding-left: 1rem; border-left: 3px solid var(--line); color: var(--quiet); }
hr { border: 0; border-top: 1px solid var(--line); margin: 2.5rem 0; }
img { max-width: 100%; height: auto; }
code, pre, samp, kbd {
  font-family: ui-monospace, "SF Mono", "Cascadia Code", Menlo, Consolas, "Liberation Mono", "DejaVu Sans Mono", monospace;
  font-size: 0.86em; font-variant-ligatures: none;
}
pre { margin: 0; line-height: 1.55; tab-size: 2; }
pre code { font-size: 1em; }
:not(pre) > code { background: var(--panel); border-radius: 4px; padding: 0.12em 0.32em; overflow-wrap: anywhere; }
.cell { margin: 1.1rem 0 1.9rem; }
.code, .out.text, .out.rich, .wide { overflow-x: auto; }
.code, .out.text, .out.rich {
  --under: var(--ground); --clear: rgba(127, 127, 127, 0);
  background:
    linear-gradient(to right, var(--under) 35%, var(--clear)) left / 2rem 100% no-repeat local,
    linear-gradient(to left, var(--under) 35%, var(--clear)) right / 2rem 100% no-repeat local,
    linear-gradient(to bottom, var(--under) 35%, var(--clear)) top / 100% 2rem no-repeat local,
    linear-gradient(to top, var(--under) 35%, var(--clear)) bottom / 100% 2rem no-repeat local,
    linear-gradient(to right, var(--shade), var(--clear)) left / 0.7rem 100% no-repeat scroll,
    linear-gradient(to left, var(--shade), var(--clear)) right / 0.7rem 100% no-repeat scroll,
    linear-gradient(to bottom, var(--shade), var(--clear)) top / 100% 0.7rem no-repeat scroll,
    linear-gradient(to top, var(--shade), var(--clear)) bottom / 100% 0.7rem no-repeat scroll,
    var(--under);
}
.code { --under: var(--panel); border: 1px solid var(--line); border-radius: 7px; padding: 0.75rem 1rem; color: var(--code); }
.prose .code { margin: 0 0 1em; }
.out { margin-top: 0.7rem; }
.out.text { border-left: 3px solid var(--line); padding: 0.1rem 0 0.1rem 1rem; max-height: 34rem; overflow-y: auto; }
.out.stderr { border-left-color: var(--warn); }
.out.error { --under: var(--error-ground); border-left-color: var(--error); padding-block: 0.6rem; }
.out.error pre { white-space: pre-wrap; overflow-wrap: anywhere; }
.out.error strong { color: var(--error); }
.out.rich { font-size: 0.92rem; padding: 0.1rem 0; }
.out.paper { color-scheme: light; --under: #ffffff; --shade: rgba(20, 24, 28, 0.16); color: #1d2125; border: 1px solid var(--line); border-radius: 7px; padding: 0.9rem 1rem; }
.out.paper a { color: #0b6470; }
.out.rich table { margin: 0; }
.out.rich :is(th, td) { overflow-wrap: break-word !important; max-width: 38rem; }
.out.rich pre { white-space: pre-wrap; overflow-wrap: anywhere; }
summary { cursor: pointer; }
.folded > summary { color: var(--quiet); font-size: 0.85rem; margin: 0 0 0.35rem; }
.chart { margin: 0.9rem 0 0; }
.chart :is(img, svg) { display: block; box-sizing: border-box; max-width: 100%; height: auto; background: #ffffff; border: 1px solid var(--line); border-radius: 7px; padding: 0.6rem; }
@media screen and (prefers-color-scheme: dark) { .chart :is(img, svg), .out.paper, .list .thumb:not(.own) img { filter: brightness(0.93); } .list .thumb { background: #ededed; } }
.wide { margin: 0 0 1em; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
th, td { padding: 0.35rem 0.9rem 0.35rem 0; text-align: left; vertical-align: top; border-bottom: 1px solid var(--line); }
th { font-weight: 650; }
.contents { font-size: 0.88rem; line-height: 1.45; }
.contents ol { list-style: none; margin: 0; padding: 0; }
.contents li { margin: 0; padding: 0.16rem 0; }
.contents .sub { padding-left: 0.9rem; }
.contents a { color: var(--quiet); text-decoration: none; }
.contents a:hover { color: var(--accent); text-decoration: underline; }
.contents :is(summary, .label) { color: var(--quiet); font-weight: 600; margin: 0 0 0.45rem; }
.contents.beside { display: none; }
.contents.above { padding: 0.7rem 0 0.6rem; border-bottom: 1px solid var(--line); }
.contents.above summary { margin: 0; }
.contents.above ol { padding: 0.5rem 0 0.2rem 1.05rem; }
@media screen and (max-width: 45rem) {
  .out.rich table { width: max-content; min-width: 100%; }
  .out.rich :is(th, td) { max-width: 15rem; }
  .chart.large { overflow-x: auto; }
  .chart.large :is(img, svg) { max-width: none; width: 42rem; }
}
@media screen and (min-width: 70rem) {
  .columns { display: grid; grid-template-columns: minmax(0, 1fr) 13.5rem; gap: 3.5rem; align-items: start; }
  .contents.above { display: none; }
  .contents.beside { display: block; position: sticky; top: 1.5rem; margin-top: 2.8rem; max-height: calc(100vh - 3rem); overflow-y: auto; }
}
.turn { display: grid; grid-template-columns: 1fr 1fr; gap: 0.75rem; margin-top: 3.5rem; padding-top: 1.3rem; border-top: 1px solid var(--line); }
.turn a { min-width: 0; border: 1px solid var(--line); border-radius: 8px; padding: 0.75rem 1rem; text-decoration: none; color: var(--ink); font-weight: 600; }
.turn a:hover { border-color: var(--accent); }
.turn span { display: block; font-size: 0.8rem; font-weight: 400; color: var(--quiet); }
.turn .next { grid-column: 2; text-align: right; }
.lead { font-size: 1.12rem; color: var(--quiet); max-width: 42rem; margin-bottom: 2.4rem; }
.list { list-style: none; margin: 0; padding: 0; display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 19rem), 1fr)); gap: 1.5rem; }
.list li { margin: 0; position: relative; border: 1px solid var(--line); border-radius: 10px; overflow: hidden; display: flex; flex-direction: column; }
.list li:hover { border-color: var(--accent); }
.list .thumb { aspect-ratio: 16 / 10; background: #ffffff; position: relative; }
.list .thumb img { position: absolute; inset: 0; width: 100%; height: 100%; object-fit: contain; padding: 0.6rem; }
.list .thumb.own { background: var(--panel); }
.list .thumb.own img { padding: 0; object-fit: cover; }
.list .words { padding: 1rem 1.15rem 1.2rem; }
.list h2 { font-size: 1.08rem; margin: 0 0 0.35rem; }
.list h2 a { color: var(--ink); text-decoration: none; }
.list h2 a::after { content: ""; position: absolute; inset: 0; }
.list p { margin: 0; font-size: 0.92rem; color: var(--quiet); }
.hljs-keyword, .hljs-literal, .hljs-meta { color: var(--keyword); }
.hljs-string, .hljs-regexp { color: var(--string); }
.hljs-number, .hljs-symbol, .hljs-bullet { color: var(--number); }
.hljs-title, .hljs-built_in, .hljs-type, .hljs-attr { color: var(--name); }
.hljs-comment, .hljs-quote { color: var(--comment); font-style: italic; }
.hljs-subst { color: var(--code); }
@media print {
  :root {
    color-scheme: light;
    --ground: #ffffff; --ink: #000000; --quiet: #444444; --line: #cccccc; --panel: #f7f7f7; --accent: #0b4a53;
    --code: #111111; --keyword: #6d2454; --string: #1f4d21; --number: #6b3800; --name: #163f7d; --comment: #555555;
    --error: #8c1d23; --error-ground: #ffffff; --shade: transparent;
  }
  html { font-size: 10.5pt; }
  .page { max-width: none; padding: 0; }
  .skip, .contents, .turn, .anchor, .bar .place { display: none; }
  .prose { max-width: none; }
  .code, .out.text, .out.rich, .wide { max-height: none; overflow: visible; }
  pre { white-space: pre-wrap; overflow-wrap: anywhere; }
  h1, h2, h3, h4 { break-after: avoid; }
  .chart, .code, tr { break-inside: avoid; }
  .out.rich :is(th, td) { overflow-wrap: anywhere !important; }
}
`;
