import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { loadTokenizer, loadTraces, toMessages, type Trace } from "tracebook";
import { fileDigest, writeTraceParquet } from "../../lib/files/mod.ts";
import { FILE_FORMATS, readChatTemplate, toText } from "../../lib/train/mod.ts";
import { inFolder } from "../in_folder.ts";
import { runTraces, runTracesTask, start } from "./run_traces.ts";

const names = async (folder: string) =>
  (await Array.fromAsync(Deno.readDir(folder))).map(({ name }) => name).sort();
const readLines = async (file: string) =>
  (await Deno.readTextFile(file)).split("\n").slice(0, -1).map((line) => JSON.parse(line));

Deno.test("export writes the records and a card with their hash, the same bytes for the same call", () =>
  inFolder(async (folder) => {
    const traces = await loadTraces("sample").take(5).toArray();
    for (const ending of ["jsonl", "parquet"]) {
      const digests = [];
      for (const [name, run] of [["a", runTraces], ["b", runTracesTask]] as const) {
        const file = `${folder}/${name}.${ending}`;
        const { code, out, err } = await run(
          ...["export", "sample", "--limit", "5", "--format", "messages", "--out", file, "--json"],
        );
        assertEquals([code, err], [0, ""]);
        const { card, records, traces, leftOut, repaired, sources, bytes, sha256 } = JSON.parse(out);
        assertEquals([card, records, traces, leftOut, repaired], [`${file}.md`, 5, 5, [], 0]);
        assertEquals(sources, [["kimi", 5]]);
        assertEquals({ bytes, sha256 }, await fileDigest(file));
        const told = await Deno.readTextFile(card);
        for (const word of [sha256, "apache-2.0", "5 records of the format", `--out ${name}.${ending}`]) {
          assertStringIncludes(told, word);
        }
        digests.push(sha256);
      }
      assertEquals(digests[0], digests[1]);
    }
    const expected = traces.map((trace) => ({ id: trace.id, messages: [...toMessages(trace)] }));
    assertEquals(await readLines(`${folder}/a.jsonl`), expected);
    assertEquals((await names(folder)).length, 8);
  }));

Deno.test("every format can be written to both endings", () =>
  inFolder(async (folder) => {
    for (const format of FILE_FORMATS) {
      const ending = format.length % 2 ? "jsonl" : "parquet";
      const args = [
        "export",
        "sample",
        "--limit",
        "3",
        "--format",
        format,
        "--out",
        `${folder}/${format}.${ending}`,
      ];
      const { code, out, err } = await runTraces(...args);
      assertEquals([code, err], [0, ""], format);
      assertStringIncludes(out, "of 3 traces");
    }
    assertEquals((await names(folder)).length, 2 * FILE_FORMATS.length);
  }));

Deno.test("text is by the embedded chat template, or by that of a tokenizer's folder", () =>
  inFolder(async (folder) => {
    const [trace] = await loadTraces("sample").head(1);
    const file = `${folder}/text.jsonl`;
    const run = async (...more: string[]) => {
      const { code, err } = await runTraces(
        ...["export", "sample", "--limit", "1", "--format", "text", "--out", file, ...more],
      );
      assertEquals([code, err], [0, ""]);
      return (await readLines(file))[0].text;
    };
    const { chatTemplate, specialTokens } = await loadTokenizer();
    const own = readChatTemplate({ chat_template: chatTemplate, ...specialTokens });
    assertEquals(await run(), toText(trace!, own));
    assertEquals(await run("--style", "guide"), toText(trace!, own, { style: "guide" }));

    const config = { chat_template: "{% for m in messages %}{{ m.role }}{% endfor %}" };
    await Deno.mkdir(`${folder}/tokenizer`);
    await Deno.writeTextFile(`${folder}/tokenizer/tokenizer_config.json`, JSON.stringify(config));
    await Deno.writeTextFile(`${folder}/tokenizer/tokenizer.json`, "{}");
    assert((await run("--tokenizer", `${folder}/tokenizer`)).startsWith("systemuserassistant"));
  }));

Deno.test("traces that train nothing are warned of with reason and id; a file of nothing else is an error", () =>
  inFolder(async (folder) => {
    const human = [{ from: "human" as const, value: "Hi" }];
    const traces: Trace[] = [
      { id: "asked\u001b[2J", conversations: human },
      { id: "fine", conversations: [...human, { from: "gpt", value: "Hello \ud83d" }] },
      { id: "none", conversations: [] },
    ];
    const data = `${folder}/traces.jsonl`;
    await Deno.writeTextFile(data, traces.map((trace) => `${JSON.stringify(trace)}\n`).join(""));
    const out = `${folder}/out.jsonl`;
    const mixed = await runTraces("export", data, "--format", "messages", "--out", out, "--json");
    assertEquals(mixed.code, 0);
    assertEquals(mixed.err.split("\n").slice(0, -1), [
      "warning: 1 trace left out, because there is no gpt turn, so nothing to train on: asked [2J",
      "warning: 1 trace left out, because there are no turns: none",
      "warning: 1 text held half a character, which is written as U+FFFD",
    ]);
    assertEquals(JSON.parse(mixed.out).leftOut.length, 2);
    assertEquals((await readLines(out)).map(({ id }) => id), ["fine"]);
    assertStringIncludes(
      await Deno.readTextFile(`${out}.md`),
      "left out: 1, because there are no turns (`none`)",
    );

    await Deno.writeTextFile(data, JSON.stringify(traces[0]) + "\n");
    const nothing = await runTraces("export", data, "--format", "pairs", "--out", `${folder}/no.jsonl`);
    assertEquals([nothing.code, nothing.out], [1, ""]);
    assertStringIncludes(
      nothing.err,
      "none of 1 traces gives a record to train on (1 because there is no gpt turn",
    );
    assertEquals(await names(folder), ["out.jsonl", "out.jsonl.md", "traces.jsonl"]);
  }));

Deno.test("export replaces no data, and a wrong call ends with 2 before anything is read", () =>
  inFolder(async (folder) => {
    const file = `${folder}/traces.parquet`;
    await writeTraceParquet(file, [{ id: "a", conversations: [{ from: "gpt", value: "Hello" }] }]);
    const before = await Deno.readFile(file);
    const cases: [string, string[]][] = [
      ["one of the files to export", [file, "--format", "messages", "--out", `${folder}/./traces.parquet`]],
      ["must end with .jsonl or .parquet", [file, "--format", "messages", "--out", `${folder}/a.json`]],
      ["there is no folder", [file, "--format", "messages", "--out", `${folder}/no/a.jsonl`]],
      ["Allowed choices", [file, "--format", "alpaca", "--out", `${folder}/a.jsonl`]],
      ["--format <format>", [file, "--out", `${folder}/a.jsonl`]],
      ["one of the files to export", [folder, "--format", "messages", "--out", file]],
    ];
    for (const [message, args] of cases) {
      const { code, out, err } = await runTraces("export", ...args);
      assertEquals([code, out], [2, ""], err);
      assertStringIncludes(err, message);
    }
    assertEquals(await Deno.readFile(file), before);
    assertEquals(await names(folder), ["traces.parquet"]);
  }));

Deno.test({
  name: "a signal while split or export write leaves nothing behind",
  ignore: Deno.build.os === "windows", // it has no SIGTERM to send
  fn: () =>
    inFolder(async (folder) => {
      const data = Array(40).fill("sample");
      const [out, file] = [`${folder}/split`, `${folder}/pairs.jsonl`];
      const calls = [
        ["split", ...data, "--validation", "0.1", "--seed", "1", "--out", out],
        ["export", ...data, "--format", "pairs", "--out", file],
      ];
      for (const args of calls) {
        const child = start(...args);
        while ((await names(folder)).length === 0) await new Promise((done) => setTimeout(done, 20));
        child.kill("SIGTERM");
        const { code, stderr } = await child.output();
        assertEquals([code, new TextDecoder().decode(stderr)], [143, ""]);
        assertEquals(await names(folder), []);
      }
    }),
});
