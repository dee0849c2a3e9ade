import { assertEquals, assertRejects } from "@std/assert";
import { type Dataset, LoadError, loadTraces, type Trace } from "tracebook";
import { writeTraceParquet } from "../../lib/files/mod.ts";
import { READ_LEAN } from "../../lib/trace/mod.ts";
import { repositoryPath, repositoryUrl } from "../repository.ts";

const fixture = (name: string) => repositoryPath(`tests/fixtures/load/${name}`);
const lean = (dataset: Dataset) => Array.fromAsync(dataset[READ_LEAN]());

/** A trace without what no measure looks at. */
function thinned(trace: Trace): Trace {
  const conversations = trace.conversations.map((turn) =>
    turn.from === "system" ? { ...turn, value: "" } : turn
  );
  return { ...trace, conversations, ...(typeof trace.tools === "string" ? { tools: "" } : {}) };
}

Deno.test("a measure reads the same traces, but for system turns and tools, which are empty", async () => {
  for (const name of ["zstd_v2", "snappy_v1", "large_types", "no_turns", "not_nullable", "empty"]) {
    const dataset = loadTraces(fixture(`${name}.parquet`));
    assertEquals(await lean(dataset), (await dataset.toArray()).map(thinned), name);
  }
  const several = loadTraces([fixture("gzip_v1.parquet"), "sample/kimi"]);
  const derived = [
    several.take(60),
    several.shuffle(1).take(5),
    several.select([3, 1]),
    several.withSource("x"),
  ];
  for (const dataset of [several, ...derived]) {
    assertEquals(await lean(dataset), (await dataset.toArray()).map(thinned));
  }
});

Deno.test("a measure refuses the rows that are refused elsewhere, in the same words", async () => {
  for await (const { name } of Deno.readDir(repositoryUrl("tests/fixtures/load/bad/"))) {
    const dataset = loadTraces(fixture(`bad/${name}`));
    const expected = await assertRejects(() => dataset.toArray(), LoadError);
    const error = await assertRejects(() => lean(dataset), LoadError);
    assertEquals({ ...error, message: error.message }, { ...expected, message: expected.message });
  }
});

Deno.test("a system turn or a tools column that is not UTF-8 is refused, although it is not read", async () => {
  const folder = await Deno.makeTempDir();
  const trace = (value: string, tools: string): Trace => ({
    id: "a",
    conversations: [{ from: "system", value }],
    tools,
  });
  const cases: [Trace, field: string][] = [
    [trace("MARK", "fine"), "conversations[0].value"],
    [trace("fine", "MARK"), "tools"],
  ];
  for (const [row, field] of cases) {
    const file = `${folder}/${field}.parquet`;
    await writeTraceParquet(file, [row], { codec: "UNCOMPRESSED" });
    const bytes = await Deno.readFile(file);
    const mark = new TextDecoder("latin1").decode(bytes).indexOf("MARK");
    bytes[mark] = 0xff;
    await Deno.writeFile(file, bytes);
    const error = await assertRejects(() => lean(loadTraces(file)), LoadError, "it is not valid UTF-8");
    assertEquals([error.row, error.id, error.field], [0, "a", field]);
  }
  await Deno.remove(folder, { recursive: true });
});
