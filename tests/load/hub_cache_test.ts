/** What is kept of the hub, what is asked for again, and how faults of the connection are met. */
import { assert, assertEquals, assertMatch, assertRejects } from "@std/assert";
import { createHash } from "node:crypto";
import { join } from "node:path";
import { type Dataset, LoadError, loadTraces, type Trace } from "tracebook";
import { FASTER, fastTimers } from "./fast_timers.ts";
import { inProgram } from "./in_program.ts";
import { largeFile, largeTraces } from "./large_file.ts";
import { type LoopbackHub, loopbackHub, type LoopbackOptions } from "./loopback_hub.ts";

const large = await largeFile();
const FILE = "main/kimi/train-00000-of-00001.parquet";
const DATA = "hf:lab/traces/kimi";

const start = (options: Partial<LoopbackOptions> = {}) =>
  loopbackHub({ files: { [FILE]: large }, ...options });

/** What a reading asked of the hub: `revision`, `tree`, `resolve` and the contents' bytes. */
async function asked<T>(hub: LoopbackHub, read: () => Promise<T>): Promise<[T, string[], number]> {
  const before = hub.requests.length;
  const result = await read();
  const requests = hub.requests.slice(before);
  const bytes = requests.filter(({ host }) => host === "content").reduce((sum, { range }) => {
    const [from, to] = range!.slice("bytes=".length).split("-").map(Number) as [number, number];
    return sum + to + 1 - from;
  }, 0);
  const kinds = requests.filter(({ host }) => host === "hub").map(({ line }) =>
    /\/(revision|tree|resolve)\//.exec(line)![1]!
  );
  return [result, kinds, bytes];
}

const commitOf = async (hub: LoopbackHub) =>
  (await Deno.readTextFile(join(hub.options.home, "hub/datasets--lab--traces/refs/main"))).trim();

/** Traces in a form that a failed comparison can print. */
const short = (traces: Trace[]) =>
  traces.map(({ id, conversations: [turn] }) => `${id}: ${shortened(turn!.value)}`);
const shortened = (value: string) =>
  value === value[0]!.repeat(value.length) ? `${value.length} times ${value[0]}` : "other";
const SHORT = short(largeTraces);
const readAll = async (dataset: Dataset) => short(await dataset.toArray());

Deno.test("a whole pass puts the file into the cache shared with Python; then a branch asks one revision, a commit nothing", async () => {
  await using hub = start();
  const load = (data = DATA) => loadTraces(data, hub.options);
  const [first, kinds] = await asked(hub, () => readAll(load()));
  assertEquals(first, SHORT);
  assertEquals(kinds.slice(0, 2), ["revision", "tree"]);
  const commit = await commitOf(hub);
  const folder = join(hub.options.home, "hub/datasets--lab--traces");
  const snapshot = join(folder, "snapshots", commit, "kimi/train-00000-of-00001.parquet");
  const etag = createHash("sha256").update(large).digest("hex");
  assertEquals(await Deno.readLink(snapshot), `../../../blobs/${etag}`);
  assertEquals(await Deno.readFile(snapshot), large);
  assertEquals((await Array.fromAsync(Deno.readDir(join(folder, "blobs")))).map(({ name }) => name), [etag]);
  for (const data of [DATA, "hf:lab/traces@main/kimi"]) {
    assertEquals((await asked(hub, () => readAll(load(data)))).slice(1), [["revision"], 0]);
  }
  assertEquals(await asked(hub, () => readAll(load(`hf:lab/traces@${commit}/kimi`))), [SHORT, [], 0]);
});

Deno.test("what Python has put into the cache is read from there", async () => {
  await using hub = start();
  await loadTraces(DATA, hub.options).count(); // for the commit's name
  const folder = join(hub.options.home, "hub/datasets--lab--traces/snapshots", await commitOf(hub), "kimi");
  await Deno.mkdir(folder, { recursive: true });
  await Deno.writeFile(join(folder, "train-00000-of-00001.parquet"), large);
  await Deno.remove(join(hub.options.home, "tracebook/datasets--lab--traces/parts"), { recursive: true });
  const [traces, kinds, bytes] = await asked(hub, () => readAll(loadTraces(DATA, hub.options)));
  assertEquals(traces, SHORT);
  assertEquals([kinds, bytes], [["revision"], 0]);
});

Deno.test("parts are kept too: what was read once is not asked for again, by anyone", async () => {
  await using hub = start();
  const two = (dataset: Dataset) => readAll(dataset.take(2));
  const [, , bytes] = await asked(hub, () => two(loadTraces(DATA, hub.options)));
  assert(bytes < 3_000_000, `${bytes} bytes for two of eight megabytes`);
  const [traces, kinds, again] = await asked(hub, () => two(loadTraces(DATA, hub.options)));
  assertEquals([traces, kinds, again], [SHORT.slice(0, 2), ["revision"], 0]);
  // the whole pass takes what is there, and asks for the rest alone
  const [all, , rest] = await asked(hub, () => readAll(loadTraces(DATA, hub.options)));
  assertEquals(all, SHORT);
  assert(rest < large.length - 1_900_000, `${rest} of ${large.length} bytes`);
  const own = join(hub.options.home, "tracebook/datasets--lab--traces/parts");
  assertEquals(await Array.fromAsync(Deno.readDir(own)), [], "the whole makes parts needless");
});

Deno.test("a new commit with the same file fetches nothing but its listing", async () => {
  await using hub = start();
  await readAll(loadTraces(DATA, hub.options));
  hub.files["main/README.md"] = new Uint8Array(5);
  const [traces, kinds, bytes] = await asked(hub, () => readAll(loadTraces(DATA, hub.options)));
  assertEquals(traces, SHORT);
  assertEquals([kinds, bytes], [["revision", "tree"], 0]);
});

Deno.test("a mirror that does not know commits is asked for its listing each time, and for no byte twice", async () => {
  await using hub = start({
    fault: ({ line }) => line.includes("/revision/") ? Response.json({}, { status: 404 }) : undefined,
  });
  const [first, kinds] = await asked(hub, () => readAll(loadTraces(DATA, hub.options)));
  assertEquals([first, kinds.slice(0, 2)], [SHORT, ["revision", "tree"]]);
  const again = await asked(hub, () => readAll(loadTraces(DATA, hub.options)));
  assertEquals(again, [SHORT, ["revision", "tree"], 0]);
});

Deno.test("HF_HUB_OFFLINE: what is kept is read, nothing is asked, and what is not kept is named", async () => {
  await using hub = start();
  await readAll(loadTraces(DATA, hub.options).take(1));
  const code = `
    const dataset = loadTraces("${DATA}");
    console.log((await dataset.first()).id, await dataset.count());
    for (const data of [dataset, loadTraces("hf:lab/other/kimi")]) {
      await data.toArray().catch(({ name, message }) => console.log(name, message));
    }`;
  const [out, kinds, bytes] = await asked(hub, () => inProgram(hub, { HF_HUB_OFFLINE: "1" }, code));
  assertEquals([kinds, bytes], [[], 0]);
  const [first, whole, other] = out.split("\n");
  assertEquals(first, "0 8");
  assertMatch(whole!, /^LoadError .*HF_HUB_OFFLINE is set, and the bytes/);
  assertMatch(
    other!,
    /^LoadError .*the revision main is not kept in .* Load it once without HF_HUB_OFFLINE\.$/,
  );
});

/** An answer that ends after so many bytes: broken off, or as if that were all. */
function cutShort(proper: Response, bytes: number, how: "broken" | "ended"): Response {
  const reader = proper.body!.getReader();
  let left = bytes;
  const body = new ReadableStream({
    async pull(controller) {
      const { value, done } = await reader.read();
      if (done) return controller.close();
      const piece = (value as Uint8Array).subarray(0, left);
      left -= piece.length;
      if (piece.length) controller.enqueue(piece);
      if (left === 0) how === "broken" ? controller.error() : controller.close();
    },
  });
  return new Response(body, { status: 206, headers: proper.headers });
}

for (const how of ["broken", "ended"] as const) {
  Deno.test(`a connection that is ${how} early is taken up behind its last byte`, async () => {
    let cuts = 0;
    await using hub = start({
      fault: ({ host, range }, _, proper) => {
        const [from, to] = (range ?? "").slice("bytes=".length).split("-").map(Number);
        if (host !== "content" || to! - from! < 2_000_000 || cuts === 3) return undefined;
        cuts++;
        return cutShort(proper(), 1_500_000, how);
      },
    });
    const [traces, , bytes] = await asked(hub, () => readAll(loadTraces(DATA, hub.options)));
    assertEquals([traces, cuts], [SHORT, 3]);
    const ranges = hub.requests.filter(({ host, range }) =>
      host === "content" && range!.endsWith(`-${large.length - 1}`)
    );
    assert(bytes < 3.5 * large.length, `${bytes} bytes asked for in ${ranges.length} goes`);
  });
}

Deno.test("a load that was interrupted goes on where it stopped", async () => {
  await using hub = start();
  const broken = new AbortController();
  hub.slow = 10;
  const reading = (async () => {
    for await (const { id } of loadTraces(DATA, { ...hub.options, signal: broken.signal })) {
      if (id === "2") broken.abort(new Error("enough"));
    }
  })();
  await assertRejects(() => reading, Error, "enough");
  hub.slow = 0;
  const [traces, kinds, bytes] = await asked(hub, () => readAll(loadTraces(DATA, hub.options)));
  assertEquals(traces, SHORT);
  assert(bytes < large.length - 2_000_000, `${bytes} of ${large.length} bytes`);
  assertEquals(kinds, ["revision", "resolve"]);
});

Deno.test("slow bytes are waited for; a connection that stands still is given up and taken up again", async () => {
  let stalls = 0;
  await using hub = start({
    fault({ host, range }, _, proper) {
      if (host !== "content" || range!.endsWith(`-${large.length - 1}`) || stalls++) return undefined;
      const first = proper().body!.getReader();
      const body = new ReadableStream({
        async pull(controller) {
          controller.enqueue((await first.read()).value!.subarray(0, 1000));
          await new Promise((resume) => setTimeout(resume, 2500));
        },
      }, { highWaterMark: 0 });
      return new Response(body, { status: 206, headers: proper().headers });
    },
  });
  hub.slow = 12; // the whole takes longer than the timeout
  const code =
    `console.log((await loadTraces("${DATA}").toArray()).map(({ conversations: [turn] }) => turn.value.length).join());`;
  const out = await inProgram(hub, { HF_HUB_DOWNLOAD_TIMEOUT: "1" }, code);
  assertEquals(out, Array(8).fill(1_000_000).join());
  assertEquals(stalls, 2, "the one that stood still, and the one behind it");
});

Deno.test("429 and 5xx are asked again: after Retry-After where it says so, else after a growing pause", async () => {
  using _ = fastTimers();
  const statuses = [429, 503, 500, 502];
  const times: number[] = [];
  await using hub = start({
    fault: ({ line }) => {
      if (!line.includes("/revision/")) return undefined;
      times.push(performance.now());
      const status = statuses.shift();
      if (!status) return undefined;
      const headers: HeadersInit = status === 429 ? { "retry-after": "1" } : {};
      return Response.json({ error: "later" }, { status, headers });
    },
  });
  assertEquals(await loadTraces(DATA, hub.options).count(), 8);
  assertEquals(times.length, 5);
  const pauses = times.slice(1).map((time, i) => time - times[i]!);
  assert(pauses[0]! >= 990 / FASTER, `${pauses[0]} ms after a Retry-After of 1 s`);
  assert(pauses[3]! > pauses[1]!, `pauses of ${pauses.map(Math.round)} ms`);
});

Deno.test("a hub that wants a long pause is not pressed: the user is told", async () => {
  await using hub = start({
    fault: () => Response.json({}, { status: 429, headers: { "retry-after": "300" } }),
  });
  await assertRejects(() => loadTraces(DATA, hub.options).count(), LoadError, "asks to slow down (429)");
  assertEquals(hub.requests.length, 1);
});

Deno.test("answers that do not fit are refused: another length, place, version, or content", async () => {
  const faults: [what: string, change: (proper: Response) => Response][] = [
    ["it changed on the hub", (proper) => withHeaders(proper, { "content-range": "bytes 0-1/99" })],
    [
      "bytes from 7 came where 0 was",
      (proper) => withHeaders(proper, { "content-range": `bytes 7-9/${large.length}` }),
    ],
    ["it changed on the hub", (proper) => withHeaders(proper, { etag: '"other"' })],
    [
      "more than",
      ({ headers }) => new Response(large.slice(0, -1), { status: 206, headers }), // the end is there already
    ],
    ["does not send parts", () => new Response(large.slice())],
  ];
  for (const [message, change] of faults) {
    let contents = 0;
    await using hub = start({
      fault: ({ host }, _, proper) => host === "content" && contents++ > 0 ? change(proper()) : undefined,
    });
    await assertRejects(() => readAll(loadTraces(DATA, hub.options)), LoadError, message);
  }
  let contents = 0;
  await using hub = start({
    fault({ host }, _, proper) {
      if (host !== "content" || contents++ !== 1) return undefined;
      const { status, headers } = proper();
      const other = large.slice(0, Number(headers.get("content-range")!.split(/[-/]/)[1]) + 1);
      other[other.length - 600_000]! ^= 1;
      return new Response(other, {
        status,
        headers: { ...Object.fromEntries(headers), "content-length": `${other.length}` },
      });
    },
  });
  await assertRejects(
    () => readAll(loadTraces(DATA, hub.options)),
    LoadError,
    "what came is not the file that the hub lists",
  );
  assertEquals(await readAll(loadTraces(DATA, hub.options)), SHORT, "nothing of it was kept");
});

function withHeaders(proper: Response, more: Record<string, string>): Response {
  const headers = new Headers(proper.headers);
  for (const [name, value] of Object.entries(more)) headers.set(name, value);
  return new Response(proper.body, { status: proper.status, headers });
}

Deno.test("a listing cannot make files outside the cache", async () => {
  await using hub = loopbackHub({ files: { "main/kimi/train/../../../x.parquet": large } });
  await assertRejects(
    () => loadTraces(DATA, hub.options).count(),
    LoadError,
    "cannot be kept on disk by its name",
  );
});

Deno.test("a cache that cannot be written is named", async () => {
  await using hub = start();
  await Deno.writeTextFile(join(hub.options.home, "file"), "");
  const options = { ...hub.options, home: join(hub.options.home, "file") };
  await assertRejects(() => loadTraces(DATA, options).count(), LoadError, "Set HF_HOME to a folder");
});

Deno.test("two readings at the same time fetch the file once into the cache, and both get all", async () => {
  await using hub = start();
  const both = await Promise.all([1, 2].map(() => readAll(loadTraces(DATA, hub.options))));
  for (const traces of both) assertEquals(traces, SHORT);
  assertEquals((await asked(hub, () => readAll(loadTraces(DATA, hub.options))))[2], 0);
});

Deno.test("progress tells of the bytes as they come, up to the last", async () => {
  await using hub = start();
  const told: { stage: string; done: number; total?: number }[] = [];
  await readAll(loadTraces(DATA, { ...hub.options, onProgress: (event) => told.push(event) }));
  const whole = told.filter(({ stage }) => stage === "Fetching kimi/train-00000-of-00001.parquet");
  assert(whole.length >= 2);
  assert(whole.every(({ done }, i) => i === 0 || done >= whole[i - 1]!.done));
  assertEquals([whole.at(-1)!.done, whole.at(-1)!.total], [large.length, large.length]);
});
