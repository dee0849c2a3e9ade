import { assert, assertEquals, assertRejects, assertStringIncludes, assertThrows } from "@std/assert";
import fc from "fast-check";
import { type Dataset, datasetOf, loadTraces, type Trace } from "tracebook";
import { JUPYTER_DISPLAY } from "../../lib/display/mod.ts";
import { openLocalBytes } from "../../lib/load/bytes.ts";
import { type Duplicate, inspectTraces } from "../../lib/load/mod.ts";
import { orderedRows } from "../../lib/load/ordered_rows.ts";
import { parquetRows } from "../../lib/load/parquet_rows.ts";
import { permutation } from "../../lib/python/mod.ts";
import { repositoryPath } from "../repository.ts";

const fixture = (name: string) => repositoryPath(`tests/fixtures/load/${name}`);
const path = fixture("snappy_v1.parquet");
const rows: Trace[] = JSON.parse(Deno.readTextFileSync(fixture("snappy_v1.golden.json")));

const traces = (ids: string) =>
  [...ids].map((id): Trace => ({ id, conversations: [], category: id < "c" ? "early" : null }));
const ids = (dataset: Dataset) => dataset.labels("id").then((labels) => labels.join(""));
const readIds = async (dataset: Dataset) => (await dataset.toArray()).map((trace) => trace.id).join("");

Deno.test("a data set can be read again and again, also at the same time", async () => {
  const dataset = loadTraces(path);
  const [a, b] = [dataset[Symbol.asyncIterator](), dataset[Symbol.asyncIterator]()];
  for (const row of rows) {
    assertEquals((await a.next()).value, row);
    assertEquals((await b.next()).value, row);
  }
  const all = await Promise.all([dataset.toArray(), dataset.shuffle(1).toArray(), dataset.toArray()]);
  assertEquals([all[0], all[2]], [rows, rows]);
  await a.return?.();
  await b.return?.();
});

Deno.test("leaving a loop early closes the file", async () => {
  for (
    const dataset of [
      loadTraces(path),
      loadTraces([path, path]),
      loadTraces(path).shuffle(0),
      loadTraces(path).take(9),
    ]
  ) {
    for await (const trace of dataset) {
      assert(trace.id);
      break;
    }
  }
});

Deno.test("shuffle gives the order of datasets, over files too", async () => {
  const order = [...permutation(7, rows.length)];
  assertEquals(await loadTraces(path).shuffle(7).toArray(), order.map((row) => rows[row]!));
  assertEquals(await loadTraces(path).shuffle(7).labels("task"), order.map((row) => rows[row]!.task ?? null));
});

Deno.test("take, select, shuffle, filter and concatenate follow one another as arrays do", async () => {
  const step = fc.oneof(
    fc.record({ kind: fc.constant("take" as const), n: fc.nat(12) }),
    fc.record({ kind: fc.constant("shuffle" as const), n: fc.nat(9) }),
    fc.record({ kind: fc.constant("filter" as const), n: fc.integer({ min: 1, max: 4 }) }),
    fc.record({ kind: fc.constant("select" as const), n: fc.nat(5) }),
    fc.record({ kind: fc.constant("concatenate" as const), n: fc.nat(3) }),
  );
  const code = (trace: Trace) => trace.id.charCodeAt(0);
  await fc.assert(fc.asyncProperty(fc.nat(10), fc.array(step, { maxLength: 6 }), async (length, steps) => {
    let array = traces("abcdefghij".slice(0, length));
    let dataset = datasetOf(array);
    for (const { kind, n } of steps) {
      const size = array.length;
      if (kind === "take") [array, dataset] = [array.slice(0, n), dataset.take(n)];
      if (kind === "shuffle") {
        [array, dataset] = [[...permutation(n, size)].map((i) => array[i]!), dataset.shuffle(n)];
      }
      if (kind === "filter") {
        const keep = (trace: Trace) => code(trace) % n === 0;
        [array, dataset] = [array.filter(keep), dataset.filter(keep)];
      }
      if (kind === "select" && size) {
        const chosen = Array.from({ length: n }, (_, i) => (i * 7 + n) % size);
        [array, dataset] = [chosen.map((i) => array[i]!), dataset.select(chosen)];
      }
      if (kind === "concatenate" && size < 100) {
        const more = traces("xyz".slice(0, n));
        [array, dataset] = [[...array, ...more], dataset.concatenate(datasetOf(more))];
      }
    }
    assertEquals(await dataset.toArray(), array);
    assertEquals(await dataset.count(), array.length);
    assertEquals(await ids(dataset), array.map((trace) => trace.id).join(""));
    assertEquals(await dataset.head(3), array.slice(0, 3));
    if (array.length) assertEquals(await dataset.first(), array[0]);
    else await assertRejects(() => dataset.first(), RangeError, "Cannot give the first trace: there is none");
  }));
});

Deno.test("a shuffled file is read through a file of rows, with the same result", async () => {
  const file = parquetRows("a.parquet", () => openLocalBytes(path));
  const order = Array.from({ length: 60 }, (_, i) => (i * 7) % rows.length);
  const windowed = orderedRows(file, () => Promise.resolve(order), 1);
  assertEquals(await Array.fromAsync(windowed.read()), order.map((row) => rows[row]!));
});

Deno.test("methods give new data sets and leave the old one as it was", async () => {
  const dataset = datasetOf(traces("abcd"));
  const numbers = [3, 0];
  const selected = dataset.select(numbers);
  numbers.push(1);
  assertEquals(await readIds(selected), "da");
  assertEquals(await readIds(dataset.withSource("x")), "abcd");
  assertEquals((await dataset.withSource("x").first()).source, "x");
  assertEquals((await dataset.first()).source, undefined);
});

Deno.test("rows that are not there are refused", async () => {
  const dataset = datasetOf(traces("ab"));
  await assertRejects(() => dataset.select([0, 2]).toArray(), RangeError, "row 2");
  await assertRejects(() => dataset.locate(2), RangeError, "row 2");
  assertThrows(() => dataset.select([-1]), RangeError, "-1");
  assertThrows(() => dataset.take(1.5), RangeError, "1.5");
  assertThrows(() => dataset.shuffle(-1), RangeError, "seed -1");
  assertEquals(await dataset.take(5).count(), 2);
});

Deno.test("countBy counts labels, the most frequent first, ties in first-seen order", async () => {
  assertEquals(await datasetOf(traces("dabcef")).countBy("category"), [[null, 4], ["early", 2]]);
  assertEquals(await datasetOf(traces("dab")).withSource("s").countBy("source"), [["s", 3]]);
});

Deno.test("a trace can be traced back to its file and row", async () => {
  const other = fixture("not_nullable.parquet");
  const dataset = loadTraces([path, other]);
  assertEquals(await dataset.locate(rows.length + 3), { file: other, row: 3 });
  const order = permutation(3, await dataset.count());
  const place = await dataset.shuffle(3).locate(0);
  assertEquals(place.row, order[0]! % rows.length);
});

Deno.test("a data set shows itself, its text escaped", async () => {
  const dataset = datasetOf([{
    id: "<b>",
    conversations: [{ from: "human", value: "<script>alert(1)</script>" }],
    category: "<i>Chat</i>",
  }]).withSource("kimi");
  const bundle = await dataset[JUPYTER_DISPLAY]();
  const html = String(bundle["text/html"]);
  assertStringIncludes(html, "&lt;script&gt;");
  for (const tag of ["<script", "<b>", "<i>"]) assert(!html.includes(tag), tag);
  assertStringIncludes(String(bundle["text/plain"]), "sources     kimi 1");
  assertStringIncludes(Deno.inspect([dataset]), "Dataset {");
});

Deno.test("an inspection is plain data", async () => {
  const found = await inspectTraces(datasetOf([]));
  assertEquals(JSON.parse(JSON.stringify(found)), {
    columns: [],
    rows: 0,
    categories: [],
    sources: [],
    sample: null,
  });
  assertStringIncludes(String((await datasetOf([])[JUPYTER_DISPLAY]())["text/plain"]), "traces");
});

Deno.test("look-alikes: the first of them stays, by the request or by the whole conversation; empty ones are not alike", async () => {
  const say = (id: string, ...values: string[]): Trace => ({
    id,
    conversations: values.map((value, i) => ({ from: i % 2 ? "gpt" : "human", value })),
  });
  const traces = [
    say("a", "Sort.", "Done."),
    say("b", " Sort.\n", "No."),
    say("c", "Sort.", " Done. "),
    say("d"),
    say("e"),
  ];
  const dropped: Duplicate[] = [];
  const distinct = datasetOf(traces).dropDuplicates("conversation", (one) => dropped.push(one));
  for (let reading = 0; reading < 2; reading++) {
    assertEquals(await distinct.labels("id"), ["a", "b", "d", "e"]);
  }
  assertEquals(dropped, [{ row: 2, id: "c", first: 0 }]);
  assertEquals(await datasetOf(traces).dropDuplicates("request").labels("id"), ["a", "d", "e"]);
  assertEquals(await datasetOf(traces).shuffle(1).dropDuplicates("request").count(), 3);
});
