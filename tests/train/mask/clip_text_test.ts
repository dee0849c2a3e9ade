import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { loadTokenizer } from "tracebook";
import { clipText, equalShare } from "../../../lib/train/mask/cut_windows.ts";

const tokenizer = await loadTokenizer();

Deno.test("a text keeps its beginning and end, and says what is missing", () => {
  const text = Array.from({ length: 200 }, (_, i) => `line ${i}`).join("\n");
  const clipped = clipText(text, 60, tokenizer);
  const [head, tail] = clipped.split(/\n\[… [\d,]+ characters left out …\]\n/);
  assert(text.startsWith(head!) && text.endsWith(tail!));
  const missing = Number(/([\d,]+) characters left/.exec(clipped)![1]!.replace(",", ""));
  assertEquals(head!.length + tail!.length + missing, text.length);
  assertEquals(clipText("short", 24, tokenizer), "short");
});

Deno.test("whatever the text, what is left fits and has no half characters", () => {
  const text = fc.array(fc.constantFrom("🙂", "e\u0301", "word ", "\n\n", "𓀀", "日本", "<|im_end|>"), {
    maxLength: 200,
  });
  fc.assert(
    fc.property(text, fc.integer({ min: 24, max: 80 }), (pieces, most) => {
      const clipped = clipText(pieces.join(""), most, tokenizer);
      assert(tokenizer.encode(clipped).length <= most);
      assert(clipped.isWellFormed());
    }),
    { numRuns: 200 },
  );
});

Deno.test("the longest texts are cut to one length", () => {
  assertEquals(equalShare([10, 50, 90], 100), 45);
  assertEquals(equalShare([10, 20, 90], 100), 70);
  assertEquals(equalShare([10, 20], 30), Infinity);
  assertEquals(equalShare([], 0), Infinity);
});
