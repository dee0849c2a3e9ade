/**
 * `deno task soak`: the long counts and the benchmark, run before an issue is resolved. Linux, with Python 3.11.
 *
 * - every test that goes through a share of its cases in `deno task test`, with all of them (`tests/long.ts`): masks and
 *   measures on every number of threads by every option, every byte of parquet files, 20 MB of each hostile text, 600
 *   simulated comparisons, 3,000 traces in a stream, the README's commands as they are shown, pauses at their length;
 * - the Python peers and the token ids over more seeds; token ids timed beside transformers;
 * - the sample at full size (14,700 traces), its memory, and the same bytes twice;
 * - the tutorial's numbers over it: ours and Python's, equal, with time and memory of each;
 * - two sources of half that size compared;
 * - how often the intervals of a comparison hold the true difference, on simulated sources of many kinds;
 * - masks compared with transformers and TRL over more seeds, and the tutorial's masks timed beside Python's;
 * - the folder that is handed off, also with two processes;
 * - 14,700 traces measured and 7,350 masked on Spark's local cluster, with a worker killed on the way;
 * - 300 cells through the runner, plain and with errors, three times; 500 cells with nbclient, three times;
 * - JupyterLab, three times;
 * - runners and relays killed at random moments, 100 times each.
 *
 * @module
 */
import { fileURLToPath } from "node:url";
import { walkFiles } from "../walk_files.ts";
import { runChild } from "./run_child.ts";

const ROOT = new URL("../../", import.meta.url);
const DENO = Deno.execPath();
const ROWS = "14700";

let passed = 0;
let failed = 0;

function check(what: string, ok: boolean, detail = ""): void {
  if (ok) passed++;
  else failed++;
  console.log(`${ok ? "ok  " : "FAIL"} ${what}${detail && `: ${detail}`}`);
}

const folder = await Deno.makeTempDir();
try {
  const long = await runChild(
    [
      "env",
      "TRACEBOOK_LONG=1",
      DENO,
      "test",
      "--no-check",
      "--allow-all",
      "--quiet",
      "--parallel",
      ...await longTests(),
    ],
    ROOT,
  );
  check("all cases of the tests that do a share of them", long.code === 0, lastLine(long.out));
  const peers = await runChild([
    "bash",
    "tests/peers/python/run.sh",
    ...[1, 2, 3].flatMap((seed) => ["--seed", `${seed}`]),
  ], ROOT);
  check(
    "Python's answers on odd files, three more seeds",
    peers.code === 0,
    lastLine(peers.out),
  );
  const tokens = await runChild([
    "bash",
    "tests/peers/tokens/run.sh",
    ...[1, 2, 3].flatMap((seed) => ["--seed", `${seed}`]),
  ], ROOT);
  check("Rust's token ids, three more seeds", tokens.code === 0, lastLine(tokens.out));
  const speed = await runChild([DENO, "run", "--allow-all", "tests/bench/tokens.ts"], ROOT);
  check("token ids beside transformers", speed.code === 0, lastLine(speed.out));
  // After the peers: these have made Python's environment.
  await sampleAtFullSize();
  await tutorialSideBySide();
  await comparisonAtFullSize();
  const intervals = await runChild([DENO, "run", "tests/bench/intervals.ts"], ROOT);
  check("intervals cover 93 to 97 %, tests raise few false alarms", intervals.code === 0);
  console.log(`\n${intervals.out}`);
  await masksSideBySide();
  const handoff = await runChild(["bash", "tests/peers/handoff/run.sh", "processes"], ROOT);
  check("training, also by two processes", handoff.code === 0, lastLine(handoff.out));
  const spark = await runChild(["env", "SPARK_LIMIT=900", "bash", "tests/peers/spark/run.sh", "7350"], ROOT);
  check("Spark at full size", spark.code === 0, lastLine(spark.out));
  for (let round = 1; round <= 3; round++) {
    const cells = ["test", "--allow-all", "--quiet", "tests/notebook/kernel_outputs_test.ts"];
    check(
      `300 cells, plain and with errors, round ${round}`,
      (await runChild(["env", "TRACEBOOK_LONG=1", DENO, ...cells], ROOT)).code === 0,
    );
  }
  const jupyter = await runChild(
    ["env", "PEER_LIMIT=300", "bash", "tests/peers/notebook/run.sh", "500"],
    ROOT,
  );
  check(
    "Jupyter's programs, 500 cells three times",
    jupyter.code === 0,
    lastLine(jupyter.out),
  );
  console.log(jupyter.out.match(/^\{"cells".*$/m)?.[0]);
  for (let round = 1; round <= 3; round++) {
    const lab = await runChild(["bash", "tests/peers/lab/run.sh"], ROOT);
    check(`JupyterLab, round ${round}`, lab.code === 0, lastLine(lab.out));
  }
  const killed = await runChild([DENO, "run", "--allow-all", "tests/bench/killed.ts", "100"], ROOT);
  check("nothing is left of what was killed", killed.code === 0, lastLine(killed.out));
} finally {
  await Deno.remove(folder, { recursive: true });
}
console.log(`${passed} passed, ${failed} failed`);
Deno.exit(failed === 0 ? 0 : 1);

/** The test files that import `tests/long.ts`, themselves or through a helper. */
async function longTests(): Promise<string[]> {
  const files = (await walkFiles(fileURLToPath(new URL("tests", ROOT)))).filter((file) =>
    file.endsWith("_test.ts")
  );
  const texts = await Promise.all(files.map((file) => Deno.readTextFile(file)));
  return files.filter((_, at) => /from "[./]*\/(long|fast_timers)\.ts"/.test(texts[at]!));
}

function lastLine(out: string): string | undefined {
  return out.trim().split("\n").at(-1);
}

function traces(...args: string[]): Promise<{ code: number; seconds: number; peakMb: number; out: string }> {
  return runChild([DENO, "run", "--allow-all", "lib/cli/main.ts", ...args], ROOT);
}

async function sampleAtFullSize(): Promise<void> {
  const hashes: string[] = [];
  for (const name of ["kimi", "again"]) {
    const file = `${folder}/${name}.parquet`;
    const { code, seconds, peakMb } = await traces(
      "sample",
      "--rows",
      ROWS,
      "--seed",
      "1",
      "--config",
      "kimi",
      "--out",
      file,
    );
    check(
      `${ROWS} traces in bounded memory`,
      code === 0 && peakMb < 600,
      `${seconds.toFixed(1)} s, ${peakMb} MB`,
    );
    hashes.push(await sha256(file));
  }
  check("the same call writes the same bytes", hashes[0] === hashes[1]);
}

async function tutorialSideBySide(): Promise<void> {
  const file = `${folder}/kimi.parquet`;
  const ours = await traces("measure", file, "--rules", "tutorial", "--json");
  const structured = await traces("measure", file, "--json");
  const python = await runChild([
    "tests/peers/python/.venv/bin/python",
    "tests/peers/python/tutorial.py",
    "measure",
    file,
  ], ROOT);
  const [a, b] = [ours, python].map(({ out }) => JSON.parse(out));
  const differing = Object.keys(b).filter((key) => JSON.stringify(a[key]) !== JSON.stringify(b[key]));
  check("the tutorial's numbers equal Python's", differing.length === 0, differing.join(", "));
  console.log(`\n| ${ROWS} traces | seconds | peak MB |\n|---|---|---|`);
  for (
    const [name, { seconds, peakMb }] of Object.entries({
      "tutorial rules": ours,
      "structured rules": structured,
      Python: python,
    })
  ) {
    console.log(`| ${name} | ${seconds.toFixed(1)} | ${peakMb} |`);
  }
  console.log();
}

async function comparisonAtFullSize(): Promise<void> {
  const sources = await Promise.all((["kimi", "glm-5.1"] as const).map(async (config) => {
    const file = `${folder}/half-${config}.parquet`;
    await traces("sample", "--rows", "7350", "--seed", "2", "--config", config, "--out", file);
    return file;
  }));
  const { code, seconds, peakMb, out } = await traces("compare", ...sources, "--json");
  const { pairs, metrics } = JSON.parse(out);
  check(
    "two sources of 7350 compared",
    code === 0 && metrics.length > 10,
    `${pairs} tasks in both, ${seconds.toFixed(1)} s, ${peakMb} MB`,
  );
}

async function masksSideBySide(): Promise<void> {
  const seeds = [1, 2, 3].flatMap((seed) => ["--seed", `${seed}`]);
  const peers = await runChild(["bash", "tests/peers/masks/run.sh", ...seeds], ROOT);
  check("masks on odd traces, three more seeds", peers.code === 0, lastLine(peers.out));
  const bench = await runChild([DENO, "run", "--allow-all", "tests/bench/masks.ts"], ROOT);
  check("the tutorial's masks equal Python's", bench.code === 0);
  console.log(`\n${bench.out}`);
}

async function sha256(file: string): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", await Deno.readFile(file)));
  return hash.toHex();
}
