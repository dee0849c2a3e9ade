import { escapeHtml } from "../display/escape.ts";
import { VEGALITE_MIME } from "../display/mime.ts";
import type { Output } from "./nbformat.ts";
import { hasOwnColours, readOnlyHtml } from "./page_html.ts";
import { imageFromOutput, type PageImage } from "./page_image.ts";
import { mimeText, oneLine, plainText } from "./page_text.ts";
import { joinText } from "./source_text.ts";

/** Bitmaps first: a drawing's text would be set in whatever fonts the reader has. */
const IMAGE_TYPES = ["image/png", "image/jpeg", "image/webp", "image/gif", "image/svg+xml"];
const ALT_LENGTH = 300;
const LARGE = 640;

/** The outputs of one cell as HTML, in order; consecutive pieces of one stream are shown as one. */
export function renderOutputs(outputs: readonly Output[]): string {
  return mergeStreams(outputs).map(renderOutput).filter((html) => html !== "").join("\n");
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

function renderOutput(output: Output): string {
  switch (output.output_type) {
    case "stream":
      return textBox(plainText(output.text), output.name === "stderr" ? "Error output" : "Printed output", [
        "text",
        ...(output.name === "stderr" ? ["stderr"] : []),
      ]);
    case "error":
      return errorBox(output);
    default:
      return renderData(output.data);
  }
}

/** Richest first: HTML, then a picture, then plain text. */
function renderData(data: Record<string, unknown>): string {
  const html = mimeText(data["text/html"]);
  if (html !== "") {
    const safe = readOnlyHtml(html);
    if (safe.trim() !== "") {
      const paper = hasOwnColours(safe) ? " paper" : "";
      return `<div class="out rich${paper}" tabindex="0" role="group" aria-label="Output">${safe}</div>`;
    }
  }
  const image = outputImage(data);
  if (image) {
    return figure(image, imageText(data));
  }
  return textBox(plainText(mimeText(data["text/plain"])), "Output", ["text"]);
}

function figure({ source, width, height }: PageImage, text: string): string {
  const size = width && height ? ` width="${width}" height="${height}"` : "";
  const picture = `<img src="${source}" alt="${escapeHtml(text)}"${size}>`;
  // Too fine to read at the width of a phone: there it scrolls in its own box.
  if (width && width > LARGE) {
    return `<figure class="out chart large" tabindex="0" aria-label="Chart">${picture}</figure>`;
  }
  return `<figure class="out chart">${picture}</figure>`;
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
