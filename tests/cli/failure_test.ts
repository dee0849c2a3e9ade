import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { writeTraceParquet } from "../../lib/files/mod.ts";
import { inFolder } from "../in_folder.ts";
import { runTraces, start } from "./run_traces.ts";

const oneTrace = [{ id: "a", conversations: [{ from: "gpt" as const, value: "Hello" }] }];

Deno.test("facts are not written into a missing folder or over the traces, and nothing is read before", async () => {
  await inFolder(async (folder) => {
    const file = `${folder}/traces.parquet`;
    await writeTraceParquet(file, oneTrace);
    const before = await Deno.readFile(file);

    const missing = await runTraces("measure", file, "--out", `${folder}/no/facts.csv`);
    assertEquals([missing.code, missing.out], [2, ""]);
    assertStringIncludes(missing.err, `there is no folder ${folder}/no`);

    for (const word of [file, folder, `${folder}/*.parquet`]) {
      const over = await runTraces("measure", word, "--out", `${folder}/./traces.parquet`);
      assertEquals([over.code, over.out], [2, ""]);
      assertStringIncludes(over.err, "one of the files to measure");
    }
    assertEquals(await Deno.readFile(file), before);
  });
});

Deno.test("what the system refuses, and an empty name, are errors in one line", async () => {
  await inFolder(async (folder) => {
    const sample = ["sample", "--rows", "1", "--seed", "1", "--config", "kimi", "--out"];
    const missing = await runTraces(...sample, `${folder}/no/a.parquet`);
    assertEquals(missing.code, 1);
    assertEquals(
      missing.err,
      `error: Cannot write ${folder}/no/a.parquet: No such file or directory (os error 2). Make its folder first\n`,
    );
    await Deno.mkdir(`${folder}/taken.parquet`);
    const taken = await runTraces(...sample, `${folder}/taken.parquet`);
    assertEquals([taken.code, taken.err.trim().split("\n").length], [1, 1]);
    assertStringIncludes(taken.err, `error: Cannot write ${folder}/taken.parquet: `);
    assertEquals((await Array.fromAsync(Deno.readDir(folder))).length, 1);

    const empty = await runTraces("measure", "");
    assertEquals(empty.code, 1);
    assertStringIncludes(empty.err, 'error: Cannot load "": the name is empty. Give a file');
  });
});

Deno.test("sample traces are not written under a name that says they are something else", async () => {
  await inFolder(async (folder) => {
    const file = `${folder}/traces.jsonl`;
    const call = ["sample", "--rows", "1", "--seed", "1", "--config", "kimi", "--out", file];
    const { code, err } = await runTraces(...call);
    assertEquals([code, err], [
      2,
      `error: Cannot write traces to ${file}: the name must end with .parquet\n`,
    ]);
    assertEquals((await Array.fromAsync(Deno.readDir(folder))).length, 0);
  });
});

Deno.test("a file's name cannot tell the terminal what to do", async () => {
  const { code, err } = await runTraces("compare", "sample/kimi", "\u001b[31m\u009b2Jruns.parquet");
  assertEquals([code, /[^\n\P{Cc}]/u.test(err)], [1, false]);
  assertStringIncludes(err, "runs.parquet: no file matches");
});

Deno.test("a reader that has had enough ends the program without a word", async () => {
  const child = start("inspect", "sample", "--json"); // far more than a pipe holds
  const reader = child.stdout.getReader();
  await reader.read();
  await reader.cancel();
  const [{ code }, errors] = await Promise.all([child.status, new Response(child.stderr).text()]);
  assertEquals([code, errors], [0, ""]);
});

Deno.test({
  name: "a signal while traces are written leaves no file behind",
  ignore: Deno.build.os === "windows", // it has no SIGTERM to send
  fn: () =>
    inFolder(async (folder) => {
      const args = ["--rows", "200000", "--seed", "1", "--config", "kimi", "--out", `${folder}/a.parquet`];
      for (const [signal, expected] of [["SIGINT", 130], ["SIGTERM", 143]] as const) {
        const child = start("sample", ...args);
        const names = async () => (await Array.fromAsync(Deno.readDir(folder))).map(({ name }) => name);
        while ((await names()).length === 0) await new Promise((done) => setTimeout(done, 20));
        assert((await names()).every((name) => name.includes(".tmp-")));
        child.kill(signal);
        const { code, stderr } = await child.output();
        assertEquals([code, new TextDecoder().decode(stderr).includes("at ")], [expected, false]);
        assertEquals(await names(), []);
      }
    }),
});
