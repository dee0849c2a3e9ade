import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { writeTraceParquet } from "../../lib/files/mod.ts";
import { inFolder } from "../in_folder.ts";
import { runTraces, runTracesTask } from "./run_traces.ts";

Deno.test("compare prints one JSON document with every key that others rely on, the same for the same seed", async () => {
  const call = ["compare", "sample/kimi", "sample/glm-5.1", "--json"];
  const [first, again] = [await runTraces(...call), await runTracesTask(...call, "--seed", "0")];
  assertEquals([first.code, first.err, again.out], [0, "", first.out]);
  const found = JSON.parse(first.out);
  assertEquals([found.sources, found.traces, found.pairs > 10], [["kimi", "glm-5.1"], [150, 150], true]);
  for (const metric of found.metrics) {
    const keys = ["name", "a", "b", "difference", "low", "high", "effect", "p", "pAdjusted", "n"];
    assertEquals(Object.keys(metric).slice(0, keys.length), keys);
    if (metric.low !== null) {
      assert(metric.low <= metric.difference && metric.difference <= metric.high, metric.name);
    }
  }
  const turns = found.metrics.find((metric: { name: string }) => metric.name === "turns");
  assert(turns.n === 300 && turns.difference === turns.a - turns.b);
});

Deno.test("compare prints tables for people, and looks at no more traces than asked", async () => {
  const { code, out } = await runTraces(
    "compare",
    "sample/kimi",
    "data/sample-glm-5.1.parquet",
    "--limit",
    "40",
  );
  assertEquals(code, 0);
  assertMatch(out, /^kimi: 40 traces, .*; sample-glm-5\.1: 40 traces/);
  assertMatch(out, /\nturns .*\n[^]*\nTask by task: \d+ tasks? in both/);
});

Deno.test("sources are called by the last part of their names, if that tells them apart", async () => {
  const { out } = await runTraces("compare", "sample/kimi", "sample/kimi", "--json", "--limit", "5");
  const { sources, metrics } = JSON.parse(out);
  assertEquals(sources, ["sample/kimi (a)", "sample/kimi (b)"]);
  assertEquals([metrics[0].difference, metrics[0].p], [0, 1]);
  await inFolder(async (folder) => {
    for (const part of ["one", "two"]) {
      await Deno.mkdir(`${folder}/${part}`);
      await Deno.copyFile("data/sample-kimi.parquet", `${folder}/${part}/runs.parquet`);
    }
    const data = ["one", "two"].map((part) => `${folder}/${part}/runs.parquet`);
    assertEquals(
      JSON.parse((await runTraces("compare", ...data, "--json", "--limit", "5")).out).sources,
      data,
    );
  });
});

Deno.test("compare takes two data, no fewer and no more", async () => {
  const cases: [number, string, string[]][] = [
    [2, "missing required argument", []],
    [2, "missing required argument", ["sample"]],
    [2, "too many arguments", ["sample/kimi", "sample/glm-5.1", "sample"]],
    [2, "whole number", ["sample/kimi", "sample/glm-5.1", "--seed", "-1"]],
    [1, "no such file", ["sample/kimi", "missing.parquet"]],
  ];
  for (const [expected, message, data] of cases) {
    const { code, out, err } = await runTraces("compare", ...data, "--json");
    assertEquals([code, out], [expected, ""], err);
    assertStringIncludes(err, message);
  }
});

Deno.test("a source without traces compares as nothing", async () => {
  await inFolder(async (folder) => {
    await writeTraceParquet(`${folder}/empty.parquet`, []);
    const { code, out, err } = await runTraces("compare", `${folder}/empty.parquet`, "sample/kimi", "--json");
    assertEquals(code, 0, err);
    const { metrics: [turns], pairs } = JSON.parse(out);
    assertEquals([pairs, turns.a, turns.difference, turns.low, turns.p, turns.n], [
      0,
      null,
      null,
      null,
      null,
      150,
    ]);
  });
});
