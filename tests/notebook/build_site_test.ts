import { assert, assertEquals, assertMatch, assertRejects, assertStringIncludes } from "@std/assert";
import { buildSite, type CellProgress, notebookText } from "tracebook/jupyter";

async function folder(notebooks: Record<string, string[]>): Promise<string> {
  const dir = await Deno.makeTempDir();
  for (const [name, sources] of Object.entries(notebooks)) {
    const cells = sources.map((source, at) => ({
      cell_type: "code" as const,
      id: `c${at}`,
      metadata: {},
      source,
      execution_count: null,
      outputs: [],
    }));
    const text = notebookText({ nbformat: 4, nbformat_minor: 5, metadata: {}, cells });
    await Deno.writeTextFile(`${dir}/${name}.ipynb`, text);
  }
  return dir;
}

Deno.test("buildSite() writes executed notebooks, their pages and an index", async () => {
  const dir = await folder({ "01_a": ["console.log('said')", "6 * 7"], "02_b": ["'other'"] });
  const seen: string[] = [];
  const onCell = (name: string, { phase, number, total }: CellProgress) =>
    seen.push(`${name} ${phase} ${number}/${total}`);
  const paths = [`${dir}/01_a.ipynb`, `${dir}/02_b.ipynb`];
  const { files, failures } = await buildSite(paths, { out: `${dir}/new/out`, onCell, title: "Both" });
  assertEquals(failures, []);
  assertEquals(files.map((file) => file.split("/").at(-1)), [
    "01_a.ipynb",
    "02_b.ipynb",
    "01_a.html",
    "02_b.html",
    "index.html",
  ]);
  assertEquals([...Deno.readDirSync(`${dir}/new/out`)].length, 5);
  assertStringIncludes(await Deno.readTextFile(`${dir}/new/out/01_a.html`), "<pre>said</pre>");
  assertStringIncludes(await Deno.readTextFile(`${dir}/new/out/01_a.ipynb`), `"42"`);
  assertStringIncludes(await Deno.readTextFile(`${dir}/new/out/index.html`), "<h1>Both</h1>");
  assertEquals(seen.filter((line) => line.startsWith("01_a")), [
    "01_a begin 1/2",
    "01_a end 1/2",
    "01_a begin 2/2",
    "01_a end 2/2",
  ]);
  await Deno.remove(dir, { recursive: true });
});

Deno.test("buildSite() names a notebook that fails, and still writes the others", async () => {
  const dir = await folder({
    "01_bad": ["console.log('before')", "null.x", "'never'"],
    "02_good": ["'fine'"],
  });
  await Deno.writeTextFile(`${dir}/03_broken.ipynb`, "{");
  const paths = ["01_bad", "02_good", "03_broken"].map((name) => `${dir}/${name}.ipynb`);
  const { files, failures } = await buildSite(paths, { out: `${dir}/out`, atOnce: 1 });
  assertEquals(failures.map(({ path }) => path), [paths[0], paths[2]]);
  assertStringIncludes(failures[0]!.reason, "null.x");
  assertMatch(failures[1]!.reason, /03_broken\.ipynb/);
  assert(files.some((file) => file.endsWith("02_good.html")));
  assert(!files.some((file) => file.includes("03_broken")));
  const page = await Deno.readTextFile(`${dir}/out/01_bad.html`);
  assertStringIncludes(page, `<div class="out text error"`);
  assert(!page.includes("<pre>&quot;never"));
  await Deno.remove(dir, { recursive: true });
});

Deno.test("buildSite() refuses two notebooks of one name before it runs any", async () => {
  const dir = await folder({ "01_a": ["1"] });
  const path = `${dir}/01_a.ipynb`;
  await assertRejects(() => buildSite([path, path], { out: `${dir}/out` }), RangeError, "01_a.html");
  await Deno.remove(dir, { recursive: true });
});
