import { assertEquals, assertRejects, assertThrows } from "@std/assert";
import { pathToFileURL } from "node:url";
import { LoadError, loadTraces, type Trace } from "tracebook";

const trace = (id: string, more: Partial<Trace> = {}) =>
  JSON.stringify({ id, conversations: [], ...more }) + "\n";

/** Runs `use` in a folder with these files, then removes it. */
async function withFolder(files: Record<string, string>, use: (folder: string) => Promise<void>) {
  const folder = await Deno.makeTempDir();
  for (const [name, text] of Object.entries(files)) {
    await Deno.mkdir(`${folder}/${name}`.replace(/\/[^/]*$/, ""), { recursive: true });
    await Deno.writeTextFile(`${folder}/${name}`, text);
  }
  try {
    await use(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

const read = async (...args: Parameters<typeof loadTraces>) =>
  (await loadTraces(...args).toArray()).map((trace) =>
    trace.source === undefined ? trace.id : `${trace.source}:${trace.id}`
  );

Deno.test("several files are joined in the order given, each trace with its source", async () => {
  await withFolder({ "b.jsonl": trace("1"), "a.jsonl": trace("2") + trace("3") }, async (folder) => {
    assertEquals(await read([`${folder}/b.jsonl`, `${folder}/a.jsonl`]), ["b:1", "a:2", "a:3"]);
    assertEquals(await loadTraces([`${folder}/b.jsonl`, `${folder}/a.jsonl`]).countBy("source"), [["a", 2], [
      "b",
      1,
    ]]);
    assertEquals(await loadTraces([`${folder}/b.jsonl`, `${folder}/a.jsonl`]).columns(), [
      "id",
      "conversations",
      "source",
    ]);
  });
});

Deno.test("a folder and a glob give their files sorted", async () => {
  const files = {
    "b.jsonl": trace("1"),
    "a.jsonl": trace("2"),
    "README.md": "#",
    "deep/c.jsonl": trace("3"),
  };
  await withFolder(files, async (folder) => {
    assertEquals(await read(folder), ["a:2", "b:1"]);
    assertEquals(await read(`${folder}/`), ["a:2", "b:1"]);
    assertEquals(await read(`${folder}/**/*.jsonl`), ["a:2", "b:1", "c:3"]);
    assertEquals(await read(`${folder}/{c,b}.jsonl`), ["1"]);
  });
});

Deno.test("a file whose name holds glob signs is itself", async () => {
  await withFolder({ "a[1].jsonl": trace("1"), "a1.jsonl": trace("2") }, async (folder) => {
    assertEquals(await read(`${folder}/a[1].jsonl`), ["1"]);
  });
});

Deno.test("one file gets no source; one that it has is kept", async () => {
  const files = {
    "a.jsonl": trace("1"),
    "b.jsonl": trace("2", { source: "own" }) + trace("3", { source: null }),
  };
  await withFolder(files, async (folder) => {
    assertEquals(await read(`${folder}/a.jsonl`), ["1"]);
    assertEquals((await read(`${folder}/b.jsonl`))[0], "own:2");
    assertEquals(await read([`${folder}/a.jsonl`, `${folder}/b.jsonl`]), ["a:1", "own:2", "b:3"]);
    assertEquals(await loadTraces([`${folder}/a.jsonl`, `${folder}/b.jsonl`]).labels("source"), [
      "a",
      "own",
      "b",
    ]);
  });
});

Deno.test("a source can be named, and a file given as URL", async () => {
  await withFolder({ "a.jsonl": trace("1") }, async (folder) => {
    const url = pathToFileURL(`${folder}/a.jsonl`);
    assertEquals(await read(url), ["1"]);
    assertEquals(await read({ data: url, source: "mine" }), ["mine:1"]);
  });
});

Deno.test("files of the same name in different folders keep their sources apart", async () => {
  await withFolder({ "kimi/train.jsonl": trace("1"), "glm/train.jsonl": trace("2") }, async (folder) => {
    assertEquals(await read(`${folder}/*/train.jsonl`), ["glm/train:2", "kimi/train:1"]);
  });
});

Deno.test("the numbered files of one split are one source, those of two configs are two", async () => {
  const files = Object.fromEntries(["glm", "kimi"].flatMap((config, i) => [
    [`${config}/train-00000-of-00002.jsonl`, trace(`${2 * i}`)],
    [`${config}/train-00001-of-00002.jsonl`, trace(`${2 * i + 1}`)],
  ]));
  await withFolder(files, async (folder) => {
    assertEquals(await read(`${folder}/kimi`), ["train:2", "train:3"]);
    assertEquals(await read(`${folder}/*/*.jsonl`), [
      "glm/train:0",
      "glm/train:1",
      "kimi/train:2",
      "kimi/train:3",
    ]);
  });
});

Deno.test("data that are not there or cannot be read are refused by name", async () => {
  await withFolder({ "a.txt": "id", "empty/README.md": "#" }, async (folder) => {
    const refused: [string, string][] = [
      [`${folder}/none.jsonl`, "there is no such file or folder"],
      [`${folder}/*.jsonl`, "no file matches this pattern"],
      [`${folder}/empty`, "the folder holds no file of traces"],
      [`${folder}/a.txt`, "Supported are .parquet, .jsonl, .json and .csv"],
      ["hf:nonsense", "Write hf:owner/name/config"],
      ["hf:a/../b", "Write hf:owner/name/config"],
    ];
    for (const [data, message] of refused) {
      const error = await assertRejects(() => loadTraces(data).first(), LoadError, message);
      assertEquals(error.file, data);
    }
  });
  assertThrows(() => loadTraces([]), RangeError, "name at least one");
});

Deno.test("a data set that could not be found is looked for again", async () => {
  await withFolder({}, async (folder) => {
    const dataset = loadTraces(`${folder}/a.jsonl`);
    await assertRejects(() => dataset.first(), LoadError);
    await Deno.writeTextFile(`${folder}/a.jsonl`, trace("1"));
    assertEquals((await dataset.first()).id, "1");
  });
});
