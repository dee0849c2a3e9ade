import { assertEquals, assertRejects } from "@std/assert";
import { loadTraces, type Trace } from "tracebook";
import { writeDivided } from "../../lib/files/mod.ts";
import { inFolder } from "../in_folder.ts";

const TRACES: Trace[] = Array.from({ length: 11 }, (_, i) => ({
  id: `t${i}`,
  conversations: [{ from: "human", value: `${i} \u2028 é` }],
  tools: "[]",
  category: i === 3 ? null : "Chat",
  subcategory: "",
  task: "",
}));
const parity = ({ id }: { id: string }) => Number(id.slice(1)) % 2 ? "odd" : "even";

for (const ending of ["parquet", "jsonl"]) {
  Deno.test(`traces are divided among .${ending} files in one reading, in order and whole`, () =>
    inFolder(async (folder) => {
      const paths = { even: `${folder}/even.${ending}`, odd: `${folder}/odd.${ending}` };
      let read = 0;
      function* traces() {
        for (const trace of TRACES) {
          read++;
          yield trace;
        }
      }
      assertEquals(await writeDivided(paths, traces(), parity, { rowGroupRows: 2 }), { even: 6, odd: 5 });
      assertEquals(read, 11);
      for (const part of ["even", "odd"] as const) {
        const expected = TRACES.filter((trace) => parity(trace) === part);
        assertEquals(await loadTraces(paths[part]).toArray(), expected);
      }
    }));
}

Deno.test("a part that gets nothing is a file without traces", () =>
  inFolder(async (folder) => {
    const paths = { even: `${folder}/even.parquet`, odd: `${folder}/odd.parquet` };
    assertEquals(await writeDivided(paths, TRACES.slice(0, 1), parity), { even: 1, odd: 0 });
    assertEquals(await loadTraces(paths.odd).count(), 0);
  }));

Deno.test("when one file cannot be written or reading fails, none appears", () =>
  inFolder(async (folder) => {
    const paths = { even: `${folder}/even.jsonl`, odd: `${folder}/no/odd.jsonl` };
    await assertRejects(() => writeDivided(paths, TRACES, parity), Deno.errors.NotFound, "no/odd.jsonl");
    function* broken(): Generator<Trace> {
      yield* TRACES;
      throw new RangeError("broken");
    }
    const fine = { ...paths, odd: `${folder}/odd.parquet` };
    await assertRejects(() => writeDivided(fine, broken(), parity), RangeError, "broken");
    const wrong = { ...paths, odd: `${folder}/odd.csv` };
    await assertRejects(() => writeDivided(wrong, TRACES, parity), RangeError, ".parquet or .jsonl");
    assertEquals((await Array.fromAsync(Deno.readDir(folder))).length, 0);
  }));
