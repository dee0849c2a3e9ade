import { assert, assertEquals, assertNotEquals, assertRejects } from "@std/assert";
import { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects, parquetSchema } from "hyparquet";
import { compressors } from "hyparquet-compressors";
import { type ParquetCodec, writeRecordParquet, writeTraceParquet } from "../../lib/files/mod.ts";
import type { Trace } from "../../lib/trace/mod.ts";

async function withFile(run: (file: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    await run(`${folder}/x.parquet`);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

const read = async (path: string) =>
  await parquetReadObjects({ file: await asyncBufferFromFile(path), compressors });
const metadata = async (path: string) => await parquetMetadataAsync(await asyncBufferFromFile(path));

const TRACES: Trace[] = Array.from({ length: 7 }, (_, i) => ({
  id: `t${i}`,
  conversations: Array.from(
    { length: i },
    (_, k) => ({ from: k % 2 ? "gpt" : "human", value: `${i}.${k} é 漢 🙂\0` }),
  ),
  tools: "[]",
  category: i === 3 ? null : "File Operations",
  subcategory: "Editing",
  task: "",
}));

for (const codec of ["ZSTD", "SNAPPY", "GZIP", "UNCOMPRESSED"] satisfies ParquetCodec[]) {
  Deno.test(`traces written with ${codec} are read back as they were, the empty conversation too`, () =>
    withFile(async (file) => {
      assertEquals(await writeTraceParquet(file, TRACES, { codec, rowGroupRows: 3 }), 7);
      assertEquals(await read(file), TRACES as unknown as Record<string, unknown>[]);
      const { row_groups } = await metadata(file);
      assertEquals(row_groups.map((group) => Number(group.num_rows)), [3, 3, 1]);
      assertEquals(row_groups[0]!.columns[0]!.meta_data!.codec, codec);
    }));
}

Deno.test("the schema is the data set's: a list of structs, with the features for Python", () =>
  withFile(async (file) => {
    await writeTraceParquet(file, TRACES);
    const meta = await metadata(file);
    const columns = parquetSchema(meta).children.map(({ element }) => element.name);
    assertEquals(columns, ["id", "conversations", "tools", "category", "subcategory", "task"]);
    const leaves = meta.row_groups[0]!.columns.map(({ meta_data }) => meta_data!.path_in_schema.join("."));
    assertEquals(leaves.slice(1, 3), ["conversations.list.element.from", "conversations.list.element.value"]);
    const features = meta.key_value_metadata!.find(({ key }) => key === "huggingface")!.value!;
    assertEquals(Object.keys(JSON.parse(features).info.features), columns);
  }));

Deno.test("the source column is written when the first rows have it", () =>
  withFile(async (file) => {
    await writeTraceParquet(file, TRACES.map((row) => ({ ...row, source: "kimi" })));
    assertEquals((await read(file))[0]!.source, "kimi");
    const late = [TRACES[0]!, { ...TRACES[1]!, source: "kimi" }];
    await assertRejects(() => writeTraceParquet(file, late, { rowGroupRows: 1 }), TypeError, "row 1 (id t1)");
    assertEquals((await read(file)).length, 7); // the file from before is still whole
  }));

Deno.test("no rows give a file with the schema and no rows", () =>
  withFile(async (file) => {
    assertEquals(await writeTraceParquet(file, []), 0);
    assertEquals(await read(file), []);
    assertEquals(parquetSchema(await metadata(file)).children.length, 6);
  }));

Deno.test("the same rows give the same bytes; another codec gives others", () =>
  withFile(async (file) => {
    const bytes = async (codec: ParquetCodec) => {
      await writeTraceParquet(file, TRACES, { codec });
      return await Deno.readFile(file);
    };
    assertEquals(await bytes("ZSTD"), await bytes("ZSTD"));
    assertNotEquals(await bytes("ZSTD"), await bytes("SNAPPY"));
  }));

Deno.test("rows are pulled one group at a time and written before the next are made", () =>
  withFile(async (file) => {
    const made: number[] = [];
    const written: number[] = [];
    function* rows(): Generator<Trace> {
      for (let i = 0; i < 9; i++) {
        made.push(written.at(-1) ?? 0);
        yield { id: `${i}`, conversations: [] };
      }
    }
    await writeTraceParquet(file, rows(), { rowGroupRows: 3, onProgress: ({ done }) => written.push(done) });
    assertEquals(made, [0, 0, 0, 3, 3, 3, 6, 6, 6]);
    assertEquals(written, [3, 6, 9]);
  }));

Deno.test("an aborted write leaves no file", () =>
  withFile(async (file) => {
    const signal = AbortSignal.abort(new RangeError("stop"));
    await assertRejects(() => writeTraceParquet(file, TRACES, { signal }), RangeError, "stop");
    await assertRejects(() => Deno.stat(file), Deno.errors.NotFound);
  }));

Deno.test("a row group of no rows is refused", () =>
  withFile(async (file) => {
    await assertRejects(() => writeTraceParquet(file, TRACES, { rowGroupRows: 0 }), RangeError, "at least 1");
  }));

Deno.test("flat records keep text, whole numbers, numbers, truth values and nulls", () =>
  withFile(async (file) => {
    const columns = [
      { name: "id", type: "string" },
      { name: "n", type: "integer" },
      { name: "x", type: "number" },
      { name: "ok", type: "boolean" },
    ] as const;
    await writeRecordParquet(file, [
      { id: "a", n: 2 ** 40, x: 0.5, ok: true },
      { id: null, n: -1, ok: false },
    ], columns);
    assertEquals(await read(file), [
      { id: "a", n: 1099511627776n, x: 0.5, ok: true },
      { id: null, n: -1n, x: null, ok: false },
    ]);
  }));

Deno.test("a value of the wrong type is named with its row and column", () =>
  withFile(async (file) => {
    const columns = [{ name: "n", type: "integer" }] as const;
    await assertRejects(
      () => writeRecordParquet(file, [{ n: 1 }, { n: 1.5 }], columns),
      TypeError,
      "row 1, column n",
    );
    await assertRejects(() => writeRecordParquet(file, [{ n: "1" }], columns), TypeError, '"1"');
  }));

Deno.test("a large row group is written whole", () =>
  withFile(async (file) => {
    const value = "x".repeat(3_000_000);
    const rows = [0, 1, 2].map((i): Trace => ({
      id: `${i}`,
      conversations: [{ from: "tool", value: value + i }],
    }));
    await writeTraceParquet(file, rows, { codec: "UNCOMPRESSED" });
    const back = await read(file) as unknown as Trace[];
    assert(back.every((row, i) => row.conversations[0]!.value === value + i));
  }));
