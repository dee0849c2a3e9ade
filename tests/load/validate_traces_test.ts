import { assert, assertEquals, assertRejects } from "@std/assert";
import { datasetOf, LoadError, loadTraces, type RejectedRow, type Trace, validateTraces } from "tracebook";
import { writeTraceParquet } from "../../lib/files/mod.ts";
import { inFolder } from "../in_folder.ts";
import { shortOrLong } from "../long.ts";

const said = (id: string, value: string, more: Partial<Trace> = {}): Trace => ({
  id,
  conversations: [{ from: "human", value }],
  ...more,
});
const lines = (rows: readonly unknown[]) =>
  rows.map((row) => `${typeof row === "string" ? row : JSON.stringify(row)}\n`).join("");

Deno.test("bad rows are named, counted by reason, and kept with what the file holds", async () => {
  await inFolder(async (folder) => {
    const path = `${folder}/a.jsonl`;
    const robot = (id: string) => ({
      id,
      conversations: [{ from: "gpt", value: "" }, { from: id, value: "" }],
    });
    const rows = [
      said("a", "1"),
      "{cut",
      robot("x"),
      { id: 5, conversations: [] },
      robot("y"),
      said("b", "2"),
    ];
    await Deno.writeTextFile(path, lines(rows));
    const rejects: RejectedRow[] = [];
    const report = await validateTraces(loadTraces(path), { onReject: (row) => void rejects.push(row) });
    assertEquals([report.rows, report.valid, report.rejected], [6, 2, 4]);
    assertEquals(report.reasons.map(({ field, reason, rows, row }) => [field, reason, rows, row]), [
      ["conversations[].from", "one of system, human, gpt, tool is needed", 2, 2],
      ["", "it is not JSON", 1, 1],
      ["id", "a text is needed", 1, 3],
    ]);
    assertEquals(rejects.map(({ row, line, given }) => [row, line, given]), [
      [1, 2, "{cut"],
      [2, 3, rows[2]],
      [3, 4, rows[3]],
      [4, 5, rows[4]],
    ]);
    const { message } = await assertRejects(() => loadTraces(path).toArray(), LoadError);
    assertEquals(rejects[0]!.message, message);
  });
});

Deno.test("lenient: bad rows are set aside, once, and whatever is done then sees the others alone", async () => {
  await inFolder(async (folder) => {
    const good = [said("a", "1"), said("b", "2"), said("c", "3")];
    await Deno.writeTextFile(`${folder}/a.jsonl`, lines([good[0], "nope", good[1]]));
    await Deno.writeTextFile(`${folder}/b.jsonl`, lines([{}, good[2]]));
    const rejects: string[] = [];
    const traces = loadTraces(folder).lenient(({ file, row }) => void rejects.push(`${file.at(-7)} ${row}`));
    assertEquals(rejects, []);
    assertEquals((await traces.toArray()).map(({ id, source }) => [id, source]), [["a", "a"], ["b", "a"], [
      "c",
      "b",
    ]]);
    assertEquals(await traces.count(), 3);
    assertEquals((await traces.take(2).toArray()).map(({ id }) => id), ["a", "b"]);
    assertEquals((await traces.shuffle(0).toArray()).map(({ id }) => id).sort(), ["a", "b", "c"]);
    assertEquals(await traces.locate(2), { file: `${folder}/b.jsonl`, row: 1 });
    assertEquals(rejects, ["a 1", "b 0"]);
  });
});

Deno.test("doubles, tools that are no list, and traces without a turn are counted", async () => {
  const rows = [
    said("a", "Sort it.", { tools: "[]" }),
    said("a", " Sort it.\n", { tools: "{}" }),
    said("b", "Sort  it.", { tools: "nope" }),
    said("a", "Other", { source: "elsewhere", tools: null }),
    { id: "c", conversations: [] },
  ];
  const { duplicateIds, invalidTools, empty, sameRequest, sameConversation, valid } = await validateTraces(
    datasetOf(rows),
  );
  assertEquals([valid, duplicateIds, invalidTools, empty, sameRequest, sameConversation], [5, 1, 2, 1, 1, 2]);
});

Deno.test("a file that ends in the middle, or cannot be opened, is one more row that is none; the next file is read", async () => {
  await inFolder(async (folder) => {
    const { gzipSync } = await import("node:zlib");
    const packed = gzipSync(lines(Array.from({ length: 500 }, (_, i) => said(`${i}`, crypto.randomUUID()))));
    await Deno.writeFile(`${folder}/a.jsonl.gz`, packed.subarray(0, packed.length - 2000));
    await Deno.writeTextFile(`${folder}/b.parquet`, "no parquet file");
    await Deno.writeTextFile(`${folder}/c.jsonl`, lines([said("last", "1")]));
    const report = await validateTraces(loadTraces(folder));
    assert(report.valid > 1 && report.valid < 500, `${report.valid}`);
    assertEquals(report.rejected, 2);
    assertEquals(report.reasons.map(({ file, row }) => [file.slice(folder.length), row]), [
      ["/a.jsonl.gz", null],
      ["/b.parquet", null],
    ]);
  });
});

Deno.test("whatever byte of a parquet file's footer is changed: no row is lost without a word", async () => {
  await inFolder(async (folder) => {
    const path = `${folder}/a.parquet`;
    const rows = Array.from({ length: 6 }, (_, i) => said(`id ${i}`, `text ${i}`, { category: "c" }));
    await writeTraceParquet(path, rows, { rowGroupRows: 3 });
    const bytes = await Deno.readFile(path);
    const footer = bytes.length - 8 - new DataView(bytes.buffer).getUint32(bytes.length - 8, true);
    let told = 0;
    const step = shortOrLong(7, 1);
    for (let at = footer; at < bytes.length; at += step) {
      const changed = bytes.slice();
      changed[at]! ^= 0xff;
      await Deno.writeFile(path, changed);
      const report = await validateTraces(loadTraces(path));
      assert(report.rows === rows.length || report.rejected > 0, `byte ${at}: ${report.rows} rows`);
      if (report.rejected > 0) told++;
    }
    assert(told > 300 / step, `${told} of ${bytes.length - footer}`);
  });
});
