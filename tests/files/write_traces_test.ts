import { assertEquals, assertRejects } from "@std/assert";
import { pathToFileURL } from "node:url";
import { datasetOf, loadTraces, type Trace, writeTraces } from "tracebook";
import { writeDivided } from "../../lib/files/mod.ts";
import { inFolder } from "../in_folder.ts";

const TRACES: Trace[] = Array.from({ length: 5 }, (_, i) => ({
  id: `t${i}`,
  conversations: [{ from: "human", value: `${i} \u2028 é` }],
  tools: "[]",
  category: i === 3 ? null : "Chat",
  subcategory: "",
  task: "",
}));

for (const ending of ["parquet", "jsonl"]) {
  Deno.test(`writeTraces() writes traces to a .${ending} file, as a part of divided ones would be`, () =>
    inFolder(async (folder) => {
      const path = `${folder}/a.${ending}`;
      async function* traces() {
        yield* TRACES;
      }
      assertEquals(await writeTraces(path, traces()), 5);
      assertEquals(await loadTraces(path).toArray(), TRACES);
      assertEquals(await writeTraces(pathToFileURL(`${folder}/b.${ending}`), datasetOf(TRACES)), 5);
      await writeDivided({ all: `${folder}/c.${ending}` }, TRACES, () => "all");
      const bytes = await Deno.readFile(path);
      for (const name of ["b", "c"]) assertEquals(await Deno.readFile(`${folder}/${name}.${ending}`), bytes);
    }));
}

Deno.test("writeTraces() refuses any other ending, and names those that it knows", () =>
  inFolder(async (folder) => {
    await assertRejects(
      () => writeTraces(`${folder}/a.csv`, TRACES),
      RangeError,
      "a.csv: end its name in .parquet or .jsonl",
    );
    assertEquals([...Deno.readDirSync(folder)], []);
  }));

Deno.test("writeTraces() tells how many rows are written, and leaves nothing when it is aborted", () =>
  inFolder(async (folder) => {
    const told: unknown[] = [];
    await writeTraces(`${folder}/a.jsonl`, TRACES, { onProgress: (event) => told.push(event) });
    assertEquals(told, [{ stage: "Writing", done: 5, total: 5, unit: "rows" }]);
    await Deno.remove(`${folder}/a.jsonl`);

    const controller = new AbortController();
    function* traces() {
      yield TRACES[0]!;
      controller.abort(new Error("enough"));
      yield TRACES[1]!;
    }
    const { signal } = controller;
    await assertRejects(() => writeTraces(`${folder}/a.parquet`, traces(), { signal }), Error, "enough");
    assertEquals([...Deno.readDirSync(folder)], []);
  }));
