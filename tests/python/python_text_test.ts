import { assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import {
  plainJson,
  pythonDumps,
  PythonFloat,
  pythonFloatRepr,
  pythonHead,
  type PythonJson,
  pythonLength,
  pythonLoads,
  pythonRawDecode,
  pythonRepr,
  pythonStrip,
  shorten,
} from "tracebook/python";
import { shortOrLong } from "../long.ts";

const json: fc.Arbitrary<PythonJson> = fc.letrec<{ value: PythonJson }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom<PythonJson>(null, true, false),
    fc.string({ unit: "binary" }),
    fc.maxSafeInteger().map((n) => n + 0),
    fc.bigInt({ min: 2n ** 53n }),
    fc.double().map((n) => new PythonFloat(n)),
    fc.array(tie("value"), { maxLength: 4 }),
    fc.array(fc.tuple(fc.string(), tie("value")), { maxLength: 4 }).map((entries) => new Map(entries)),
  ),
})).value;

Deno.test("what dumps writes, loads reads back: floats as floats, integers of any size, keys in order", () => {
  fc.assert(fc.property(json, (value) => {
    const text = pythonDumps(value);
    assertEquals(pythonDumps(pythonLoads(text)), text);
    assertEquals(pythonRawDecode(`x${text},`, 1)[1], text.length + 1);
  }));
});

Deno.test("loads gives the values that JSON.parse gives, where both read", () => {
  fc.assert(fc.property(fc.json(), (text) => assertEquals(plainJson(pythonLoads(text)), JSON.parse(text))));
});

Deno.test("repr of a float reads back as the same float", () => {
  fc.assert(
    fc.property(
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      (n) => assertEquals(Number(pythonFloatRepr(n)), n),
    ),
    { numRuns: shortOrLong(200, 1000) },
  );
});

Deno.test("repr picks the quotes that need no escape, and escapes what is not printable", () => {
  assertEquals(["a", "'", '"', `'"`, "\\\n"].map(pythonRepr), [`'a'`, `"'"`, `'"'`, `'\\'"'`, `'\\\\\\n'`]);
  assertEquals(pythonRepr("\x7f\xa0\xad\u2028\ud800é🙂"), `'\\x7f\\xa0\\xad\\u2028\\ud800é🙂'`);
});

Deno.test("characters assigned after Unicode 14 are not printable to Python 3.11", () => {
  assertEquals(pythonRepr("\u{1fae8}"), "'\\U0001fae8'");
  assertEquals(pythonRepr("\u{1fae7}"), "'\u{1fae7}'");
});

Deno.test("lengths and heads count code points", () => {
  fc.assert(fc.property(fc.string({ unit: "binary" }), fc.nat(20), (text, count) => {
    assertEquals(pythonLength(text), [...text].length);
    assertEquals(pythonHead(text, count), [...text].slice(0, count).join(""));
  }));
});

Deno.test("strip takes Python's white space and nothing else", () => {
  assertEquals(pythonStrip("\x1c\x85\u3000a\ufeff \x1f"), "a\ufeff");
  assertEquals(pythonStrip(" \n"), "");
});

Deno.test("a shortened text is never longer than its width, and is whole where it fits", () => {
  const words = fc.array(fc.constantFrom("a", "bb-cc", "--", "🙂🙂🙂", "long".repeat(20), "\n", "e-mail"));
  fc.assert(fc.property(words, fc.integer({ min: 5, max: 120 }), (parts, width) => {
    const folded = parts.join(" ").trim().replace(/\s+/g, " ");
    const short = shorten(parts.join(" "), width);
    assertEquals(pythonLength(short) <= width, true);
    if (pythonLength(folded) <= width) assertEquals(short, folded);
    else assertEquals(short.endsWith("[...]"), true);
  }));
});

Deno.test("a width below five cannot hold the placeholder", () => {
  assertThrows(() => shorten("", 4), RangeError, "Cannot shorten to 4");
});

Deno.test("a dash run longer than any width is broken as Python breaks it", () => {
  assertEquals(shorten(`a${"-".repeat(1000)}b`, 12), "a [...]");
  assertEquals(shorten(`a${"-".repeat(1000)}`, 12), "[...]");
  assertEquals(shorten(`a${"-".repeat(1000)}\u{1d400}`, 12), "a [...]");
});
