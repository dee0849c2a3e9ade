import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { INERT, orderMarks, rustNfc } from "../../../lib/train/tokenizer/nfc.ts";

const points = (pattern: RegExp) =>
  Array.from({ length: 0x110000 }, (_, point) => point)
    .filter((point) => (point < 0xd800 || point > 0xdfff) && pattern.test(String.fromCodePoint(point)))
    .map((point) => String.fromCodePoint(point));
const marks = points(/\p{M}/u);

Deno.test("marks are put in canonical order, few or many", () => {
  const text = fc.array(fc.constantFrom(...marks), { maxLength: 80, size: "max" }).map((list) =>
    list.join("")
  );
  fc.assert(fc.property(text, (text) => assertEquals(orderMarks(text), text.normalize("NFD"))));
});

Deno.test("every mark is put in canonical order among others", () => {
  for (const mark of marks) {
    const text = `\u0345${mark}\u0334\u0323${mark}\u0301\u0327`;
    assertEquals(orderMarks(text), text.normalize("NFD"));
  }
});

Deno.test("what Unicode 9 had is normalised as today", () => {
  // Latin, Greek, Hangul, Devanagari, kana, and the marks of the first blocks
  const piece = fc.constantFrom(
    ..."aeoAΑωᄀ각ᅡᆨकखはカ",
    "\u0301",
    "\u0323",
    "\u0327",
    "\u0345",
    "\u093c",
    "\u3099",
  );
  const text = fc.array(piece, { maxLength: 60, size: "max" }).map((list) => list.join(""));
  fc.assert(fc.property(text, (text) => assertEquals(rustNfc(text), text.normalize("NFC"))));
});

Deno.test("what Unicode 9 did not have stands alone", () => {
  // today U+08D3 lets the accent behind it through to the letter, and two U+113C2 are one letter
  const cases = {
    "a\u08d3\u0301": "a\u08d3\u0301",
    "e\u0301a\u08d3\u0301": "\u00e9a\u08d3\u0301",
    "\u{113c2}\u{113c2}": "\u{113c2}\u{113c2}",
    [`a\u08d3${"\u0301\u0323".repeat(40)}`]: `a\u08d3${"\u0323".repeat(40)}${"\u0301".repeat(40)}`,
    [`e\u0301${"\u0301\u0323".repeat(40)}\u08d3\u0301`]: `\u1eb9${"\u0323".repeat(39)}${
      "\u0301".repeat(41)
    }\u08d3\u0301`,
  };
  for (const [text, expected] of Object.entries(cases)) {
    assertEquals(rustNfc(text), expected);
    assert(text.normalize("NFC") !== expected);
  }
});

Deno.test("inert characters are not changed, moved or composed", () => {
  const inert = new RegExp(`^[${INERT}]+$`);
  const seconds = new Set<string>();
  let count = 0;
  for (const char of points(/./su)) {
    const parts = [...char.normalize("NFD")];
    if (parts.length > 1) seconds.add(parts.at(-1)!);
    if (!inert.test(char)) continue;
    count++;
    assertEquals(char.normalize("NFC"), char);
    assertEquals(`\u0345${char}\u0334`.normalize("NFC"), `\u0345${char}\u0334`);
  }
  assert(count > 40_000, `${count} characters`);
  for (const second of seconds) assert(!inert.test(second), second.codePointAt(0)!.toString(16));
});
