import hljs from "highlight.js/lib/core";
import bash from "highlight.js/lib/languages/bash";
import json from "highlight.js/lib/languages/json";
import python from "highlight.js/lib/languages/python";
import typescript from "highlight.js/lib/languages/typescript";
import { escapeHtml, VEGALITE_MIME } from "../../display/mod.ts";
import { joinText, type MultilineText, type Output } from "../run/nbformat.ts";
import { imageFromOutput, type PageImage } from "./image.ts";
import type { LiveCharts } from "./live_charts.ts";
import { hasOwnColours, sanitizeOutputHtml } from "./sanitize_html.ts";

/** Image types by preference; SVG last, since its text depends on the reader's fonts. */
const IMAGE_TYPES = ["image/png", "image/jpeg", "image/webp", "image/gif", "image/svg+xml"];
/** UTF-16 units of a picture's alternative text, at most. */
const ALT_LENGTH = 300;
/** Pixels of width beyond which a chart scrolls on a narrow screen. */
const LARGE_WIDTH = 640;

/** Renders the outputs of one cell as HTML, in order; consecutive pieces of one stream are shown as one. */
export function renderOutputs(outputs: readonly Output[], live?: LiveCharts): string {
  return mergeStreams(outputs).map((output) => renderOutput(output, live)).filter((html) => html !== "").join(
    "\n",
  );
}

function mergeStreams(outputs: readonly Output[]): Output[] {
  const merged: Output[] = [];
  for (const output of outputs) {
    const last = merged.at(-1);
    if (output.output_type === "stream" && last?.output_type === "stream" && last.name === output.name) {
      merged[merged.length - 1] = { ...last, text: joinText(last.text) + joinText(output.text) };
    } else merged.push(output);
  }
  return merged;
}

function renderOutput(output: Output, live?: LiveCharts): string {
  switch (output.output_type) {
    case "stream":
      return textBox(plainText(output.text), output.name === "stderr" ? "Error output" : "Printed output", [
        "text",
        ...(output.name === "stderr" ? ["stderr"] : []),
      ]);
    case "error":
      return errorBox(output);
    default:
      return renderData(output.data, live);
  }
}

/** Renders the richest form of an output: HTML, else a picture, else plain text. */
function renderData(data: Record<string, unknown>, live?: LiveCharts): string {
  const html = mimeText(data["text/html"]);
  if (html !== "") {
    const safe = sanitizeOutputHtml(html);
    if (safe.trim() !== "") {
      const paper = hasOwnColours(safe) ? " paper" : "";
      return `<div class="out rich${paper}" tabindex="0" role="group" aria-label="Output">${safe}</div>`;
    }
  }
  const image = outputImage(data);
  const chart = live?.compileChart(data);
  if (image) return figure(image, imageText(data), chart);
  return textBox(plainText(mimeText(data["text/plain"])), "Output", ["text"]);
}

/** Renders a picture; with a compiled chart, the page's script draws that in place of the picture. */
function figure({ source, width, height }: PageImage, text: string, chart?: string): string {
  const size = width && height ? ` width="${width}" height="${height}"` : "";
  const picture = `<img src="${source}" alt="${escapeHtml(text)}"${size}>`;
  const live = chart === undefined ? "" : " live";
  const drawn = chart === undefined ? "" : `<script type="application/json">${chart}</script>`;
  const data = chart === undefined ? "" : " data-chart";
  // A wide chart would be too small to read on a phone: there it scrolls in its own box.
  if (width && width > LARGE_WIDTH) {
    return `<figure class="out chart${live} large"${data} tabindex="0" aria-label="Chart">${picture}${drawn}</figure>`;
  }
  return `<figure class="out chart${live}"${data}>${picture}${drawn}</figure>`;
}

/** Finds the picture of an output, at the size at which it is meant to be seen. */
export function outputImage(data: Record<string, unknown>): PageImage | undefined {
  for (const type of IMAGE_TYPES) {
    const text = mimeText(data[type]);
    const image = text === "" ? undefined : imageFromOutput(type, text);
    if (!image) continue;
    const { width, height } = image;
    // Charts are drawn with two pixels per unit, to be sharp on dense screens.
    if (data[VEGALITE_MIME] === undefined || !width || !height) return image;
    return { ...image, width: Math.round(width / 2), height: Math.round(height / 2) };
  }
  return undefined;
}

/** Describes a picture: the chart's description, or the output's plain text. */
export function imageText(data: Record<string, unknown>): string {
  const chart = data[VEGALITE_MIME];
  const described = typeof chart === "object" && chart !== null && "description" in chart
    ? mimeText(chart.description)
    : "";
  const text = described || plainText(mimeText(data["text/plain"]));
  return oneLine(text, ALT_LENGTH) || "A picture without a description";
}

function textBox(text: string, label: string, classes: string[]): string {
  const shown = text.replace(/\n+$/, "");
  if (shown === "") return "";
  return `<div class="out ${classes.join(" ")}" tabindex="0" role="group" aria-label="${label}">` +
    `<pre>${escapeHtml(shown)}</pre></div>`;
}

function errorBox({ ename, evalue, traceback }: Extract<Output, { output_type: "error" }>): string {
  const head = [plainText(ename), plainText(evalue)].filter((part) => part !== "").join(": ") || "Error";
  // The kernel's traceback begins by repeating the error.
  const lines = plainText(traceback.join("\n")).split("\n").filter((line) => line.trim() !== "Stack trace:");
  const rest = lines.join("\n").replace(head, "").replace(/^\s*\n|\s+$/g, "");
  return `<div class="out text error" tabindex="0" role="group" aria-label="Error">` +
    `<pre><strong>${escapeHtml(head)}</strong>${rest === "" ? "" : `\n${escapeHtml(rest)}`}</pre></div>`;
}

hljs.registerLanguage("bash", bash);
hljs.registerLanguage("json", json);
hljs.registerLanguage("python", python);
hljs.registerLanguage("typescript", typescript);

/** UTF-16 units beyond which code is shown without colours. */
const MAX_HIGHLIGHTED_CHARS = 100_000;

/** Renders code as HTML with `hljs-…` spans; without colours where the language is not known. */
function highlightCode(code: string, language: string): string {
  if (code.length > MAX_HIGHLIGHTED_CHARS || !hljs.getLanguage(language)) return escapeHtml(code);
  return hljs.highlight(code, { language, ignoreIllegals: true }).value;
}

/** Renders a block of code that scrolls in its own box, by keyboard too; `label` names it to screen readers. */
export function codeBlock(code: string, language: string, label: string): string {
  const text = code.replace(/\n+$/, "");
  return `<div class="code" tabindex="0" role="group" aria-label="${escapeHtml(label)}">` +
    `<pre><code>${highlightCode(text, language)}</code></pre></div>`;
}

// Escape sequences by shape: CSI (colours, cursor), OSC (titles, links), and two-character escapes.
// deno-lint-ignore no-control-regex
const ESCAPES = /\x1b\[[0-?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)?|\x1b[@-Z\\-_a-z0-9=>]?/g;
// deno-lint-ignore no-control-regex
const CONTROLS = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]/g;

/**
 * Reads a value of a MIME bundle as text, joined if it is stored as lines; the empty string if it is no text.
 */
export function mimeText(value: unknown): string {
  if (Array.isArray(value)) return value.map((line) => typeof line === "string" ? line : "").join("");
  return typeof value === "string" ? value : "";
}

/**
 * Renders terminal output as plain text: without colours and other escape sequences, and of a line that was overwritten
 * with carriage returns only what was written last.
 *
 * @see {@link https://ecma-international.org/publications-and-standards/standards/ecma-48/}
 */
export function plainText(text: MultilineText): string {
  const shown = joinText(text).replace(ESCAPES, "").replaceAll("\r\n", "\n");
  return shown.split("\n").map(lastWritten).join("\n").replace(CONTROLS, "");
}

function lastWritten(line: string): string {
  if (!line.includes("\r")) return line;
  const pieces = line.split("\r").filter((piece) => piece !== "");
  return pieces.at(-1) ?? "";
}

/** Puts text on one line of at most `length` UTF-16 units, cut at a space where there is one. */
export function oneLine(text: string, length: number): string {
  const line = text.replace(/\s+/g, " ").trim();
  if (line.length <= length) return line;
  const cut = line.slice(0, length - 1).replace(/[\ud800-\udbff]$/, "");
  const space = cut.lastIndexOf(" ");
  return (space > length / 2 ? cut.slice(0, space) : cut) + "…";
}
