import { assert, assertEquals } from "@std/assert";
import { loadTokenizer } from "tracebook";
import { makeTokenizer } from "../../../lib/train/mod.ts";
import { smallFiles } from "./small_files.ts";
import { shortOrLong } from "../../long.ts";

const SIZE = shortOrLong(120_000, 300_000);
// Quadratic work on these texts takes minutes; the bound holds on a busy machine too.
const LIMIT_MS = 15_000;

const HOSTILE: Record<string, string> = {
  "one letter": "a".repeat(SIZE),
  "two letters": "ab".repeat(SIZE / 2),
  "letters without a space": Array.from(
    { length: SIZE },
    (_, n) => String.fromCharCode(97 + (n * n * 7 + n) % 26),
  ).join(""),
  "letters of three bytes": "日本語".repeat(SIZE / 3),
  "spaces": " ".repeat(SIZE),
  "spaces before a letter": " ".repeat(SIZE) + "x",
  "a newline before spaces before a letter": "\n" + " ".repeat(SIZE) + "x",
  "newlines": "\n".repeat(SIZE),
  "lines of spaces": (" ".repeat(1000) + "\n").repeat(SIZE / 1000),
  "signs": "=".repeat(SIZE),
  "digits": "1234567890".repeat(SIZE / 10),
  "apostrophes": "'".repeat(SIZE),
  "marks on one letter": "a" + "\u0301\u0323".repeat(SIZE / 2),
  "marks that stand alone": "\u{10eab}\u0301".repeat(SIZE / 4),
  "special tokens": "<|im_start|>".repeat(SIZE / 12),
  "beginnings of special tokens": "<|im_start".repeat(SIZE / 10),
  "words that never come again": Array.from({ length: SIZE / 10 }, (_, n) => `w${n.toString(36)}`).join(" "),
  "flagged tokens and spaces": ("left" + " ".repeat(100) + "both" + "x1").repeat(SIZE / 100),
};

for (const [title, text] of Object.entries(HOSTILE)) {
  Deno.test(`in time proportional to its length: ${title}`, async () => {
    for (const tokenizer of [await loadTokenizer(), await makeTokenizer(smallFiles)]) {
      const before = performance.now();
      const ids = tokenizer.encode(text);
      const took = performance.now() - before;
      assert(took < LIMIT_MS, `${tokenizer.name} took ${Math.round(took)} ms`);
      if (title !== "flagged tokens and spaces" && !title.startsWith("marks")) {
        assertEquals(tokenizer.decode(ids), text);
      }
    }
  });
}
