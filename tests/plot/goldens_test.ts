import { assert, assertEquals } from "@std/assert";
import { svgToPng } from "../../lib/display/mod.ts";
import { renderSvg } from "../../lib/plot/chart/render_svg.ts";
import { goldens } from "./goldens.ts";
import { overlap, textBoxes } from "./text_boxes.ts";
import { repositoryUrl } from "../repository.ts";

for (const [name, chart] of Object.entries(goldens)) {
  Deno.test(`the spec of ${name} is the golden one`, async () => {
    const file = repositoryUrl(`tests/fixtures/plot/${name}.json`);
    const golden = JSON.parse(await Deno.readTextFile(file));
    assertEquals(chart.spec as unknown, golden, "tests/plot/goldens.ts says how to write it anew");
  });

  Deno.test(`${name} is drawn without a warning, and nothing of it reaches beyond the picture`, async () => {
    // deno-lint-ignore no-explicit-any
    const { svg, warnings } = await renderSvg(chart.spec as any);
    assertEquals(warnings, []);
    const [, width, height] = svg.match(/ width="([\d.]+)" height="([\d.]+)"/)!.map(Number);
    const ink = await inkBox(svg);
    const margin = 8;
    const inside = ink.x >= margin && ink.y >= margin && ink.x + ink.width <= width! - margin &&
      ink.y + ink.height <= height! - margin;
    assert(inside, `ink ${JSON.stringify(ink)} in ${width} x ${height}`);
  });

  Deno.test(`no two texts of ${name} run into one another`, async () => {
    const boxes = await textBoxes(await chart.svg());
    assert(boxes.length > 0);
    const pairs = boxes.flatMap((a, i) => boxes.slice(i + 1).filter((b) => overlap(a, b)).map((b) => [a, b]));
    assertEquals(pairs, []);
  });
}

/** The box of all ink, text drawn as outlines, without the white ground. */
async function inkBox(svg: string): Promise<{ x: number; y: number; width: number; height: number }> {
  await svgToPng(`<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>`);
  const { Resvg } = await import("@resvg/resvg-wasm");
  const { loadFonts } = await import("../../lib/display/mod.ts");
  const { regular, bold } = await loadFonts();
  const drawing = new Resvg(svg.replace(/<rect width="[\d.]+" height="[\d.]+" fill="#ffffff"\/>/, ""), {
    font: { fontBuffers: [regular, bold], sansSerifFamily: "DejaVu Sans" },
  });
  const { x, y, width, height } = drawing.innerBBox()!;
  return { x, y, width, height };
}
