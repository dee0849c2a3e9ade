import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { ScanFailure, scanJson } from "../../lib/python/json_loads.ts";
import { plainJson } from "../../lib/python/json_value.ts";
import { scanJsonBlock, TagFinder, TAGS } from "../../lib/trace/tag_finder.ts";
import { oddJson } from "../python/odd_json.ts";
import { oddText } from "./odd_text.ts";
import { shortOrLong } from "../long.ts";

/** What the scanner reads, whatever closes the block. */
function scanned(text: string, from: number) {
  const found = scanJson(text, from);
  return found instanceof ScanFailure ? found : { value: plainJson(found.value), end: found.end };
}

Deno.test("a value is read as the scanner reads it, wherever the closing tags are", () => {
  const closing = fc.constantFrom(
    " </tool_call>",
    "</tool_call>",
    "\n</tool_call>\n",
    "",
    "</tool_call><tool_call>{}",
  );
  const text = fc.tuple(oddText, oddJson, closing, oddText).map((pieces) => pieces.join(""));
  fc.assert(
    fc.property(text, (text) => {
      const tags = new TagFinder(text);
      const brackets = [...text.matchAll(/[[{]/g)].slice(0, 8);
      for (const { index } of brackets) {
        assertEquals(scanJsonBlock(tags, index, TAGS.call, TAGS.callEnd), scanned(text, index));
      }
    }),
    { numRuns: shortOrLong(200, 1000) },
  );
});

Deno.test("a value that JSON does not end at the tag ends where it ends", () => {
  const read = (text: string) => scanJsonBlock(new TagFinder(text), 0, TAGS.call, TAGS.callEnd);
  assertEquals(read('{"a": 1} \n</tool_call>'), { value: { a: 1 }, end: 8 });
  assertEquals(read('{"a": "</tool_call>"}</tool_call>'), { value: { a: "</tool_call>" }, end: 21 });
  assertEquals(read('{"a": 1} note</tool_call>'), { value: { a: 1 }, end: 8 });
  assertEquals(read('{"a": 1}'), { value: { a: 1 }, end: 8 });
});
