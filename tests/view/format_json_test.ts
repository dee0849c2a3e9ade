import { assertEquals } from "@std/assert";
import { formatJson } from "../../lib/view/blocks.ts";

Deno.test("texts stand as they are, short values on their key's line, long ones below it", () => {
  assertEquals(formatJson("a\n b"), "a\n b");
  assertEquals(formatJson({}), "{}");
  assertEquals(formatJson([]), "[]");
  assertEquals(formatJson([1, "x", null]), "- 1\n- x\n- null");
  assertEquals(
    formatJson({ a: "", b: [1, 2], c: "x\n\ny", d: { e: "z".repeat(80) }, f: true }),
    `a: ""\nb: [1,2]\nc:\n  x\n\n  y\nd:\n  e: ${"z".repeat(80)}\nf: true`,
  );
});

Deno.test("what is nested deeper than five levels stays on one line", () => {
  const leaf = "z".repeat(90);
  assertEquals(formatJson([[[[[[leaf]]]]]]), `-\n  -\n    -\n      -\n        - ["${leaf}"]`);
});
