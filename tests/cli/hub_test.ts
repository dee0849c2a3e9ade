/** The program and the hub: what it fetches, how it is interrupted, and what it does without a network. */
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { walkFiles } from "../walk_files.ts";
import { largeFile } from "../load/large_file.ts";
import { type LoopbackHub, loopbackHub } from "../load/loopback_hub.ts";
import { startTask } from "./run_traces.ts";

const DATA = "hf:lab/traces/kimi";
const FILE = "main/kimi/train-00000-of-00001.parquet";

const traces = (hub: LoopbackHub, args: string[], env: Record<string, string> = {}) =>
  startTask(args, { HF_ENDPOINT: hub.endpoint, HF_HOME: hub.options.home, ...env });

async function run(hub: LoopbackHub, args: string[], env?: Record<string, string>) {
  const { code, stdout, stderr } = await (await traces(hub, args, env)).output();
  const [out, err] = [stdout, stderr].map((bytes) => new TextDecoder().decode(bytes)) as [string, string];
  return { code, out, err: err.replaceAll(/^Download .*\n/gm, "") };
}

Deno.test("--limit fetches the row groups it needs; without a terminal nothing is said of it", async () => {
  const large = await largeFile({ traces: 600, characters: 100_000, rowGroupRows: 50 });
  let sent = 0;
  await using hub = loopbackHub({
    files: { [FILE]: large },
    onContent: ([start, end]) => sent += end + 1 - start,
  });
  const { code, out, err } = await run(hub, ["measure", DATA, "--limit", "100", "--json"]);
  assertEquals([code, err], [0, ""]);
  assertEquals(JSON.parse(out).rows, 100);
  assert(
    sent < 2 * 50 * 101_000 + 600_000,
    `${sent} of ${large.length} bytes: two of twelve row groups, and the footer`,
  );
  sent = 0;
  const quiet = await run(hub, ["measure", DATA, "--limit", "100"], { HF_HUB_OFFLINE: "1" });
  assertEquals([quiet.code, quiet.err, sent], [0, "", 0]);
  const rest = await run(hub, ["measure", DATA], { HF_HUB_OFFLINE: "1" });
  assertEquals([rest.code, rest.out, sent], [1, "", 0]);
  assertStringIncludes(rest.err, "HF_HUB_OFFLINE is set");
});

Deno.test({
  name: "Ctrl-C ends a slow load within a second; the next one goes on where it stopped",
  ignore: Deno.build.os === "windows", // it has no SIGINT to send
  async fn() {
    const large = await largeFile();
    await using hub = loopbackHub({ files: { [FILE]: large } });
    hub.slow = 100; // 13 seconds for all
    const out = `${hub.options.home}/facts.csv`;
    const child = await traces(hub, ["measure", DATA, "--out", out]);
    while (!hub.requests.some(({ range }) => range?.startsWith("bytes=0-"))) await wait(50);
    await wait(1500);
    const began = performance.now();
    child.kill("SIGINT");
    const { code } = await child.output();
    assertEquals(code, 130);
    assert(performance.now() - began < 2000, "a second, doubled for a busy machine");
    const left = (await walkFiles(hub.options.home)).filter((path) => /\.tmp|facts|incomplete/.test(path));
    assertEquals(left.map((path) => path.replace(/.*\./, "")), ["tracebook-incomplete"]);
    hub.slow = 0;
    const { size } = await Deno.stat(left[0]!);
    assert(size > 100_000, `${size} bytes were kept`);
    assertEquals((await run(hub, ["measure", DATA, "--out", out])).code, 0);
    assertEquals(
      hub.requests.findLast(({ host }) => host === "content")!.range!.split("-")[0],
      `bytes=${size}`,
    );
  },
});

const wait = (ms: number) => new Promise((resume) => setTimeout(resume, ms));
