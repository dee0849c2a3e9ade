import { assert, assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { asyncBufferFromFile, parquetReadObjects } from "hyparquet";
import { compressors } from "hyparquet-compressors";
import {
  datasetOf,
  loadTokenizer,
  loadTraces,
  maskTrace,
  readTrace,
  type Trace,
  type TrainingManifest,
  writeTrainingFolder,
} from "tracebook";
import { JUPYTER_DISPLAY } from "../../lib/display/mod.ts";
import { fileDigest } from "../../lib/files/mod.ts";
import { evenly } from "../../lib/handoff/held_out_steps.ts";
import { withoutToolList } from "../../lib/handoff/folder_formats.ts";
import { inFolder } from "../in_folder.ts";

const sample = loadTraces("sample");
const few = { limit: 40, validation: 0.2, evaluation: 0.2 };
const json = async (file: string) => JSON.parse(await Deno.readTextFile(file));
const lines = async (file: string) =>
  (await Deno.readTextFile(file)).trim().split("\n").map((line) => JSON.parse(line));
const rows = async (file: string) =>
  await parquetReadObjects({ file: await asyncBufferFromFile(file), compressors }) as Record<
    string,
    unknown
  >[];
const names = (folder: string) => [...Deno.readDirSync(folder)].map(({ name }) => name).sort();

Deno.test("a folder holds what it says, with the hash of every file, and nothing is on two sides", async () => {
  await inFolder(async (folder) => {
    const out = `${folder}/new/training`;
    const shown = await writeTrainingFolder(sample, out, few);
    assertEquals(names(out), [
      ...["README.md", "data", "evaluate.py", "manifest.json", "requirements.txt", "tokenizer", "train.py"],
    ]);
    const manifest: TrainingManifest = await json(`${out}/manifest.json`);
    assertEquals(manifest, JSON.parse(JSON.stringify(shown)));
    for (const { name, bytes, sha256 } of manifest.files) {
      assertEquals(await fileDigest(`${out}/${name}`), { bytes, sha256 }, name);
    }
    assertEquals(manifest.files.length, 9);
    const { train, validation, evaluate } = manifest.traces;
    assertEquals(train + validation + evaluate, 40);
    const nothing = { key: 0, firstTurn: 0, task: 0, conversation: 0 };
    assertEquals(manifest.leaks, { training: nothing, heldOut: nothing });
    const ids = {
      train: new Set((await rows(`${out}/data/train.parquet`)).map(({ id }) => id as string)),
      validation: new Set((await rows(`${out}/data/validation.parquet`)).map(({ id }) => id as string)),
      evaluate: new Set((await lines(`${out}/data/evaluate.jsonl`)).map(({ id }) => id as string)),
    };
    assertEquals([ids.train.size, ids.validation.size, ids.evaluate.size], [train, validation, evaluate]);
    assertEquals(new Set([...ids.train, ...ids.validation, ...ids.evaluate]).size, 40);
    assertStringIncludes(JSON.stringify(shown[JUPYTER_DISPLAY]()), "uv run train.py");
    assertStringIncludes(
      await Deno.readTextFile(`${out}/README.md`),
      `| to train on | ${train} | ${manifest.records.train} |`,
    );
  });
});

Deno.test("the same traces and options give the same bytes, another seed another split", async () => {
  await inFolder(async (folder) => {
    const files = async (name: string, seed: number) => {
      const { files } = await writeTrainingFolder(sample, `${folder}/${name}`, { ...few, seed });
      return files;
    };
    const one = await files("one", 0);
    assertEquals(await files("two", 0), one);
    assert(JSON.stringify(await files("three", 1)) !== JSON.stringify(one));
  });
});

Deno.test("records are those that masking makes, and the tokenizer is the one they were made with", async () => {
  await inFolder(async (folder) => {
    await writeTrainingFolder(sample, folder, { ...few, maxLength: 3000 });
    const tokenizer = await loadTokenizer();
    const all = new Map((await sample.take(40).toArray()).map((trace) => [trace.id, trace]));
    const found = await rows(`${folder}/data/train.parquet`) as unknown as { id: string; window: number }[];
    for (const { id, window, ...record } of found.slice(0, 20)) {
      const made = maskTrace(all.get(id)!, tokenizer, { maxLength: 3000 }).records[window]!;
      assertEquals(record, {
        windows: made.windows,
        input_ids: made.input_ids,
        labels: made.labels,
        attention_mask: made.input_ids.map(() => 1),
      } as never);
    }
    assertEquals(Object.keys((await json(`${folder}/tokenizer/tokenizer.json`)).model.vocab).length, 151_643);
  });
});

Deno.test("held-out steps have the turn, what comes before it, and the tools called last", async () => {
  await inFolder(async (folder) => {
    const { records } = await writeTrainingFolder(sample, folder, { ...few, steps: 30 });
    assertEquals(records.evaluate, 30);
    const all = new Map((await sample.take(40).toArray()).map((trace) => [trace.id, trace]));
    const held = await lines(`${folder}/data/evaluate.jsonl`);
    assertEquals(held.flatMap(({ steps }) => steps).length, 30);
    for (const { id, messages, steps, tools, listsTools } of held) {
      const trace = all.get(id)!;
      assertEquals([tools, listsTools], [trace.tools, false]);
      const read = readTrace(trace).steps;
      for (const { step, message, target, previous } of steps) {
        assertEquals(target, trace.conversations[read[step]!.turn]!.value);
        const before = read.slice(0, step).findLast(({ calls }) => calls.length > 0);
        assertEquals(previous, before?.calls.map(({ name }) => name) ?? []);
        const said = messages.slice(0, message).filter(({ role }: { role: string }) => role === "assistant");
        assertEquals(said.length, step);
      }
    }
  });
});

Deno.test("by messages, the tool list is in its column and not in the system turn; by text, it is the tutorial's", async () => {
  await inFolder(async (folder) => {
    const { maxLength } = await writeTrainingFolder(sample, `${folder}/messages`, {
      ...few,
      format: "messages",
    });
    assertEquals(maxLength, 16_384);
    const [row] = await rows(`${folder}/messages/data/train.parquet`) as unknown as {
      messages: string[];
      tools: string;
    }[];
    const system = JSON.parse(row!.messages[0]!) as { role: string; content: string };
    assertEquals(system.role, "system");
    const [tool] = JSON.parse(row!.tools);
    assert(!system.content.includes(JSON.stringify(tool.function.description)));
    assert(system.content.includes("<tool_call>"), "the rest of the prompt stays");
    const [held] = await lines(`${folder}/messages/data/evaluate.jsonl`);
    assertEquals(held.listsTools, true);
    await writeTrainingFolder(sample, `${folder}/text`, { ...few, format: "text" });
    const [text] = await rows(`${folder}/text/data/train.parquet`) as unknown as { text: string }[];
    assert(
      text!.text.startsWith("<|im_start|>system\n") && text!.text.includes("<|im_start|>user\n[TOOL]\n"),
    );
  });
});

Deno.test("a list of tools leaves a prompt with its tags, and only that", () => {
  assertEquals(
    withoutToolList('Use <tools> tags: <tools>\n[{"name": "a"}]\n</tools> Go.'),
    "Use <tools> tags:  Go.",
  );
  assertEquals(withoutToolList("Use <tools> tags."), "Use <tools> tags.");
  assertEquals(withoutToolList('A <tools>[{"name": "a"}]'), "A ");
});

Deno.test("steps are taken evenly", () => {
  const taken = (count: number, most: number) => [...Array(count).keys()].filter(evenly(count, most));
  assertEquals(taken(10, 20).length, 10);
  assertEquals(taken(10, 3), [3, 6, 9]);
  for (let count = 1; count < 40; count++) assertEquals(taken(count, 7).length, Math.min(count, 7));
});

Deno.test("what cannot be handed off is refused, and nothing is left behind", async () => {
  await inFolder(async (folder) => {
    const refused = (
      message: string,
      options: Parameters<typeof writeTrainingFolder>[2],
      out = `${folder}/out`,
      data = sample,
    ) => assertRejects(() => writeTrainingFolder(data, out, options), RangeError, message);
    await Deno.writeTextFile(`${folder}/mine.txt`, "mine");
    await refused("it holds mine.txt; name a new folder, or empty it", few, folder);
    await refused("Cannot hand off words", { format: "words" as never });
    await refused("both must be shares above 0", { validation: 0 });
    await refused("together below 1", { validation: 0.5, evaluation: 0.5 });
    await refused("none is left for", { limit: 2 });
    await refused("Cannot evaluate with 0 steps", { steps: 0 });
    await refused("none of the", { ...few, maxLength: 20 });
    const silent: Trace[] = Array.from({ length: 30 }, (_, i) => (
      { id: `${i}`, conversations: [{ from: "human", value: `${i}` }] }
    ));
    await refused("gives a record that trains anything", few, `${folder}/out`, datasetOf(silent));
    const abort = new AbortController();
    abort.abort(new Error("enough"));
    await assertRejects(
      () => writeTrainingFolder(sample, `${folder}/out`, { ...few, signal: abort.signal }),
      Error,
      "enough",
    );
    assertEquals(names(folder), ["mine.txt"]);
  });
});
