import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { type Dataset, datasetOf, loadTraces, type Trace } from "tracebook";
import { writeTraceParquet } from "../../lib/files/mod.ts";
import { loadPiece, type TracePiece } from "../../lib/load/mod.ts";
import { inFolder } from "../in_folder.ts";
import { loopbackHub } from "./loopback_hub.ts";
import { repositoryUrl } from "../repository.ts";

const rows = (prefix: string, count: number) =>
  Array.from({ length: count }, (_, i): Trace => ({ id: `${prefix}${i}`, conversations: [] }));

/** Two parquet files of small row groups and a text file. */
async function write(
  folder: string,
  sizes: [number, number, number],
  rowGroupRows: number,
): Promise<string[]> {
  const paths = ["a.parquet", "b.jsonl", "c.parquet"].map((name) => `${folder}/${name}`) as [
    string,
    string,
    string,
  ];
  await writeTraceParquet(paths[0], rows("a", sizes[0]), { rowGroupRows });
  await Deno.writeTextFile(paths[1], rows("b", sizes[1]).map((row) => JSON.stringify(row) + "\n").join(""));
  await writeTraceParquet(paths[2], rows("c", sizes[2]), { rowGroupRows });
  return paths;
}

/** What the pieces hold after a way through JSON, and the numbers that they begin with. */
async function read(dataset: Dataset): Promise<{ traces: Trace[]; firsts: number[] }> {
  const pieces: TracePiece[] = JSON.parse(JSON.stringify(await dataset.pieces()));
  const parts = await Promise.all(pieces.map((piece) => loadPiece(piece).toArray()));
  const firsts = parts.map((_, i) => parts.slice(0, i).flat().length);
  assertEquals(pieces.map(({ first }) => first), firsts);
  return { traces: parts.flat(), firsts };
}

Deno.test("the pieces of files, joined, are the data set, with sources and whatever is taken of it", async () => {
  const size = fc.integer({ min: 0, max: 7 });
  await fc.assert(
    fc.asyncProperty(
      fc.tuple(size, size, size),
      fc.integer({ min: 1, max: 4 }),
      fc.nat(24),
      (sizes, group, most) =>
        inFolder(async (folder) => {
          const paths = await write(folder, sizes, group);
          for (const dataset of [loadTraces(paths), loadTraces(paths[2]!), loadTraces(paths).take(most)]) {
            assertEquals((await read(dataset)).traces, await dataset.toArray());
          }
          const joined = loadTraces(paths[0]!).withSource("x").concatenate(loadTraces(paths).take(most));
          assertEquals((await read(joined)).traces, await joined.toArray());
        }),
    ),
    { numRuns: 20 },
  );
});

Deno.test("a parquet file's row groups are its pieces, a text file is one", async () => {
  await inFolder(async (folder) => {
    const paths = await write(folder, [5, 3, 4], 2);
    assertEquals((await read(loadTraces(paths))).firsts, [0, 2, 4, 5, 8, 10]);
  });
});

Deno.test("a piece behaves as a data set of its own", async () => {
  await inFolder(async (folder) => {
    const [path] = await write(folder, [5, 0, 0], 2);
    const piece = loadPiece((await loadTraces(path!).withSource("s").pieces())![1]!);
    assertEquals(await piece.count(), 2);
    assertEquals(await piece.labels("id"), ["a2", "a3"]);
    assertEquals((await piece.select([1]).toArray()).map(({ id, source }) => [id, source]), [["a3", "s"]]);
    assertEquals(await piece.locate(1), { file: path, row: 3 });
    assertEquals(await piece.pieces(), null);
  });
});

Deno.test("what is no file as it is has no pieces", async () => {
  const file = loadTraces("sample/kimi");
  const others = [datasetOf(rows("a", 3)), file.shuffle(0), file.select([1]), file.filter(() => true)];
  for (const dataset of [...others, file.concatenate(others[0]!)]) assertEquals(await dataset.pieces(), null);
});

Deno.test("a hub that options name has no pieces: a token of one's own is handed to nobody", async () => {
  const bytes = await Deno.readFile(repositoryUrl("tests/fixtures/load/zstd_v1.parquet"));
  await using hub = loopbackHub({
    files: { "main/kimi/train-00000-of-00001.parquet": bytes },
    token: "hf_secret",
  });
  const dataset = loadTraces("hf:lab/traces/kimi", hub.options);
  assertEquals([await dataset.pieces(), await dataset.count() > 0], [null, true]);
});
