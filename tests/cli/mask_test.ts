import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { asyncBufferFromFile, parquetReadObjects } from "hyparquet";
import { compressors } from "hyparquet-compressors";
import { loadTokenizer, maskTrace, type Trace } from "tracebook";
import { inFolder } from "../in_folder.ts";
import { steps } from "../train/mask/masked_traces.ts";
import { runTraces } from "./run_traces.ts";
import { REPOSITORY } from "../repository.ts";

const lines = (values: readonly unknown[]) => values.map((value) => `${JSON.stringify(value)}\n`).join("");
const traces: Trace[] = [{ ...steps(12), id: "long" }, { ...steps(1), id: "short" }];

Deno.test("records are lines of JSON, or parquet, as the library makes them", async () => {
  await inFolder(async (folder) => {
    await Deno.writeTextFile(`${folder}/traces.jsonl`, lines(traces));
    const tokenizer = await loadTokenizer();
    const expected = traces.flatMap((trace) => maskTrace(trace, tokenizer, { maxLength: 500 }).records)
      .map((record) => ({ ...record, attention_mask: record.input_ids.map(() => 1) }));
    assert(expected.length > 2);
    const mask = (out: string, ...flags: string[]) =>
      runTraces(
        "mask",
        `${folder}/traces.jsonl`,
        "--max-length",
        "500",
        "--out",
        `${folder}/${out}`,
        ...flags,
      );
    const json = await mask("masks.jsonl");
    assertEquals([json.code, json.err], [0, ""]);
    assertStringIncludes(json.out, "Masks of 2 traces");
    assertEquals(await Deno.readTextFile(`${folder}/masks.jsonl`), lines(expected));
    const shared = await mask("shared.jsonl", "--workers", "2");
    assertEquals([shared.code, shared.err, shared.out], [0, "", json.out]);
    assertEquals(await Deno.readTextFile(`${folder}/shared.jsonl`), lines(expected));
    assertEquals((await mask("masks.parquet")).code, 0);
    const file = await asyncBufferFromFile(`${folder}/masks.parquet`);
    assertEquals(await parquetReadObjects({ file, compressors }), expected);
  });
});

Deno.test("--json: what became of each trace, and the audit; warnings go to standard error", async () => {
  await inFolder(async (folder) => {
    await Deno.writeTextFile(`${folder}/traces.jsonl`, lines([...traces, { id: "none", conversations: [] }]));
    const { code, out, err } = await runTraces(
      "mask",
      `${folder}/traces.jsonl`,
      "--max-length",
      "500",
      "--json",
    );
    assertEquals(code, 0);
    const found = JSON.parse(out);
    assertEquals(found.traces.map(({ id }: { id: string }) => id), ["long", "short", "none"]);
    for (const key of ["id", "total", "trainable", "lost"]) assert(key in found.traces[0], key);
    assertEquals([found.audit.traces, found.audit.lost.turns], [3, 0]);
    assertEquals(
      err,
      'WARNING: 1 of 3 traces train nothing. Nothing of "none" is trained: it has no gpt turn.\n',
    );
  });
});

Deno.test("the tutorial's method keeps the first 2,048 tokens, and warns loudly that nothing is trained", async () => {
  await inFolder(async (folder) => {
    const out = `${folder}/masks.jsonl`;
    const { code, err } = await runTraces(
      "mask",
      "data/sample-kimi.parquet",
      "--method",
      "tutorial",
      "--out",
      out,
    );
    assertEquals(code, 0);
    assertMatch(err, /^WARNING: 150 of 150 traces train nothing\. .*only the first 2,048 are kept/);
    const records = (await Deno.readTextFile(out)).trim().split("\n").map((line) => JSON.parse(line));
    assertEquals(records.length, 150);
    assert(records.every(({ input_ids, labels }) => input_ids.length === 2048 && labels.length === 2048));
  });
});

Deno.test("switches reach the masks", async () => {
  await inFolder(async (folder) => {
    await Deno.writeTextFile(`${folder}/traces.jsonl`, lines(traces));
    const trained = async (...flags: string[]) => {
      const { code, out, err } = await runTraces("mask", `${folder}/traces.jsonl`, "--json", ...flags);
      assertEquals(code, 0, err);
      const { audit } = JSON.parse(out);
      return [audit.trainedTurns, audit.trained];
    };
    const [turns, tokens] = await trained();
    assertEquals(turns, 13 + 2);
    assertEquals((await trained("--last-turn"))[0], 2);
    const thinking = await trained("--train", "thinking");
    assert(thinking[1] < tokens && thinking[0] === turns);
    assertEquals((await trained("--skip-failed", "--skip-repeats", "--tool-turns", "[TOOL]\n"))[0], turns);
  });
});

Deno.test("calls that cannot be met end with 2, and data with 1; nothing is written", async () => {
  await inFolder(async (folder) => {
    const fails = async (code: number, message: string, ...words: string[]) => {
      const ran = await runTraces("mask", ...words);
      assertEquals([ran.code, ran.out], [code, ""], ran.err);
      assertStringIncludes(ran.err, message);
    };
    const out = ["--out", `${folder}/masks.jsonl`];
    await fails(2, "the name must end with .jsonl or .parquet", "sample", "--out", `${folder}/masks.csv`);
    await fails(
      2,
      "Cannot mask by the tutorial's method with lastTurn",
      "sample",
      "--method",
      "tutorial",
      "--last-turn",
    );
    await fails(2, "must be some of thinking,calls,answers", "sample", "--train", "all");
    await fails(2, "the smallest window for it is", "sample", "--system", "whole", ...out);
    await fails(2, "Cannot mask records of 0 tokens", "sample", "--max-length", "0", ...out);
    await fails(1, "there is no such folder", "sample", "--tokenizer", `${folder}/none`);
    await Deno.writeTextFile(`${folder}/tokenizer.json`, "{}");
    await fails(1, `Cannot make the tokenizer ${folder}`, "sample", "--tokenizer", folder);
    assertEquals(Array.from(Deno.readDirSync(folder), ({ name }) => name), ["tokenizer.json"]);
  });
});

Deno.test("Ctrl-C leaves no file behind, on one thread and on several", async () => {
  for (const workers of ["1", "2"]) await interrupted(workers);
});

async function interrupted(workers: string) {
  await inFolder(async (folder) => {
    const out = `${folder}/masks.jsonl`;
    const child = new Deno.Command(Deno.execPath(), {
      args: ["run", "--allow-all", "lib/cli/main.ts", "mask", "sample", "--workers", workers, "--out", out],
      cwd: REPOSITORY,
      stdin: "null",
      stdout: "null",
      stderr: "null",
    }).spawn();
    const names = () => Array.from(Deno.readDirSync(folder), ({ name }) => name);
    while (names().length === 0) await new Promise((wake) => setTimeout(wake, 20));
    child.kill("SIGINT");
    assertEquals((await child.status).code, 130);
    assertEquals(names(), []);
  });
}
