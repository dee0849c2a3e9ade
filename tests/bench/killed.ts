/**
 * Kills runners and relays at random moments, and looks for what they left: a process, a notebook that is neither as it was
 * nor complete, another file. Linux.
 *
 *     deno run -A tests/bench/killed.ts [ROUNDS] [SEED]
 *
 * @module
 */
import { fileURLToPath } from "node:url";
import { notebookText } from "../../lib/notebook/run/clean.ts";
import { codeNotebook } from "../notebook/code_notebook.ts";
import { RelayClient, startRelay } from "../notebook/relay/relay_client.ts";

const [rounds = 100, seed = 1] = Deno.args.map(Number);
const COMMAND = fileURLToPath(new URL("../../lib/cli/tasks/notebooks.ts", import.meta.url));
const SIGNALS = ["SIGKILL", "SIGTERM", "SIGINT", "SIGHUP"] as const;
const CELLS = [
  "1 + 1",
  "while (performance.now() % 40 > 1);",
  "await new Promise((done) => setTimeout(done, 30))",
  "throw 1",
];
/** A run takes about so long, in milliseconds. */
const RUN_MS = 700;

let state = seed;
const random = () => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) / 2 ** 32;
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

const faults: string[] = [];
for (const [kind, round] of [["runner", killedRunner], ["relay", killedRelay]] as const) {
  for (let n = 1; n <= rounds; n++) {
    const folder = await Deno.realPath(await Deno.makeTempDir());
    const signal = SIGNALS[Math.floor(random() * SIGNALS.length)]!;
    const ms = random() * RUN_MS;
    const left = [...await round(folder, signal, ms), ...await processesIn(folder)];
    faults.push(...left.map((what) => `${kind} ${n}, ${signal} after ${ms.toFixed(0)} ms: ${what}`));
    await Deno.remove(folder, { recursive: true });
  }
}
for (const fault of faults) console.log(`FAILED ${fault}`);
console.log(`${2 * rounds - faults.length} passed, ${faults.length} failed`);
Deno.exit(faults.length === 0 ? 0 : 1);

async function killedRunner(folder: string, signal: Deno.Signal, ms: number): Promise<string[]> {
  const path = `${folder}/n.ipynb`;
  const before = notebookText(codeNotebook(...CELLS));
  await Deno.writeTextFile(path, before);
  const runner = new Deno.Command(Deno.execPath(), {
    args: ["run", "--quiet", "-A", "--no-check", COMMAND, path, "--keep-going"],
    stdin: "null",
    stdout: "null",
    stderr: "null",
  }).spawn();
  await wait(ms);
  killIfRunning(runner, signal);
  await runner.status;
  const text = await Deno.readTextFile(path);
  const complete = () =>
    JSON.parse(text).cells.every((cell: { execution_count: number }) => cell.execution_count > 0);
  const others = [...Deno.readDirSync(folder)].map(({ name }) => name).filter((name) => name !== "n.ipynb");
  return [
    ...text === before || complete() ? [] : ["the notebook is half written"],
    ...others.map((name) => `${name} is left`),
  ];
}

async function killedRelay(folder: string, signal: Deno.Signal, ms: number): Promise<string[]> {
  const relay = await startRelay(folder);
  const cells = (async () => {
    await using client = await RelayClient.connect(relay);
    for (const code of CELLS) client.send("execute_request", { code, silent: false, stop_on_error: false });
    await relay.ended;
  })().catch(() => {}); // it is killed under way
  await wait(ms);
  killIfRunning(relay.process, signal);
  await relay.ended;
  await Promise.race([cells, wait(100)]);
  return [];
}

function killIfRunning(child: Deno.ChildProcess, signal: Deno.Signal): void {
  try {
    child.kill(signal);
  } catch {
    // It has ended.
  }
}

/** Processes that still work in a folder, two seconds later at most. */
async function processesIn(folder: string): Promise<string[]> {
  for (const until = performance.now() + 2000;; await wait(50)) {
    const found = [];
    for (const { name } of Deno.readDirSync("/proc")) {
      if (!/^\d+$/.test(name)) continue;
      try {
        if (Deno.readLinkSync(`/proc/${name}/cwd`) === folder) found.push(`the process ${name} still runs`);
      } catch {
        // It has ended, or is another user's.
      }
    }
    if (found.length === 0 || performance.now() > until) return found;
  }
}
