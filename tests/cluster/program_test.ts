/** The program that a cluster runs for each partition: what partitions give merges to what one machine prints. */
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { auditMasks, loadTokenizer, loadTraces, maskTrace, measureTraces, type Trace } from "tracebook";
import { mergeMasks, mergeMeasures, TextLineStream } from "../../lib/cluster/program.ts";
import { type ClusterResult, measureTask, type NumberedRow } from "../../lib/cluster/tasks.ts";
import type { PackedState } from "../../lib/measure/pack_state.ts";
import { exactJson } from "../../lib/python/json_dumps.ts";
import { runTask, runTraces } from "../cli/run_traces.ts";
import { repositoryPath } from "../repository.ts";

const PROGRAM = repositoryPath("lib/cluster/program.ts");

/** Runs the program on lines. */
async function program(args: string[], lines: readonly string[]) {
  const process = new Deno.Command(Deno.execPath(), {
    args: ["run", "--quiet", "--no-prompt", "--allow-read", PROGRAM, ...args],
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
    env: { NO_COLOR: "1" },
  }).spawn();
  const ended = process.output();
  await new Blob([lines.map((line) => `${line}\n`).join("")]).stream().pipeTo(process.stdin);
  const { code, stdout, stderr } = await ended;
  return { code, out: new TextDecoder().decode(stdout), err: new TextDecoder().decode(stderr) };
}

const results = (out: string): ClusterResult[] =>
  out.trimEnd().split("\n").map((line) => JSON.parse(line) as ClusterResult);

const line = (trace: unknown, row: number) => JSON.stringify([row, trace]);

/** Measures rows in this process, in the order given. */
function states(rows: readonly NumberedRow[], rules = "structured"): PackedState[] {
  const task = measureTask({ rules });
  for (const [row, trace] of rows) task.run(row, trace);
  return JSON.parse(JSON.stringify(task.end())).map((result: ClusterResult) => result.value);
}

const traces: Trace[] = await loadTraces("sample").toArray();
const numbered = traces.map((trace, row): NumberedRow => [row, trace]);

for (const rules of ["structured", "tutorial"] as const) {
  Deno.test(`partitions of rows in any order give the numbers of one machine, ${rules} rules`, async () => {
    const whole = exactJson(await measureTraces(traces, { rules }));
    const inSevens = [0, 1, 2, 3, 4, 5, 6].map((part) => numbered.filter(([row]) => row % 7 === part));
    const jumbled = [numbered.slice(200), numbered.slice(90, 200), numbered.slice(0, 90)].flat();
    for (const partitions of [[numbered], inSevens, [jumbled], [numbered.toReversed(), []]]) {
      const given = partitions.flatMap((rows) => states(rows, rules));
      for (const order of [given, given.toReversed()]) {
        assertEquals(exactJson(await mergeMeasures(ReadableStream.from(order), rules)), whole);
      }
    }
  });
}

Deno.test("two runs of the program, merged by a third, print what `traces measure` prints", async () => {
  const halves = [traces.slice(0, 150), traces.slice(150)];
  const ran = await Promise.all(
    halves.map((half, i) => program(["measure"], half.map((trace, at) => line(trace, at + 150 * i)))),
  );
  for (const { code, err } of ran) assertEquals(code, 0, err);
  const given = ran.flatMap(({ out }) => results(out));
  assertEquals(given.filter(({ kind }) => kind === "facts").length, traces.length);
  const counted = given.filter(({ kind }) => kind === "state").map(({ value }) => JSON.stringify(value));
  const merged = await program(["merge-measure"], counted);
  assertEquals(merged.out, (await runTraces("measure", "sample", "--json")).out);
});

Deno.test("masks of partitions print what `traces mask` prints", async () => {
  const few = traces.slice(0, 12);
  const folder = await Deno.makeTempDir();
  try {
    await Deno.writeTextFile(
      `${folder}/few.jsonl`,
      few.map((trace) => `${JSON.stringify(trace)}\n`).join(""),
    );
    const { out: whole } = await runTraces(
      ...["mask", `${folder}/few.jsonl`, "--max-length", "4096", "--json", "--out", `${folder}/masks.jsonl`],
    );
    const { code, out, err } = await program(["mask", "--options", '{"maxLength":4096}'], few.map(line));
    assertEquals(code, 0, err);
    const given = results(out);
    const reports = given.filter(({ kind }) => kind === "report").map(({ value }) => JSON.stringify(value));
    assertEquals((await program(["merge-mask"], reports)).out, whole);
    const written = (await Deno.readTextFile(`${folder}/masks.jsonl`)).trimEnd().split("\n");
    const records = given.filter(({ kind }) => kind === "record").map(({ value }) => value);
    assertEquals(records, written.map((record) => JSON.parse(record)));
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("reports of many traces, and of none, are one document", async () => {
  const [trace] = traces;
  const { report } = maskTrace(trace!, await loadTokenizer(), { method: "tutorial" });
  for (const many of [0, 1, 1000, 1001, 2500]) {
    const reports = Array.from({ length: many }, (_, i) => ({ ...report, id: `${i}`, total: i }));
    const text = (await Array.fromAsync(mergeMasks(ReadableStream.from(reports)))).join("");
    assertEquals(text, exactJson({ traces: reports, audit: auditMasks(reports) }));
  }
});

Deno.test("a row that is no trace ends the work and is named", async () => {
  const bad = { ...traces[1]!, conversations: [{ from: "robot", value: "" }] };
  const { code, out } = await program(["measure"], [line(traces[0], 40), line(bad, 41), line(traces[2], 42)]);
  assertEquals(code, 1);
  const last = results(out).at(-1)!;
  assertEquals([last.kind, last.row], ["error", 41]);
  assertStringIncludes(String(last.value), "robot");
});

Deno.test("the last line says how many rows there were", async () => {
  const { out } = await program(["measure"], traces.slice(0, 5).map(line));
  assertEquals(results(out).at(-1), { kind: "end", row: -1, value: 5 });
});

Deno.test("a command that there is not, and rules that there are not, are refused", async () => {
  const { code, err } = await program(["measures"], []);
  assertEquals(code, 2);
  assertStringIncludes(err, "measure, mask, merge-measure, merge-mask, columns");
  const ruled = await program(["measure", "--rules", "loose"], []);
  assert(ruled.code !== 0);
  assertStringIncludes(ruled.err, 'Cannot measure by "loose": use one of');
});

Deno.test("lines are cut the same wherever the bytes are cut", async () => {
  const bytes = new TextEncoder().encode('["é"]\n\n["😀", "a"]\n["end"]');
  for (let size = 1; size <= bytes.length; size++) {
    const pieces = Array.from(
      { length: Math.ceil(bytes.length / size) },
      (_, i) => bytes.slice(i * size, (i + 1) * size),
    );
    const lines = ReadableStream.from(pieces).pipeThrough(new TextLineStream());
    assertEquals(await Array.fromAsync(lines), ['["é"]', "", '["😀", "a"]', '["end"]'], `pieces of ${size}`);
  }
});

Deno.test("`deno task cluster` writes the job and one file that runs by itself", async () => {
  const folder = await Deno.makeTempDir();
  try {
    const { code, err } = await runTask(["cluster", `${folder}/job`]);
    assertEquals(code, 0, err);
    assertEquals((await Array.fromAsync(Deno.readDir(`${folder}/job`))).map(({ name }) => name).sort(), [
      "job.py",
      "tracebook.js",
    ]);
    const { code: ran, stdout } = await new Deno.Command(Deno.execPath(), {
      args: ["run", "--no-config", "--cached-only", "--no-prompt", `${folder}/job/tracebook.js`, "columns"],
      cwd: folder,
    }).output();
    assertEquals(ran, 0);
    assertEquals(JSON.parse(new TextDecoder().decode(stdout))[0], { name: "id", type: "string" });
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("`deno task cluster` without a folder is a wrong call", async () => {
  assertEquals((await runTask(["cluster"])).code, 2);
});
