import { assert, assertEquals, assertRejects } from "@std/assert";
import { svgToPng } from "../../lib/display/mod.ts";

const picture = (content: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="120" height="40">${content}</svg>`;
const size = (png: Uint8Array) => {
  const view = new DataView(png.buffer, png.byteOffset);
  return [view.getUint32(16), view.getUint32(20)];
};

// First in its file: what the first drawing loads, it loads without a permission.
Deno.test({
  name: "drawing needs no permission at all",
  permissions: "none",
  fn: async () => assertEquals(size(await svgToPng(picture("<text y='20'>calls</text>"))), [240, 80]),
});

Deno.test("text really appears, in every family a chart may name, and bold differs from regular", async () => {
  const blank = await svgToPng(picture(""));
  const draw = (family: string, weight = "normal") =>
    svgToPng(picture(`<text x="5" y="25" font-family="${family}" font-weight="${weight}">calls</text>`));
  const regular = await draw("sans-serif");
  assert(regular.length > blank.length + 500, "the text has vanished");
  for (const family of ["DejaVu Sans", "monospace", "serif", "no such font"]) {
    assertEquals(await draw(family), regular, family);
  }
  assert((await draw("sans-serif", "bold")).toBase64() !== regular.toBase64());
});

Deno.test("the scale multiplies the pixels, and the same call gives the same bytes", async () => {
  const svg = picture(`<circle cx="20" cy="20" r="9"/>`);
  assertEquals(size(await svgToPng(svg)), [240, 80]);
  assertEquals(size(await svgToPng(svg, { scale: 0.5 })), [60, 20]);
  assertEquals(await svgToPng(svg), await svgToPng(svg));
});

Deno.test("a scale that is no positive number, and text that is no svg, are refused with the reason", async () => {
  for (const scale of [0, -1, NaN, Infinity]) {
    await assertRejects(() => svgToPng(picture(""), { scale }), RangeError);
  }
  await assertRejects(() => svgToPng("<svg><g>"), TypeError, "Cannot draw the SVG");
});
