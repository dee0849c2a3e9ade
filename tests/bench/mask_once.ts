/**
 * `mask_once.ts TRACES`: the tutorial's masks of all traces, to 2,048 tokens and uncut; prints the seconds that each took,
 * and a hash of all ids and labels.
 *
 * @module
 */
import { createHash } from "node:crypto";
import { buildMasked, loadTokenizer, loadTraces } from "tracebook";

const UNCUT = 10_000_000;

const traces = await loadTraces(Deno.args[0]!).toArray();
const tokenizer = await loadTokenizer();
const hash = createHash("sha256");

function seconds(maxLength?: number): number {
  const began = performance.now();
  const masks = traces.map((trace) => buildMasked(trace, tokenizer, maxLength));
  const took = (performance.now() - began) / 1000;
  for (const { input_ids, labels } of masks) {
    for (const list of [input_ids, labels]) hash.update(new Uint8Array(Int32Array.from(list).buffer));
  }
  return took;
}

const [first, uncut] = [seconds(), seconds(UNCUT)];
console.log(JSON.stringify({ first, uncut, hash: hash.digest("hex") }));
