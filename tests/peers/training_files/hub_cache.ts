/**
 * `hub_cache.ts PYTHON`: the cache of the hub, shared with Python's `huggingface_hub`: what Tracebook has fetched Python
 * finds without a network, and what Python has fetched Tracebook reads without asking for a byte.
 */
import { fileURLToPath } from "node:url";
import { loadTraces } from "tracebook";
import { sampleTraces } from "../../../data/generator/mod.ts";
import { writeTraceParquet } from "../../../lib/files/mod.ts";
import { loopbackHub } from "../../load/loopback_hub.ts";

const SCRIPT = fileURLToPath(new URL("hub_cache.py", import.meta.url));
const [python] = Deno.args;
const file = await Deno.makeTempFile({ suffix: ".parquet" });
await writeTraceParquet(file, sampleTraces({ rows: 50, seed: 7, config: "kimi" }));
const bytes = await Deno.readFile(file);
await Deno.remove(file);
await using hub = loopbackHub({
  files: { "main/ours/train-00000-of-00001.parquet": bytes, "main/theirs/train-00000-of-00001.parquet": bytes.slice() },
});

let passed = 0, failed = 0;
function check(what: string, ok: boolean, detail: unknown = ""): void {
  ok ? passed++ : failed++;
  if (!ok) console.log(`FAILED ${what}: ${detail}`);
}

async function inPython(config: string, offline: "0" | "1"): Promise<string> {
  const { stdout, stderr } = await new Deno.Command(python!, {
    args: [SCRIPT, `${config}/train-00000-of-00001.parquet`],
    env: { HF_HOME: hub.options.home, HF_ENDPOINT: hub.endpoint, HF_HUB_OFFLINE: offline, HF_HUB_DISABLE_XET: "1" },
  }).output();
  return new TextDecoder().decode(stdout) || new TextDecoder().decode(stderr);
}

const traces = await loadTraces("hf:lab/traces/ours", hub.options).toArray();
const ids = traces.map(({ id }) => id).join(" ");
const before = hub.requests.length;
const found = await inPython("ours", "1");
check("Python finds what Tracebook has fetched", found.trim() === ids, found);
check("without asking", hub.requests.length === before);

const fetched = await inPython("theirs", "0");
check("Python fetches from the same hub", fetched.trim() === ids, fetched);
const after = hub.requests.length;
const read = await loadTraces("hf:lab/traces/theirs", hub.options).labels("id");
check("Tracebook reads what Python has fetched", read.join(" ") === ids);
const asked = hub.requests.slice(after).filter(({ line }) => line.includes("/resolve/"));
check("without asking for a byte of it", asked.length === 0, asked.map(({ line }) => line).join());

console.log(`${passed} passed, ${failed} failed`);
Deno.exit(failed === 0 ? 0 : 1);
