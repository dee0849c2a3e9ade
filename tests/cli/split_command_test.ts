import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { loadTraces } from "tracebook";
import { sampleTraces } from "../../data/generator/mod.ts";
import { fileDigest, writeTraceParquet } from "../../lib/files/mod.ts";
import { groupKey } from "../../lib/trace/mod.ts";
import { inFolder } from "../in_folder.ts";
import { runTraces, runTracesTask } from "./run_traces.ts";

const split = (out: string, ...more: string[]) =>
  runTraces("split", "sample", "--validation", "0.1", "--seed", "5", "--out", out, ...more);
const names = async (folder: string) =>
  (await Array.fromAsync(Deno.readDir(folder))).map(({ name }) => name).sort();

for (const format of ["parquet", "jsonl"]) {
  Deno.test(`split writes two .${format} files that are the data, share nothing and are told of truly`, () =>
    inFolder(async (folder) => {
      const out = `${folder}/made/split`;
      const { code, out: printed, err } = await split(out, "--format", format, "--json");
      assertEquals([code, err], [0, ""]);
      assertEquals(await names(out), ["README.md", "split.json", `train.${format}`, `validation.${format}`]);
      const report = JSON.parse(printed);
      assertEquals(JSON.parse(await Deno.readTextFile(`${out}/split.json`)), report);
      const sides = [];
      for (const { side, name, traces, bytes, sha256 } of report.files) {
        const file = `${out}/${name}`;
        assertEquals({ bytes, sha256 }, await fileDigest(file));
        const rows = await loadTraces(file).toArray();
        assertEquals([rows.length, traces], [report.traces[side], rows.length]);
        assertStringIncludes(await Deno.readTextFile(`${out}/README.md`), sha256);
        sides.push(rows);
      }
      const [train, validation] = sides.map((rows) => new Set(rows.map(groupKey)));
      assertEquals([...train!.intersection(validation!)], []);
      const byId = (a: { id: string }, b: { id: string }) => a.id < b.id ? -1 : 1;
      assertEquals(sides.flat().sort(byId), (await loadTraces("sample").toArray()).sort(byId));
    }));
}

Deno.test("the same call gives the same bytes, into the same folder too; another seed gives others", () =>
  inFolder(async (folder) => {
    for (const [name, seed] of [["a", "5"], ["b", "5"], ["b", "5"], ["c", "6"]] as const) {
      const run = name === "a" ? runTracesTask : runTraces;
      const { code, err } = await run(
        ...["split", "sample", "--validation", "0.1", "--seed", seed, "--out", `${folder}/${name}`],
      );
      assertEquals([code, err], [0, ""]);
    }
    for (const name of await names(`${folder}/a`)) {
      const [a, b, c] = await Promise.all(
        ["a", "b", "c"].map((of) => Deno.readTextFile(`${folder}/${of}/${name}`)),
      );
      assertEquals([a === b, a === c], [true, false], name);
    }
  }));

Deno.test("a split by another key warns of what is on both sides; an empty side warns too", () =>
  inFolder(async (folder) => {
    const { code, err } = await split(folder, "--by", "id", "--no-stratify");
    assertEquals(code, 0);
    assertStringIncludes(err, "first user turns on both sides, because of the split by id");
    const one = `${folder}/one.jsonl`;
    await Deno.writeTextFile(one, '{"id": "a", "conversations": []}\n');
    const few = await runTraces("split", one, "--validation", "0.1", "--seed", "1", "--out", `${folder}/few`);
    assertEquals([few.code, few.err], [0, "warning: no trace is on the validation side\n"]);
    assertEquals(await loadTraces(`${folder}/few/validation.parquet`).count(), 0);
  }));

Deno.test("split replaces neither its data nor lies beside another split", () =>
  inFolder(async (folder) => {
    const file = `${folder}/train.parquet`;
    await writeTraceParquet(file, sampleTraces({ rows: 3, seed: 1, config: "kimi" }));
    const before = await Deno.readFile(file);
    const rest = ["--validation", "0.5", "--seed", "1", "--out", folder];
    for (const word of [file, folder]) {
      const over = await runTraces("split", word, ...rest);
      assertEquals([over.code, over.out], [2, ""]);
      assertStringIncludes(over.err, "one of the files to split");
    }
    const beside = await runTraces("split", "sample", ...rest, "--format", "jsonl");
    assertEquals(beside.code, 2);
    assertStringIncludes(beside.err, "train.parquet of another split");
    assertEquals(await Deno.readFile(file), before);
    assertEquals(await names(folder), ["train.parquet"]);
  }));

Deno.test("a wrong call of split ends with 2, wrong data with 1 and no folder", () =>
  inFolder(async (folder) => {
    const out = `${folder}/out`;
    const cases: [number, string, string[]][] = [
      [2, "between 0 and 1", ["sample", "--validation", "1", "--seed", "1", "--out", out]],
      [2, "between 0 and 1", ["sample", "--validation", "ten", "--seed", "1", "--out", out]],
      [2, "whole number", ["sample", "--validation", "0.1", "--seed", "-1", "--out", out]],
      [2, "--out <dir>", ["sample", "--validation", "0.1", "--seed", "1"]],
      [2, "Allowed choices", [
        "sample",
        "--validation",
        "0.1",
        "--seed",
        "1",
        "--out",
        out,
        "--by",
        "colour",
      ]],
      [1, "no such file", ["missing.parquet", "--validation", "0.1", "--seed", "1", "--out", out]],
    ];
    for (const [expected, message, args] of cases) {
      const { code, out: printed, err } = await runTraces("split", ...args);
      assertEquals([code, printed], [expected, ""], err);
      assertStringIncludes(err, message);
    }
    assert(!(await names(folder)).includes("out"));
  }));
