import { assert, assertEquals } from "@std/assert";
import { shortenSystem } from "../../../lib/train/mod.ts";
import { SYSTEM } from "./masked_traces.ts";

const shorten = (text: string, ...used: string[]) => shortenSystem(text, new Set(used));

Deno.test("tools that are not used are cut from the list, the rest of the text stays", () => {
  const { text, left } = shorten(SYSTEM, "cat");
  assertEquals(left, 2);
  assert(text.startsWith("You may call functions in <tools> </tools> tags:\n<tools>\n[{"));
  assert(text.endsWith("}]\n</tools>\nGo on.") && text.includes('"cat"') && !text.includes('"ls"'));
  assertEquals(shorten(SYSTEM, "ls", "cat", "rm"), { text: SYSTEM, left: 0 });
  assert(shorten(SYSTEM).text.includes("<tools>\n[]\n</tools>"));
});

Deno.test("numbers, escapes and separators stay as they are written", () => {
  const text =
    '<tools>[{"name": "a"},\n {"name": "b", "n": [1.0, 1e-07, 12345678901234567890, "\\u00e9"]},{"name": "c"}]</tools>';
  assertEquals(
    shorten(text, "b").text,
    '<tools>[{"name": "b", "n": [1.0, 1e-07, 12345678901234567890, "\\u00e9"]}]</tools>',
  );
  assertEquals(shorten(text, "a", "c").text, '<tools>[{"name": "a"},{"name": "c"}]</tools>');
});

Deno.test("objects one behind the other are a list too, and tools without a name stay", () => {
  const text = '<tools>\n{"function": {"name": "a"}}\n{"x": 1}\n{"function": {"name": "c"}}\n</tools>';
  assertEquals(shorten(text, "c"), {
    text: '<tools>\n{"x": 1}\n{"function": {"name": "c"}}\n</tools>',
    left: 1,
  });
});

Deno.test("a text without such a list stays", () => {
  for (
    const text of [
      "",
      "<tools>",
      "<tools>[]</tools>",
      '<tools>[{"name": "a"',
      "<tools>{'name': 1}</tools>",
      `<tools>${"[".repeat(2000)}`,
      '<tools>[{"a": '.repeat(500),
    ]
  ) {
    assertEquals(shorten(text, "b"), { text, left: 0 });
  }
});
