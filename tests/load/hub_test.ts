import { assert, assertEquals, assertRejects } from "@std/assert";
import { LoadError, loadTraces, type Trace } from "tracebook";
import { cardGlobs, usualPaths } from "../../lib/load/hub/hub_files.ts";
import { inProgram } from "./in_program.ts";
import { largeFile, largeTraces } from "./large_file.ts";
import { loopbackHub } from "./loopback_hub.ts";
import { repositoryUrl } from "../repository.ts";
import { fastTimers } from "./fast_timers.ts";

const fixture = (name: string) => repositoryUrl(`tests/fixtures/load/${name}`);
const parquet = await Deno.readFile(fixture("snappy_v1.parquet"));
const indexed = await Deno.readFile(fixture("page_index.parquet"));
const rows: Trace[] = JSON.parse(await Deno.readTextFile(fixture("snappy_v1.golden.json")));

Deno.test("a config is read from the repository's own files, shard after shard", async () => {
  await using hub = loopbackHub({
    files: {
      "main/kimi/train-00000-of-00002.parquet": parquet,
      "main/kimi/train-00001-of-00002.parquet": indexed,
      "main/kimi/test-00000-of-00001.parquet": parquet,
      "main/README.md": new Uint8Array(3),
    },
    page: 2,
  });
  const dataset = loadTraces("hf:lab/traces/kimi", hub.options);
  assertEquals(hub.requests, []);
  assertEquals(await dataset.toArray(), [...rows, ...rows]);
  assertEquals(await dataset.count(), 2 * rows.length);
  assertEquals(
    await dataset.locate(rows.length),
    { file: "hf:lab/traces/kimi/train-00001-of-00002.parquet", row: 0 },
  );
  const trees = hub.requests.filter((request) => request.line.includes("/tree/"));
  assertEquals(trees.length, 2, "one request for each page of the listing");
  assert(
    hub.requests.filter((request) => request.line.includes("resolve")).every((request) =>
      request.range !== null
    ),
  );
});

Deno.test("the first trace takes one row group, not the whole file", async () => {
  const large = await largeFile();
  let sent = 0;
  await using hub = loopbackHub({
    files: { "main/kimi/train.parquet": large },
    onContent: ([start, end]) => sent += end + 1 - start,
  });
  const dataset = loadTraces("hf:lab/traces/kimi", hub.options);
  assertEquals((await dataset.first()).conversations, largeTraces[0]!.conversations);
  assert(sent < 2_000_000, `${sent} of ${large.length} bytes were sent`);
  assert(
    hub.requests.every(({ line }) => !/refs/.test(line)),
    "what is not needed is not asked for",
  );
  sent = 0;
  assertEquals((await dataset.select([5]).toArray())[0]!.id, "5");
  assert(sent < 2_000_000, `${sent} of ${large.length} bytes were sent`);
  sent = 0;
  assertEquals((await dataset.labels("id")).join(""), "01234567");
  assert(sent < 200_000, `${sent} bytes were sent for the ids alone`);
});

Deno.test("configs give their source, and can be joined with files", async () => {
  await using hub = loopbackHub({
    files: { "main/data/kimi/train.parquet": parquet, "main/glm-5.1/anything.parquet": parquet },
  });
  const dataset = loadTraces(["hf:lab/traces/kimi", "hf:lab/traces/glm-5.1"], hub.options);
  assertEquals(await dataset.countBy("source"), [["kimi", rows.length], ["glm-5.1", rows.length]]);
});

Deno.test("the card's globs are followed where names do not tell", async () => {
  await using hub = loopbackHub({
    files: {
      "main/v2/a.parquet": parquet,
      "main/v2/b.parquet": indexed,
      "main/v1/a.parquet": new Uint8Array(9),
    },
    configs: [{ config_name: "kimi", data_files: [{ split: "train", path: ["v2/*.parquet"] }] }],
  });
  const dataset = loadTraces("hf:lab/traces/kimi", hub.options);
  assertEquals(await dataset.count(), 2 * rows.length);
});

Deno.test("other formats are read as the hub converted them to parquet", async () => {
  await using hub = loopbackHub({
    files: {
      "main/kimi.csv": new Uint8Array(9),
      "refs/convert/parquet/kimi/train/0000.parquet": parquet,
      "refs/convert/parquet/kimi/test/0000.parquet": indexed,
    },
  });
  const dataset = loadTraces("hf:lab/traces/kimi", hub.options);
  assertEquals(await dataset.toArray(), rows);
  assert(
    hub.requests.some(({ line }) => line.includes("/revision/refs%2Fconvert%2Fparquet")),
  );
});

Deno.test("the token is shown to the hub and to no other host", async () => {
  await using hub = loopbackHub({ files: { "main/kimi/train.parquet": parquet }, token: "hf_secret" });
  const options = { ...hub.options, token: "hf_secret" };
  assertEquals(await loadTraces("hf:lab/traces/kimi", options).count(), rows.length);
  const shown = (host: string) =>
    new Set(hub.requests.filter((request) => request.host === host).map((request) => request.authorization));
  assertEquals(shown("hub"), new Set(["Bearer hf_secret"]));
  assertEquals(shown("content"), new Set([null]));
});

Deno.test("the token of a login is taken where no other is named", async () => {
  await using hub = loopbackHub({ files: { "main/kimi/train.parquet": parquet }, token: "hf_secret" });
  const { endpoint, home } = hub.options;
  await Deno.writeTextFile(`${home}/token`, "hf_secret\n");
  assertEquals(await loadTraces("hf:lab/traces/kimi", { endpoint, home }).count(), rows.length);
  const none = loadTraces("hf:lab/traces/kimi", { endpoint, home, token: "" });
  await assertRejects(() => none.count(), LoadError, "(401)");
});

Deno.test("every request goes through the fetch that was given", async () => {
  await using hub = loopbackHub({ files: { "main/kimi/train.parquet": parquet } });
  let asked = 0;
  const counting: typeof fetch = (input, init) => (asked++, fetch(input, init));
  await loadTraces("hf:lab/traces/kimi", { ...hub.options, fetch: counting }).toArray();
  assertEquals(asked, hub.requests.length);
});

Deno.test("HF_ENDPOINT, HF_TOKEN and HF_HOME are honoured", async () => {
  await using hub = loopbackHub({ files: { "main/kimi/train.parquet": parquet }, token: "hf_secret" });
  const code = `console.log(await loadTraces("hf:lab/traces/kimi").count());`;
  const env = { HF_ENDPOINT: `${hub.endpoint}/`, HF_TOKEN: "hf_secret" };
  assertEquals(await inProgram(hub, env, code), `${rows.length}`);
  const kept = await Array.fromAsync(Deno.readDir(hub.options.home), ({ name }) => name);
  assertEquals(kept.sort(), ["hub", "tracebook"]);
});

for (
  const [status, message] of [
    [401, "set HF_TOKEN"],
    [403, "accept its terms"],
    [404, "Check the address"],
    [429, "slow down"],
    [500, "status 500"],
  ] as const
) {
  Deno.test(`an answer of ${status} says what to do`, async () => {
    using _ = fastTimers();
    await using hub = loopbackHub({ files: {}, status });
    const options = { ...hub.options, token: "hf_secret" };
    const error = await assertRejects(
      () => loadTraces("hf:lab/traces/kimi", options).first(),
      LoadError,
      message,
    );
    assertEquals(error.file, "hf:lab/traces/kimi");
    assert(!`${error.message}${error.stack}`.includes("hf_secret"));
  });
}

Deno.test("a hub that cannot be reached is named", async () => {
  using _ = fastTimers();
  const hub = loopbackHub({ files: {} });
  await hub[Symbol.asyncDispose]();
  const options = hub.options;
  await assertRejects(
    () => loadTraces("hf:lab/traces/kimi", options).first(),
    LoadError,
    `${hub.endpoint} cannot be reached`,
  );
});

Deno.test("an unknown config is refused with those that there are", async () => {
  await using hub = loopbackHub({
    files: { "main/x.csv": new Uint8Array(), "refs/convert/parquet/glm-5.1/train/0000.parquet": parquet },
    configs: [{ config_name: "kimi" }],
  });
  const options = hub.options;
  await assertRejects(
    () => loadTraces("hf:lab/traces/nope", options).first(),
    LoadError,
    "Its configs are glm-5.1, kimi",
  );
});

Deno.test("a file that changes while it is read is refused", async () => {
  await using hub = loopbackHub({
    files: { "main/kimi/train.parquet": (await largeFile()).slice() },
    onContent: () => hub.files["main/kimi/train.parquet"]![200]! ^= 1,
  });
  const options = hub.options;
  await assertRejects(
    () => loadTraces("hf:lab/traces/kimi", options).toArray(),
    LoadError,
    "it changed on the hub",
  );
});

Deno.test("files are found by their usual names", () => {
  const paths = [
    "kimi/train-00001-of-00002.parquet",
    "kimi/train-00000-of-00002.parquet",
    "kimi/validation.parquet",
    "data/glm-5.1/train/0000.parquet",
    "kimi-old/train.parquet",
    "plain/b.parquet",
    "plain/a.parquet",
    "kimi/train.json",
  ];
  assertEquals(usualPaths(paths, "kimi", "train"), [paths[1]!, paths[0]!]);
  assertEquals(usualPaths(paths, "kimi", "validation"), [paths[2]!]);
  assertEquals(usualPaths(paths, "kimi", "test"), []);
  assertEquals(usualPaths(paths, "glm-5.1", "train"), [paths[3]!]);
  assertEquals(usualPaths(paths, "plain", "train"), [paths[6]!, paths[5]!]);
  assertEquals(usualPaths(["data/train-00000-of-00001.parquet"], "default", "train").length, 1);
  assertEquals(cardGlobs([{ config_name: "a", data_files: "x/*" }], "a", "train"), ["x/*"]);
  assertEquals(
    cardGlobs([{ config_name: "a", data_files: [{ split: "test", path: "y" }] }], "a", "train"),
    [],
  );
});
