import { assert, assertEquals, assertThrows } from "@std/assert";
import { loadFonts, readAdvanceWidths, svgToPng, textWidth } from "../../lib/display/mod.ts";

Deno.test("the advances are those that the font's designers gave, in em", async () => {
  const { regular, bold } = await loadFonts();
  const units = (font: Uint8Array, text: string) =>
    Array.from(text, (char) => readAdvanceWidths(font)(char.codePointAt(0)!) * 2048);
  // DejaVu Sans has 2048 units an em; figures share one width so that columns of numbers align.
  assertEquals(units(regular, "0123456789"), new Array(10).fill(1303));
  assertEquals(units(regular, " iWé€\u{1d538}"), [651, 569, 2025, 1260, 1303, 1517]);
  assertEquals(units(bold, "i0"), [702, 1425]);
});

Deno.test("a character that the font lacks has the width of its empty box", async () => {
  const advance = readAdvanceWidths((await loadFonts()).regular);
  assertEquals(advance(0x5de5), advance(0x10fffd));
  assert(advance(0x5de5) > 0.5);
});

Deno.test("the measured width is the drawn width", async () => {
  const width = await textWidth();
  // The drawing code needs its start, which drawing once gives it.
  await svgToPng(`<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>`);
  const { Resvg } = await import("@resvg/resvg-wasm");
  const { regular, bold } = await loadFonts();
  for (
    const [text, isBold] of [["HbrowserH", false], ["H45,573H", false], ["Hmost calls 15H", true]] as const
  ) {
    const svg =
      `<svg xmlns="http://www.w3.org/2000/svg" width="900" height="90"><text x="0" y="60" font-size="40" ` +
      `font-family="DejaVu Sans" font-weight="${
        isBold ? "bold" : "normal"
      }" font-kerning="none">${text}</text></svg>`;
    const drawn = new Resvg(svg, { font: { fontBuffers: [regular, bold] } }).innerBBox()!;
    // The ink lies inside the advance by H's side bearings, 0.098 em each in regular and less in bold.
    const inked = drawn.width;
    const advance = width(text, 40, isBold);
    assert(advance > inked && advance - inked < 0.22 * 40, `${text}: ${advance} measured, ${inked} drawn`);
  }
});

Deno.test("bytes that are no font are refused by the name of what is missing", () => {
  assertThrows(() => readAdvanceWidths(new Uint8Array(64)), TypeError, `"head"`);
});
