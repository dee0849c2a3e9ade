import { assert, assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { pathToFileURL } from "node:url";
import { saveChart } from "../../lib/files/mod.ts";
import { plotTools } from "../../lib/plot/mod.ts";
import { inFolder } from "../in_folder.ts";

const chart = plotTools({ topTools: [["terminal", 45573], ["<b>patch</b>", 1589]] });

Deno.test("a chart is saved in the format that the ending names, in any case of letters", () =>
  inFolder(async (folder) => {
    for (const ending of ["svg", "png", "html", "json", "SVG"]) {
      const path = `${folder}/tools.v2.${ending}`;
      const bytes = await saveChart(path, chart);
      assertEquals((await Deno.stat(path)).size, bytes);
    }
    const text = (ending: string) => Deno.readTextFile(`${folder}/tools.v2.${ending}`);
    assertEquals(await text("svg"), await chart.svg());
    assertEquals(await text("SVG"), await chart.svg());
    assertEquals(await text("html"), await chart.html());
    assertEquals(JSON.parse(await text("json")), chart.spec);
    assertEquals(await Deno.readFile(`${folder}/tools.v2.png`), await chart.png());
  }));

Deno.test("a file URL is a place too", () =>
  inFolder(async (folder) => {
    const url = pathToFileURL(`${folder}/tools.svg`);
    await saveChart(url, chart);
    assertStringIncludes(await Deno.readTextFile(url), ">45,573</text>");
  }));

Deno.test("a file whose ending names no format is refused with those that do, and nothing is written", () =>
  inFolder(async (folder) => {
    for (const name of ["tools.pdf", "tools", "svg", ".constructor", "a.svg/tools", "a.svg\\tools"]) {
      const error = await assertRejects(
        () => saveChart(`${folder}/${name}`, chart),
        RangeError,
        ".svg, .png, .html, .json",
      );
      assertStringIncludes(error.message, name);
    }
    assertEquals([...Deno.readDirSync(folder)].length, 0);
  }));

Deno.test("where the folder is missing the error says so, and the chart is not half there", () =>
  inFolder(async (folder) => {
    await assertRejects(
      () => saveChart(`${folder}/none/tools.svg`, chart),
      Deno.errors.NotFound,
      "Make its folder first",
    );
    assert([...Deno.readDirSync(folder)].length === 0);
  }));
