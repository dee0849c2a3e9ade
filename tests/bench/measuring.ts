/**
 * Measuring 14,701 traces (as many as the data set has, about 1.3 GB unpacked): ours beside Python's, in rounds in turn,
 * each in programs of their own, with a table in Markdown. Ends with 1 if the tutorial's numbers differ anywhere. Linux,
 * with Python 3.11.
 *
 *     deno task bench [ROUNDS]
 *
 * @module
 */
import { loopbackHub } from "../load/loopback_hub.ts";
import { type ChildCost, runChild } from "./run_child.ts";

const ROOT = new URL("../../", import.meta.url);
const ENVIRONMENT = "tests/bench/measuring/environment.sh";
const PYTHON = "tests/bench/measuring/.venv/bin/python";
const CONFIGS = { "kimi": 7646, "glm-5.1": 7055 };
const rounds = Number(Deno.args[0] ?? 5);

const folder = await Deno.makeTempDir();
const configs = Object.keys(CONFIGS);
const files = configs.map((config) => `${folder}/${config}.parquet`);
const onHub = configs.map((config) => `hf:lab/traces/${config}`);
const ours = (data: string[], ...flags: string[]) => [
  ...[
    Deno.execPath(),
    "run",
    "--v8-flags=--no-allocation-site-pretenuring",
    "--no-prompt",
    "--allow-read",
    "--allow-write",
    "--allow-net",
    "--allow-env",
  ],
  ...["lib/cli/main.ts", "measure", ...data, "--json", ...flags],
];

interface Contestant {
  name: string;
  command: string[];
  /** Whether it gives the tutorial's numbers. */
  tutorial: boolean;
  /** Whether it goes on with what the one before has left in the cache. @default {false} */
  warm?: boolean;
}

const CONTESTANTS: Contestant[] = [
  {
    name: "Python, the tutorial: `datasets`, regular expressions",
    command: [PYTHON, "tests/bench/measuring/usual.py", ...files],
    tutorial: true,
  },
  {
    name: "Python, tuned: pyarrow, `str.find`, orjson, two processes",
    command: [PYTHON, "tests/bench/measuring/strong.py", ...files],
    tutorial: true,
  },
  { name: "tutorial rules, one thread", command: ours(files, "--rules", "tutorial"), tutorial: true },
  {
    name: "tutorial rules, two workers",
    command: ours(files, "--rules", "tutorial", "--workers", "2"),
    tutorial: true,
  },
  {
    name: "the same from a hub on the same machine, into an empty cache",
    command: ours(onHub, "--rules", "tutorial"),
    tutorial: true,
  },
  {
    name: "the same again, from the cache",
    command: ours(onHub, "--rules", "tutorial"),
    tutorial: true,
    warm: true,
  },
  {
    name: "structured rules and facts, one thread",
    command: ours(files, "--out", `${folder}/facts.parquet`),
    tutorial: false,
  },
  {
    name: "structured rules and facts, two workers",
    command: ours(files, "--workers", "2", "--out", `${folder}/facts.parquet`),
    tutorial: false,
  },
];

try {
  await succeed(["sh", ENVIRONMENT]);
  for (const [i, [config, rows]] of Object.entries(CONFIGS).entries()) {
    const flags = ["--rows", `${rows}`, "--seed", "1", "--config", config, "--out", files[i]!];
    await succeed([Deno.execPath(), "run", "--allow-all", "lib/cli/main.ts", "sample", ...flags]);
  }
  const contents = await Promise.all(
    configs.map(async (config, i) =>
      [`main/${config}/train-00000-of-00001.parquet`, await Deno.readFile(files[i]!)] as const
    ),
  );
  await using hub = loopbackHub({ files: Object.fromEntries(contents), frozen: true });
  const costs = CONTESTANTS.map((): ChildCost[] => []);
  const numbers: Record<string, unknown>[] = [];
  for (let round = 0; round < rounds; round++) {
    let cache: string | undefined;
    for (const [i, { command, tutorial, warm }] of CONTESTANTS.entries()) {
      if (cache && !warm) await Deno.remove(cache, { recursive: true });
      if (!warm) cache = await Deno.makeTempDir({ dir: folder });
      const cost = await succeed(command, {
        HF_DATASETS_CACHE: cache!,
        HF_HOME: cache!,
        HF_ENDPOINT: hub.endpoint,
      });
      costs[i]!.push(cost);
      if (tutorial) numbers.push(JSON.parse(cost.out));
    }
  }
  const seconds = costs.map((all) => median(all.map((cost) => cost.seconds)));
  const total = Object.values(CONFIGS).reduce((sum, rows) => sum + rows, 0);
  console.log(
    `${
      total.toLocaleString("en")
    } traces, ${navigator.hardwareConcurrency} cores, median of ${rounds} rounds\n`,
  );
  console.log("| | seconds | times as fast | peak MB |\n| --- | ---: | ---: | ---: |");
  for (const [i, { name }] of CONTESTANTS.entries()) {
    const peak = median(costs[i]!.map(({ treeMb }) => treeMb));
    console.log(
      `| ${name} | ${seconds[i]!.toFixed(1)} | ${(seconds[0]! / seconds[i]!).toFixed(1)} | ${
        peak.toFixed(0)
      } |`,
    );
  }
  const keys = Object.keys(numbers[0]!);
  const differing = keys.filter((key) => new Set(numbers.map((all) => JSON.stringify(all[key]))).size > 1);
  console.log(
    `\nThe tutorial's numbers: ${
      differing.length === 0 ? "equal in all rounds" : `DIFFERENT in ${differing}`
    }`,
  );
  if (differing.length > 0) Deno.exitCode = 1;
} finally {
  await Deno.remove(folder, { recursive: true });
}

async function succeed(command: string[], env: Record<string, string> = {}): Promise<ChildCost> {
  const cost = await runChild(command, ROOT, { env, stderr: "null" });
  if (cost.code !== 0) throw new Error(`${command.join(" ")} ended with ${cost.code}`);
  return cost;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return (sorted[(sorted.length - 1) >> 1]! + sorted[sorted.length >> 1]!) / 2;
}
