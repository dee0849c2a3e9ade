import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { countWords } from "../../lib/measure/measure_trace.ts";
import { shortOrLong } from "../long.ts";

const SPACES = [..." \n\t\v\f\r\u00a0\u1680\u2003\u2028\u202f\u205f\u3000\ufeff"];
const OTHERS = ["a", "B", "\x1c", "\x85", "é", "\u200b", "🙂", "\ud800"];

Deno.test("words are what stands between white space of any kind", () => {
  const text = fc.array(fc.constantFrom(...SPACES, ...OTHERS)).map((units) => units.join(""));
  fc.assert(
    fc.property(text, (text) => assertEquals(countWords(text), text.match(/\S+/g)?.length ?? 0)),
    { numRuns: shortOrLong(400, 2000) },
  );
});

Deno.test("a text of any length is counted whole", () => {
  for (const word of ["a ", "é ", "🙂\u2003"]) {
    for (const times of [21_000, 40_000, 100_000]) assertEquals(countWords(word.repeat(times)), times);
  }
});
