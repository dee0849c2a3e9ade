import { assert, assertEquals, assertRejects } from "@std/assert";
import fc from "fast-check";
import { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects } from "hyparquet";
import { compressors } from "hyparquet-compressors";
import { writeRecords } from "tracebook";
import { type RecordFields, TOKEN_FIELDS } from "../../lib/files/mod.ts";
import { inFolder } from "../in_folder.ts";

const FIELDS = {
  id: "string",
  window: "int64",
  ids: { list: "int32" },
  flags: { list: "int8" },
  messages: { list: { struct: { role: "string", trained: "bool" } } },
  extra: { list: "json" },
} as const satisfies RecordFields;

/** What a parquet file holds, with JSON as text and 64-bit numbers as numbers. */
async function readParquet(path: string): Promise<Record<string, unknown>[]> {
  const rows = await parquetReadObjects({ file: await asyncBufferFromFile(path), compressors });
  return rows.map((row) => JSON.parse(JSON.stringify(row, (_, v) => typeof v === "bigint" ? Number(v) : v)));
}

const readLines = async (path: string) =>
  (await Deno.readTextFile(path)).split("\n").slice(0, -1).map((line) => JSON.parse(line));

const text = fc.string({ unit: "grapheme", maxLength: 8 });
const record = fc.record({
  id: text,
  window: fc.integer({ min: -(2 ** 52), max: 2 ** 52 }),
  ids: fc.array(fc.integer({ min: -100, max: 151_665 }), { maxLength: 5 }),
  flags: fc.array(fc.constantFrom(0, 1), { maxLength: 5 }),
  messages: fc.array(
    fc.record({
      role: fc.option(text, { nil: null }),
      trained: fc.option(fc.boolean(), { nil: null }),
    }),
    { maxLength: 3 },
  ),
  extra: fc.array(fc.jsonValue({ maxDepth: 2 }).filter((value) => value !== null), { maxLength: 3 }),
});

Deno.test("any records are read back as they were, from JSON lines and from parquet", () =>
  inFolder(async (folder) => {
    const property = fc.asyncProperty(fc.array(record, { minLength: 1, maxLength: 7 }), async (records) => {
      const given = records.map((one) => ({ ...one, extra: one.extra.map((json) => JSON.stringify(json)) }));
      // as JSON has it: 1e400 and -0 are written otherwise
      const expected = JSON.parse(JSON.stringify(records));
      for (const ending of [".jsonl", ".parquet"]) {
        const file = `${folder}/x${ending}`;
        const { records: written, repaired } = await writeRecords(file, given, FIELDS, { rowGroupRows: 3 });
        assertEquals([written, repaired], [records.length, 0]);
        const read = ending === ".jsonl" ? await readLines(file) : await readParquet(file);
        const parsed = ending === ".jsonl"
          ? read
          : read.map((row) => ({ ...row, extra: (row.extra as string[]).map((json) => JSON.parse(json)) }));
        assertEquals(parsed, expected);
      }
    });
    await fc.assert(property, { numRuns: 60 });
  }));

Deno.test("JSON that is given as text keeps its digits, and no line end of its breaks the line", () =>
  inFolder(async (folder) => {
    const extra = ['{"n": 1.0,\n "m": 1e-07, "k": 12345678901234567890}'];
    await writeRecords(`${folder}/x.jsonl`, [{ extra }], { extra: { list: "json" } });
    const line = await Deno.readTextFile(`${folder}/x.jsonl`);
    assertEquals(line, '{"extra":[{"n": 1.0,  "m": 1e-07, "k": 12345678901234567890}]}\n');
    await writeRecords(`${folder}/x.parquet`, [{ extra }], { extra: { list: "json" } }, {
      codec: "UNCOMPRESSED",
    });
    const bytes = new TextDecoder("latin1").decode(await Deno.readFile(`${folder}/x.parquet`));
    assert(bytes.includes(extra[0]!));
  }));

Deno.test("a parquet file says its types to Python, and lists of integers are lists of small integers", () =>
  inFolder(async (folder) => {
    const row = { id: "a", window: 0, windows: 1, input_ids: new Int32Array([1, 2]), labels: [-100, 2] };
    await writeRecords(`${folder}/x.parquet`, [{ ...row, attention_mask: [1, 1] }], TOKEN_FIELDS);
    const { schema, key_value_metadata } = await parquetMetadataAsync(
      await asyncBufferFromFile(`${folder}/x.parquet`),
    );
    const elements = schema.filter(({ name }) => name === "element").map(({ type, converted_type }) =>
      `${type} ${converted_type ?? ""}`.trim()
    );
    assertEquals(elements, ["INT32", "INT32", "INT32 INT_8"]);
    const { features } = JSON.parse(
      key_value_metadata!.find(({ key }) => key === "huggingface")!.value!,
    ).info;
    assertEquals(features.labels, { feature: { dtype: "int32", _type: "Value" }, _type: "List" });
    assertEquals((await readParquet(`${folder}/x.parquet`))[0]!.input_ids, [1, 2]);
  }));

Deno.test("half a surrogate pair is written as U+FFFD, the same in both, and counted", () =>
  inFolder(async (folder) => {
    const records = [{ id: "a\ud83d", window: 0 }, { id: "🙂", window: 0 }];
    for (const ending of [".jsonl", ".parquet"]) {
      const file = `${folder}/x${ending}`;
      const fields = { id: "string" } as const;
      assertEquals(await writeRecords(file, records, fields), { records: 2, repaired: 1 });
      const rows = await (ending === ".jsonl" ? readLines : readParquet)(file);
      assertEquals(rows.map(({ id }) => id), ["a\ufffd", "🙂"]);
    }
  }));

Deno.test("doubles are written as they are, and nothing else as a double", () =>
  inFolder(async (folder) => {
    const fields = { x: "float64" } as const;
    for (const ending of ["jsonl", "parquet"]) {
      const path = `${folder}/a.${ending}`;
      await writeRecords(path, [{ x: 0.1 }, { x: -3 }, {}], fields);
      const back = ending === "jsonl" ? await readLines(path) : await readParquet(path);
      assertEquals(back, [{ x: 0.1 }, { x: -3 }, { x: null }]);
      await assertRejects(() => writeRecords(path, [{ x: "1" }], fields), TypeError, "not of type float64");
    }
  }));

Deno.test("what a record lacks is null, what it has beyond the fields is not written", () =>
  inFolder(async (folder) => {
    await writeRecords(`${folder}/x.jsonl`, [{ id: "a", other: 1 }], { id: "string", tools: "string" });
    assertEquals(await Deno.readTextFile(`${folder}/x.jsonl`), '{"id":"a","tools":null}\n');
  }));

Deno.test("a value of another type is named with its row and field, and no file appears", () =>
  inFolder(async (folder) => {
    const cases: [RecordFields, object, string][] = [
      [{ ids: { list: "int32" } }, { ids: [1, 2 ** 31] }, "2147483648 at row 1, field ids"],
      [{ ids: { list: "int32" } }, { ids: "12" }, '"12" at row 1, field ids: it is not of type list'],
      [{ window: "int64" }, { window: 0.5 }, "0.5 at row 1"],
      [{ m: { list: { struct: { role: "string" } } } }, { m: [{ role: 7 }] }, "7 at row 1, field m"],
      [{ m: { struct: { role: "string" } } }, { m: ["user"] }, "it is not of type struct"],
      [{ on: "bool" }, { on: "true" }, "it is not of type bool"],
    ];
    for (const [fields, wrong, message] of cases) {
      for (const ending of [".jsonl", ".parquet"]) {
        await assertRejects(
          () => writeRecords(`${folder}/x${ending}`, [{}, wrong], fields),
          TypeError,
          message,
        );
      }
    }
    await assertRejects(() => writeRecords(`${folder}/x.csv`, [], {}), RangeError, ".jsonl or .parquet");
    assertEquals((await Array.fromAsync(Deno.readDir(folder))).length, 0);
  }));

Deno.test("the same records give the same bytes, an aborted write gives none", () =>
  inFolder(async (folder) => {
    const records = Array.from({ length: 20 }, (_, i) => ({ id: `${i}`, window: i }));
    const fields = { id: "string", window: "int64" } as const;
    for (const ending of [".jsonl", ".parquet"]) {
      const [one, two] = [`${folder}/one${ending}`, `${folder}/two${ending}`];
      for (const file of [one, two]) await writeRecords(file, records, fields, { rowGroupRows: 7 });
      assertEquals(await Deno.readFile(one), await Deno.readFile(two));
      const signal = AbortSignal.abort(new RangeError("stop"));
      const stopped = () => writeRecords(`${folder}/stopped${ending}`, records, fields, { signal });
      await assertRejects(stopped, RangeError, "stop");
    }
    assertEquals((await Array.fromAsync(Deno.readDir(folder))).length, 4);
  }));
