import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { mimeText, oneLine, plainText } from "../../lib/notebook/site/output.ts";

Deno.test("plainText() takes out colours, titles and links of a terminal", () => {
  assertEquals(plainText("\x1b[33m150\x1b[39m traces\x1b[K"), "150 traces");
  assertEquals(plainText("\x1b]0;title\x07a\x1b]8;;https://example.org\x1b\\b\x1b]8;;\x1b\\"), "ab");
  assertEquals(plainText(["\x1b[38;2;1;2;3", "ma"]), "a");
});

Deno.test("plainText() shows what was written last on a line", () => {
  assertEquals(plainText("reading 1%\rreading 100%\r\ndone\n"), "reading 100%\ndone\n");
});

Deno.test("plainText() leaves no control character but tab and line end", () => {
  fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => {
    // deno-lint-ignore no-control-regex -- these are what must be gone
    assert(!/[\x00-\x08\x0b-\x1f\x7f-\x9f]/.test(plainText(text)));
  }));
});

Deno.test("plainText() leaves text without control characters as it is", () => {
  const printed = "── Step 1/5 ──\n\t💭 naïve [31m]";
  assertEquals(plainText(printed), printed);
});

Deno.test("oneLine() cuts at a space, and never inside a character", () => {
  assertEquals(oneLine("one  two\nthree", 20), "one two three");
  assertEquals(oneLine("one two three four", 12), "one two…");
  assertEquals(oneLine("😀😀😀", 4), "😀…");
});

Deno.test("mimeText() joins lines and takes only text", () => {
  assertEquals(mimeText(["a\n", "b"]), "a\nb");
  assertEquals(mimeText({ a: 1 }), "");
  assertEquals(mimeText(undefined), "");
});
