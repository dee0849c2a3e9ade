import { escapeHtml } from "../display/escape.ts";
import { VEGALITE_MIME } from "../display/mime.ts";
import type { Output } from "./nbformat.ts";
import { hasOwnColours, readOnlyHtml } from "./page_html.ts";
import type { LiveCharts } from "./page_charts.ts";
import { imageFromOutput, type PageImage } from "./page_image.ts";
import { mimeText, oneLine, plainText } from "./page_text.ts";
import { joinText } from "./source_text.ts";

/** Bitmaps first: a drawing's text would be set in whatever fonts the reader has. */
const IMAGE_TYPES = ["image/png", "image/jpeg", "image/webp", "image/gif", "image/svg+xml"];
const ALT_LENGTH = 300;
const LARGE = 640;

/** The outputs of one cell as HTML, in order; consecutive pieces of one stream are shown as one. */
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

/** Richest first: HTML, then a picture, then plain text. */
function renderData(data: Record<string, unknown>, live?: LiveCharts): string {
  const html = mimeText(data["text/html"]);
  if (html !== "") {
    const safe = readOnlyHtml(html);
    if (safe.trim() !== "") {
      const paper = hasOwnColours(safe) ? " paper" : "";
      return `<div class="out rich${paper}" tabindex="0" role="group" aria-label="Output">${safe}</div>`;
    }
  }
  const image = outputImage(data);
  const chart = live?.chart(data);
  if (image) return figure(image, imageText(data), chart);
  return textBox(plainText(mimeText(data["text/plain"])), "Output", ["text"]);
}

/** A picture; with a chart, the page's script draws that in its place. */
function figure({ source, width, height }: PageImage, text: string, chart?: string): string {
  const size = width && height ? ` width="${width}" height="${height}"` : "";
  const picture = `<img src="${source}" alt="${escapeHtml(text)}"${size}>`;
  const live = chart === undefined ? "" : " live";
  const drawn = chart === undefined ? "" : `<script type="application/json">${chart}</script>`;
  const data = chart === undefined ? "" : " data-chart";
  // Too fine to read at the width of a phone: there it scrolls in its own box.
  if (width && width > LARGE) {
    return `<figure class="out chart${live} large"${data} tabindex="0" aria-label="Chart">${picture}${drawn}</figure>`;
  }
  return `<figure class="out chart${live}"${data}>${picture}${drawn}</figure>`;
}

/** The picture of a display bundle, at the size at which it is meant to be seen. */
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

/** What a picture shows, in words: the chart's description, or the bundle's plain text. */
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
