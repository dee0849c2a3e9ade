import { assertEquals, assertStringIncludes } from "@std/assert";
import { inFolder } from "../in_folder.ts";
import { lines, predicted } from "./predicted_steps.ts";
import { runTraces } from "./run_traces.ts";

Deno.test("handoff writes the folder, and says what is in it", async () => {
  await inFolder(async (folder) => {
    const words = [
      "sample/kimi",
      "--limit",
      "20",
      "--validation",
      "0.2",
      "--evaluation",
      "0.2",
      "--seed",
      "3",
    ];
    const json = await runTraces("handoff", ...words, "--out", `${folder}/a`, "--json");
    assertEquals([json.code, json.err], [0, ""]);
    const manifest = JSON.parse(json.out);
    assertEquals(manifest, JSON.parse(await Deno.readTextFile(`${folder}/a/manifest.json`)));
    assertEquals([manifest.way, manifest.maxLength, manifest.seed], ["tokens", 4096, "3"]);
    const text = await runTraces("handoff", ...words, "--way", "text", "--out", `${folder}/b`);
    assertEquals(text.code, 0, text.err);
    assertStringIncludes(text.out, "text, at most 1,024 tokens a record");
  });
});

Deno.test("handoff: wrong calls end with 2 and leave nothing", async () => {
  await inFolder(async (folder) => {
    const fails = async (message: string, ...words: string[]) => {
      const ran = await runTraces("handoff", "sample", "--out", `${folder}/out`, ...words);
      assertEquals([ran.code, ran.out], [2, ""], ran.err);
      assertStringIncludes(ran.err, message);
    };
    await fails("a whole number of at least 1, or all", "--limit", "some");
    await fails("a share between 0 and 1", "--evaluation", "1");
    await fails("none is left for", "--limit", "2");
    await fails("Allowed choices are tokens, messages, text", "--way", "words");
    await Deno.mkdir(`${folder}/out`);
    await Deno.writeTextFile(`${folder}/out/a`, "");
    await fails("it holds a; name a new folder");
    assertEquals([...Deno.readDirSync(`${folder}/out`)].length, 1);
  });
});

Deno.test("score: one document, with the comparison where there is something to compare with", async () => {
  await inFolder(async (folder) => {
    await Deno.writeTextFile(`${folder}/after.jsonl`, lines(predicted("ls")));
    await Deno.writeTextFile(`${folder}/before.jsonl`, lines(predicted("cat")));
    const alone = await runTraces("score", `${folder}/after.jsonl`, "--json");
    assertEquals([alone.code, alone.err], [0, ""]);
    const scores = JSON.parse(alone.out);
    for (const part of ["format", "tools", "arguments", "decision", "stop", "baselines"]) {
      assertEquals(typeof scores[part], "object", part);
    }
    assertEquals([scores.tools.exact.value, scores.models, scores.learnedFrom], [1, ["ls"], "others"]);
    const both = await runTraces(
      "score",
      `${folder}/after.jsonl`,
      "--before",
      `${folder}/before.jsonl`,
      "--json",
    );
    const { comparison } = JSON.parse(both.out);
    const exact = comparison.metrics.find(({ name }: { name: string }) => name === "exact");
    assertEquals([exact.a, exact.b, comparison.pairs.steps], [1, 1 / 8, 8]);
    const train = await runTraces("score", `${folder}/after.jsonl`, "--train", "sample/kimi", "--json");
    assertEquals(JSON.parse(train.out).learnedFrom, "train");
    const text = await runTraces("score", `${folder}/after.jsonl`, "--before", `${folder}/before.jsonl`);
    assertStringIncludes(text.out, "8 steps of 8 traces that both predict: cat, then ls");
  });
});

Deno.test("score: what is no prediction ends with 1, other steps with 2", async () => {
  await inFolder(async (folder) => {
    const file = `${folder}/p.jsonl`;
    const fails = async (code: number, message: string, ...words: string[]) => {
      const ran = await runTraces("score", file, ...words);
      assertEquals([ran.code, ran.out], [code, ""], ran.err);
      assertStringIncludes(ran.err, message);
    };
    await fails(1, "there is no such file");
    await Deno.writeTextFile(file, "");
    await fails(1, "there are no predictions in it");
    await Deno.writeTextFile(file, "{}\n");
    await fails(1, `line 1 of ${file}: field id`);
    await Deno.writeTextFile(file, lines(predicted("ls")));
    await Deno.writeTextFile(`${folder}/other.jsonl`, lines([{ ...predicted("ls")[0]!, id: "other" }]));
    await fails(2, "no step is predicted by both", "--before", `${folder}/other.jsonl`);
  });
});
