import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { mergeLongWord, mergeWord, readMerges } from "../../../lib/train/tokenizer/merges.ts";
import { readVocabulary } from "../../../lib/train/tokenizer/vocabulary.ts";
import { shortOrLong } from "../../long.ts";

/** All merges of tokens over `a` and `b` of up to four letters, in some order. */
const tokens = ["a", "b"];
for (let at = 0; tokens[at]!.length < 4; at++) tokens.push(`${tokens[at]}a`, `${tokens[at]}b`);
const vocabulary = readVocabulary(Object.fromEntries(tokens.map((token, id) => [token, id])));
const pairs = tokens.flatMap((a) => tokens.filter((b) => a.length + b.length <= 4).map((b) => [a, b]));
const merges = fc.shuffledSubarray(pairs).map((list) => readMerges(list, vocabulary));
const word = fc.array(fc.constantFrom(0, 1), { minLength: 1, maxLength: 60, size: "max" });

/** The definition: of the pairs in the word the one of lowest rank, and of its places the leftmost. */
function byDefinition(symbols: number[], list: readonly string[][]): number[] {
  const texts = symbols.map((id) => tokens[id]!);
  for (;;) {
    const ranks = texts.slice(1).map((right, at) =>
      list.findIndex(([a, b]) => a === texts[at] && b === right)
    );
    const possible = ranks.filter((rank) => rank >= 0);
    if (possible.length === 0) return texts.map((text) => tokens.indexOf(text));
    const at = ranks.indexOf(Math.min(...possible));
    texts.splice(at, 2, texts[at]! + texts[at + 1]!);
  }
}

Deno.test("the pair of lowest rank is merged first, the leftmost of equal ones, until none is left", () => {
  fc.assert(
    fc.property(fc.shuffledSubarray(pairs), word, (list, symbols) => {
      const ids = Int32Array.from(symbols);
      const count = mergeWord(ids, ids.length, readMerges(list, vocabulary));
      assertEquals([...ids.subarray(0, count)], byDefinition(symbols, list));
    }),
    { numRuns: 300 },
  );
});

Deno.test("the heap for long words gives the same tokens", () => {
  fc.assert(
    fc.property(merges, word, (merges, symbols) => {
      const [short, long] = [Int32Array.from(symbols), Int32Array.from(symbols)];
      const counts = [mergeWord(short, short.length, merges), mergeLongWord(long, long.length, merges)];
      assertEquals([...long.subarray(0, counts[1])], [...short.subarray(0, counts[0])]);
    }),
    { numRuns: shortOrLong(200, 1000) },
  );
});
