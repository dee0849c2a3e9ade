import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { parse } from "@std/csv";
import { writeTraceParquet } from "../../lib/files/mod.ts";
import { inFolder } from "../in_folder.ts";
import { runTraces, runTracesTask } from "./run_traces.ts";

const call = (name: string) => `<tool_call>\n{"name": ${name}, "arguments": {}}\n</tool_call>`;

Deno.test("--json prints one JSON document with every key that others rely on", async () => {
  const { code, out, err } = await runTraces("measure", "sample", "--rules", "tutorial", "--json");
  assertEquals(code, 0, err);
  const found = JSON.parse(out);
  for (
    const key of [
      ...[
        "rows",
        "avgTurns",
        "avgToolCalls",
        "tracesWithErrorRate",
        "errorRate",
        "responseErrorRate",
        "unknownRate",
      ],
      ...["parallelRate", "topTools", "widths", "thoughtsPerTurn", "categories", "turnsHistogram"],
      ...["thinkLengths", "callLengths", "answerLengths"],
    ]
  ) assert(key in found, key);
  assertEquals([found.rows, found.turnsHistogram.counts.length, found.turnsHistogram.edges.length], [
    300,
    40,
    41,
  ]);
  assertEquals(found.tracesWithErrorRate, found.errorRate);
});

Deno.test("facts are one line a trace in input order, as CSV and as parquet", async () => {
  await inFolder(async (folder) => {
    const csv = await runTraces("measure", "data/sample-kimi.parquet", "--out", `${folder}/facts.csv`);
    assertEquals(csv.code, 0, csv.err);
    const rows = parse(await Deno.readTextFile(`${folder}/facts.csv`), { skipFirstRow: true });
    assertEquals(rows.length, 150);
    const order = await runTraces("shuffle", "data/sample-kimi.parquet", "--seed", "0", "--json");
    assertEquals(rows.map((row) => row.id).sort(), JSON.parse(order.out).sort());
    const parquet = await runTraces(
      "measure",
      "data/sample-kimi.parquet",
      "--out",
      `${folder}/facts.parquet`,
    );
    assertEquals(parquet.code, 0, parquet.err);
    assertEquals(
      new TextDecoder().decode((await Deno.readFile(`${folder}/facts.parquet`)).slice(0, 4)),
      "PAR1",
    );
  });
});

Deno.test("a trace on which the reference raises is an error naming file, row and id", async () => {
  await inFolder(async (folder) => {
    await writeTraceParquet(`${folder}/bad.parquet`, [
      { id: "fine", conversations: [{ from: "gpt", value: call('"ls"') }] },
      { id: "bad", conversations: [{ from: "gpt", value: call('["ls"]') }] },
    ]);
    const { code, out, err } = await runTraces(
      "measure",
      `${folder}/bad.parquet`,
      "--rules",
      "tutorial",
      "--json",
    );
    assertEquals([code, out], [1, ""]);
    assertMatch(err, /row 1 \(counting from 0\) of .*bad\.parquet, id "bad": .* name is a list/);
    assertEquals((await runTraces("measure", `${folder}/bad.parquet`, "--json")).code, 0);
  });
});

Deno.test("an empty file measures as nothing, not as zero", async () => {
  await inFolder(async (folder) => {
    await writeTraceParquet(`${folder}/empty.parquet`, []);
    const { code, out, err } = await runTraces(
      "measure",
      `${folder}/empty.parquet`,
      "--rules",
      "tutorial",
      "--json",
    );
    assertEquals(code, 0, err);
    const { rows, avgTurns, errorRate, topTools } = JSON.parse(out);
    assertEquals({ rows, avgTurns, errorRate, topTools }, {
      rows: 0,
      avgTurns: null,
      errorRate: null,
      topTools: [],
    });
  });
});

Deno.test("a tool name beyond 2^53 keeps its digits", async () => {
  await inFolder(async (folder) => {
    const name = "123456789012345678901234567890";
    await writeTraceParquet(`${folder}/big.parquet`, [{
      id: "a",
      conversations: [{ from: "gpt", value: call(name) }],
    }]);
    const { out } = await runTraces("measure", `${folder}/big.parquet`, "--rules", "tutorial", "--json");
    assertStringIncludes(out, `"topTools":[[${name},1]]`);
  });
});

Deno.test("a wrong call ends with 2, wrong data with 1", async () => {
  const cases: [number, string, string[]][] = [
    [2, "unknown command", ["nonsense"]],
    [2, "missing required argument", ["measure"]],
    [2, "Allowed choices are", ["measure", "sample", "--rules", "own"]],
    [2, "whole number", ["measure", "sample", "--limit", "-3"]],
    [2, ".csv or .parquet", ["measure", "sample", "--out", "facts.txt"]],
    [2, "give --id or --row", ["render", "sample"]],
    [1, "there are 300 traces", ["render", "sample", "--row", "300"]],
    [1, "no such file", ["measure", "missing.parquet"]],
  ];
  for (const [expected, message, args] of cases) {
    const { code, out, err } = await runTraces(...args);
    assertEquals([code, out], [expected, ""], `${args.join(" ")}: ${err}`);
    assertStringIncludes(err, message);
  }
});

Deno.test("render and replay print one trace, by row and by id", async () => {
  const byRow = await runTraces("render", "sample", "--row", "3");
  assertMatch(byRow.out, /^\n={72}\nTASK \[/);
  const { sample } = JSON.parse((await runTraces("inspect", "sample", "--json")).out);
  const byId = await runTraces("replay", "sample", "--id", sample.id, "--style", "guide");
  assertMatch(byId.out, /^\n--- Step 1\/\d+ ---\n/);
});

Deno.test("sample writes the same bytes for the same call", async () => {
  await inFolder(async (folder) => {
    for (const [name, run] of [["a", runTraces], ["b", runTracesTask]] as const) {
      const args = [
        "--rows",
        "12",
        "--seed",
        "3",
        "--config",
        "glm-5.1",
        "--out",
        `${folder}/${name}.parquet`,
      ];
      assertEquals((await run("sample", ...args)).code, 0);
    }
    assertEquals(await Deno.readFile(`${folder}/a.parquet`), await Deno.readFile(`${folder}/b.parquet`));
  });
});
