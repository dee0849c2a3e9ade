import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { turnPieces } from "../../../lib/train/mask/label_messages.ts";
import { oddText } from "../../trace/odd_text.ts";
import { shortOrLong } from "../../long.ts";

const CALL = '<tool_call>{"name": "ls", "arguments": {}}</tool_call>';
const read = (text: string) =>
  turnPieces(text, text.length).map(({ kind, start, end }) => [kind, text.slice(start, end)]);

Deno.test("white space goes with what stands before it, at the beginning with what stands behind", () => {
  assertEquals(read(`\n<think>a</think>\n\nb \n${CALL}\n${CALL}\n`), [
    ["thinking", "\n<think>a</think>\n\n"],
    ["answers", "b \n"],
    ["calls", `${CALL}\n`],
    ["calls", `${CALL}\n`],
  ]);
  assertEquals(read("  a"), [["answers", "  a"]]);
  assertEquals(read(" "), [["answers", " "]]);
});

Deno.test("what ends a turn goes with its last part; an empty turn is an answer", () => {
  assertEquals(turnPieces(CALL, CALL.length + 3).at(-1), {
    kind: "end",
    part: "calls",
    start: CALL.length,
    end: CALL.length + 3,
  });
  assertEquals(turnPieces("", 10), [{ kind: "end", part: "answers", start: 0, end: 10 }]);
  assertEquals(turnPieces("", 0), []);
});

Deno.test("whatever the text, pieces lie end to end and cover it", () => {
  fc.assert(
    fc.property(oddText, (text) => {
      let at = 0;
      for (const { start, end } of turnPieces(text, text.length + 1)) {
        assertEquals(start, at);
        at = end;
      }
      assertEquals(at, text.length + 1);
    }),
    { numRuns: shortOrLong(100, 500) },
  );
});
