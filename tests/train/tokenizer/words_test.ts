import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import type { WordSplitter } from "../../../lib/train/tokenizer/split_words.ts";
import { patternWords, readWords, translatePattern } from "../../../lib/train/tokenizer/words.ts";
import { shortOrLong } from "../../long.ts";

const pattern = (numbers: string) =>
  String.raw`(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|${numbers}| ?[^\s\p{L}\p{N}]+[\r\n]*|` +
  String.raw`\s*[\r\n]+|\s+(?!\S)|\s+`;
const QWEN = pattern(String.raw`\p{N}`);
const LLAMA_3 = pattern(String.raw`\p{N}{1,3}`);

const byteLevel = (use_regex: boolean) => ({ type: "ByteLevel", add_prefix_space: false, use_regex });
const split = (Regex: string) => ({ type: "Split", pattern: { Regex }, behavior: "Isolated", invert: false });
const sequence = (...pretokenizers: unknown[]) => ({ type: "Sequence", pretokenizers });

function cut(words: WordSplitter, text: string): string[] {
  const bytes = new TextEncoder().encode(text);
  const end = words(text, bytes, bytes.length);
  const found: string[] = [];
  for (let at = 0; at < bytes.length;) {
    const next = end(at);
    assert(next > at && next <= bytes.length, `${next} after ${at}`);
    found.push(new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes.subarray(at, at = next)));
  }
  return found;
}

const piece = fc.oneof(
  fc.constantFrom(
    ..." \n\r\t!'1ar",
    "'s",
    "'S",
    "'ſ",
    "'re",
    "'Ll",
    "'v",
    "  ",
    "\r\n",
    "\u0085",
    "\ufeff",
    "\u3000",
    "²",
    "é",
    "e\u0301",
  ),
  fc.string({ unit: "binary", minLength: 1, maxLength: 2 }).map((text) => text.toWellFormed()),
);
const text = fc.array(piece, { maxLength: 30, size: "max" }).map((list) => list.join(""));

for (const [name, source] of Object.entries({ QWEN, LLAMA_3 })) {
  Deno.test(`the pattern written out by hand cuts as its regular expression does: ${name}`, () => {
    const byHand = readWords(sequence(split(source), byteLevel(false)))!;
    const byExpression = patternWords([translatePattern(source)!]);
    assert(`${byHand}` !== `${byExpression}`, "the two are not the same code");
    fc.assert(
      fc.property(text, (text) => assertEquals(cut(byHand, text), cut(byExpression, text))),
      { numRuns: shortOrLong(400, 2000) },
    );
    for (let point = 0; point < 0x110000; point += point < 0x3000 ? 1 : 61) {
      if (point >= 0xd800 && point < 0xe000) continue;
      const c = String.fromCodePoint(point);
      const around = `x${c} ${c}1${c}'${c}e!${c}\n${c}${c}'r${c}`;
      assertEquals(cut(byHand, around), cut(byExpression, around));
    }
  });
}

Deno.test("words by several patterns, one after the other", () => {
  const words = readWords(sequence(split(String.raw`\p{N}{1,3}`), split("[A-Za-z]+"), byteLevel(false)))!;
  assertEquals(cut(words, "ab1234, c🙂d"), ["ab", "123", "4", ", ", "c", "🙂", "d"]);
  assertEquals(cut(readWords(byteLevel(false))!, "one two"), ["one two"]);
  assertEquals(cut(readWords(byteLevel(true))!, "It's 12 o'clock\n "), [
    "It",
    "'s",
    " 12",
    " o",
    "'",
    "clock",
    "\n ",
  ]);
  assertEquals(cut(words, ""), []);
});

Deno.test("a pattern is translated only if it means the same to both", () => {
  const translated = {
    [String.raw`\s+(?!\S)|\s`]: String.raw`\p{White_Space}+(?!\P{White_Space})|\p{White_Space}`,
    [String.raw`[^\s\-\p{Lu}]{2,}?`]: undefined,
    [String.raw`[^\s\-\p{Lu}]+?`]: String.raw`[^\p{White_Space}\x2d\p{Lu}]+?`,
    "[!\"#$%&'()*+,\\-./:;<=>?@\\[\\\\\\]^_`{|}~][A-Za-z]+":
      "[!\"#$%&'()*+,\\x2d./:;<=>?@\\[\\\\\\]^_`{|}~][A-Za-z]+",
  };
  for (const [source, expected] of Object.entries(translated)) {
    assertEquals(translatePattern(source)?.source, expected);
  }
  const others = [
    "",
    "a*",
    "a++",
    "a?+",
    "a{2}+",
    "^a",
    "a$",
    ".",
    String.raw`\w`,
    String.raw`\b`,
    String.raw`\h`,
    "(?i:a)",
    "(?<=a)b",
    "(?>a)",
    "[a&&b]",
    "[[:alpha:]]",
    String.raw`\p{Han}`,
    String.raw`[\S]`,
    "[a",
    "(a",
    "a)",
    "a{",
    "\\",
    String.raw`\1`,
  ];
  for (const source of others) assertEquals(translatePattern(source), undefined, source);
});

Deno.test("what cuts in another way is not known", () => {
  const unknown = [
    null,
    { type: "Whitespace" },
    { ...byteLevel(true), add_prefix_space: true },
    sequence(split("a")),
    sequence(byteLevel(false), split("a")),
    sequence({ ...split("a"), behavior: "Removed" }, byteLevel(false)),
    sequence({ ...split("a"), invert: true }, byteLevel(false)),
    sequence({ ...split("a"), pattern: { String: "a" } }, byteLevel(false)),
    sequence({ type: "Digits", individual_digits: true }, byteLevel(false)),
    sequence(split(String.raw`\w+`), byteLevel(false)),
  ];
  for (const steps of unknown) assertEquals(readWords(steps), undefined, JSON.stringify(steps));
});
