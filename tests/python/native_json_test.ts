import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { type Json, plainJson, pythonLoads } from "tracebook/python";
import { nativeJson } from "../../lib/python/native_json.ts";
import { oddJson } from "./odd_json.ts";
import { shortOrLong } from "../long.ts";

function byScanner(text: string): Json | undefined {
  try {
    return plainJson(pythonLoads(text));
  } catch {
    return undefined;
  }
}

/** Keys in order and the sign of zero, which deep equality leaves out or may leave out. */
const written = (value: Json | undefined) =>
  JSON.stringify(value, (_, item) => Object.is(item, -0) ? "minus zero" : item);

Deno.test("what the engine's parser is let read, it reads as the scanner does", () => {
  fc.assert(
    fc.property(oddJson, (text) => {
      const native = nativeJson(text);
      if (native === undefined) return;
      const scanned = byScanner(text);
      assertEquals(native, scanned);
      assertEquals(written(native), written(scanned));
    }),
    { numRuns: shortOrLong(1000, 5000) },
  );
});

Deno.test("texts that Python reads otherwise, or not at all, are left to the scanner", () => {
  const deep = "[".repeat(994) + "]".repeat(994);
  const huge = "1".repeat(4301);
  const left = [
    "-0",
    '{"a": -0}',
    '{"a":-0,"b":1}',
    "[NaN]",
    deep,
    `{"a":${deep},"a":1}`,
    `[${huge}]`,
    `[0.${huge}]`,
  ];
  assertEquals(left.filter((text) => nativeJson(text) !== undefined), []);
  assertEquals(["", "{", "nothing", '{"a":1} note'].filter((text) => nativeJson(text) !== undefined), []);
});

Deno.test("ordinary texts are read by the engine: dates, long numbers in moderation, thousands of flat objects", () => {
  const texts = [
    '{"day": "2026-01-02", "of": -0.5, "to": -0e1}',
    `[${"1".repeat(4300)}]`,
    "[".repeat(993) + "]".repeat(993),
    `{"list": [${Array(400).fill('{"a": [1]}').join(", ")}]}`,
    ' {"__proto__": 1, "a": 2}\n',
  ];
  for (const text of texts) {
    assertEquals(nativeJson(text), byScanner(text));
    assertEquals(nativeJson(text) === undefined, false, text.slice(0, 40));
  }
});
