import { assert, assertEquals, assertRejects } from "@std/assert";
import fc from "fast-check";
import { LoadError, loadTraces, type Trace } from "tracebook";
import { inFolder } from "../in_folder.ts";
import { repositoryPath } from "../repository.ts";
import { shortOrLong } from "../long.ts";

function fixture(name: string): string {
  return repositoryPath(`tests/fixtures/load/${name}`);
}

async function golden(name: string): Promise<Trace[]> {
  return JSON.parse(await Deno.readTextFile(fixture(`${name}.golden.json`)));
}

const names = [...Deno.readDirSync(fixture(""))].map((entry) => entry.name)
  .filter((name) => name.endsWith(".parquet")).map((name) => name.replace(".parquet", "")).sort();

for (const name of names) {
  Deno.test(`a parquet file reads as pyarrow wrote it: ${name}`, async () => {
    const rows = await golden(name);
    const dataset = loadTraces(fixture(`${name}.parquet`));
    assertEquals(await dataset.toArray(), rows);
    assertEquals(await dataset.count(), rows.length);
    assertEquals(await dataset.labels("category"), rows.map((row) => row.category ?? null));
    assertEquals(await dataset.head(1), rows.slice(0, 1));
    if (rows.length) assertEquals(await dataset.first(), rows[0]);
    else await assertRejects(() => dataset.first(), RangeError, "there is none");
  });
}

Deno.test("any rows of a file can be read alone, with and without a page index", async () => {
  for (const name of ["page_index", "snappy_v1", "zstd_v2", "not_nullable"]) {
    const rows = await golden(name);
    const dataset = loadTraces(fixture(`${name}.parquet`));
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(rows.length - 1)), async (numbers) => {
        assertEquals(await dataset.select(numbers).toArray(), numbers.map((row) => rows[row]!));
      }),
      { numRuns: 30 },
    );
  }
});

const bad: Record<
  string,
  [row: number | undefined, id: string | undefined, field: string | undefined, message: string]
> = {
  null_conversations: [1, "y", "conversations", "it is null, but a list is needed"],
  null_turn: [1, "y", "conversations[1]", "it is null, but an object is needed"],
  null_value: [1, "y", "conversations[1].value", "it is null, but a text is needed"],
  unknown_role: [
    0,
    "y",
    "conversations[0].from",
    'it is "bot", but one of system, human, gpt, tool is needed',
  ],
  null_id: [1, undefined, "id", "it is null, but a text is needed"],
  number_id: [0, undefined, "id", "it is the bigint 3, but a text is needed"],
  no_conversations: [undefined, undefined, undefined, "it has no column conversations, only id"],
  text_conversations: [0, "a", "conversations", 'it is "x", but a list is needed'],
  not_utf8: [0, "q", "conversations[1].value", "it is not valid UTF-8"],
};

for (const [name, [row, id, field, message]] of Object.entries(bad)) {
  Deno.test(`a bad parquet row is refused by file, row, id and field: ${name}`, async () => {
    const path = fixture(`bad/${name}.parquet`);
    const error = await assertRejects(() => loadTraces(path).toArray(), LoadError, message);
    assertEquals([error.file, error.row, error.id, error.field], [path, row, id, field]);
    assert(error.message.includes(path));
  });
}

Deno.test("the rows before a bad one are given", async () => {
  const seen: string[] = [];
  await assertRejects(async () => {
    for await (const trace of loadTraces(fixture("bad/null_value.parquet"))) seen.push(trace.id);
  }, LoadError);
  assertEquals(seen, ["x"]);
});

Deno.test("a label of the wrong type is refused by row", async () => {
  const error = await assertRejects(
    () => loadTraces(fixture("bad/number_id.parquet")).labels("id"),
    LoadError,
  );
  assertEquals([error.row, error.field], [0, "id"]);
});

Deno.test("an empty, foreign, cut or damaged file is refused by name", async () => {
  const folder = await Deno.makeTempDir();
  const whole = await Deno.readFile(fixture("snappy_v1.parquet"));
  const damaged = whole.slice();
  damaged.fill(0, 100, 1500);
  const files: Record<string, Uint8Array> = {
    empty: new Uint8Array(),
    foreign: new TextEncoder().encode("This is no parquet file."),
    cut: whole.slice(0, whole.length / 2),
    footless: whole.slice(0, -1),
    damaged,
  };
  for (const [name, bytes] of Object.entries(files)) {
    const path = `${folder}/${name}.parquet`;
    await Deno.writeFile(path, bytes);
    const error = await assertRejects(
      () => loadTraces(path).toArray(),
      LoadError,
      "copy or download it again",
    );
    assertEquals(error.file, path);
  }
  await Deno.remove(folder, { recursive: true });
});

Deno.test("a file cut anywhere is refused", async () => {
  const folder = await Deno.makeTempDir();
  const whole = await Deno.readFile(fixture("zstd_v2.parquet"));
  const path = `${folder}/a.parquet`;
  for (let length = 0; length < whole.length; length += 97) {
    await Deno.writeFile(path, whole.subarray(0, length));
    await assertRejects(() => loadTraces(path).toArray(), LoadError, path);
  }
  await Deno.remove(folder, { recursive: true });
});

Deno.test("whatever byte of a file is changed: as many rows or a clear error, at once", async () => {
  const bytes = await Deno.readFile(fixture("snappy_v2.parquet"));
  const count = (await loadTraces(fixture("snappy_v2.parquet")).toArray()).length;
  await inFolder(async (folder) => {
    const path = `${folder}/changed.parquet`;
    for (let at = 0; at < bytes.length; at += shortOrLong(11, 1)) {
      const changed = bytes.slice();
      changed[at]! ^= 0xff;
      await Deno.writeFile(path, changed);
      const began = performance.now();
      try {
        assertEquals((await loadTraces(path).toArray()).length, count, `byte ${at}`);
      } catch (error) {
        if (!(error instanceof LoadError)) throw new Error(`byte ${at}`, { cause: error });
      }
      const ms = performance.now() - began;
      if (ms > 3000) throw new Error(`byte ${at} takes ${ms} ms`);
    }
  });
});
