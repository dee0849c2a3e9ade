import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { buildMasked, loadTokenizer, maskTrace, type Role, showLabels } from "tracebook";
import { JUPYTER_DISPLAY } from "../../../lib/display/mod.ts";

const tokenizer = await loadTokenizer();

function picture(turns: [Role, string][], ends?: number) {
  const conversations = turns.map(([from, value]) => ({ from, value }));
  const [record] = maskTrace({ id: "<a>", conversations }, tokenizer, { maxLength: 100_000 }).records;
  return showLabels(record!, tokenizer, { ends });
}

Deno.test("trained tokens and context are runs of their own", () => {
  const { text } = picture([["system", "S"], ["human", "Hi\tthere"], ["gpt", "<think>\nhm\n</think>\nYes"]]);
  assertEquals(
    text.replace(/\d+%/, "N%").replaceAll(/\b\d\d?\b/g, "N").replaceAll(/ +N {2}/g, " N  ").split("\n"),
    [
      "<a>, window N of N: N of N tokens trained (N%)",
      "context N  <|im_start|>system⏎S<|im_end|>⏎<|im_start|>user⏎Hi⇥there<|im_end|>⏎<|im_start|>assistant⏎",
      "trained N  <think>⏎hm⏎</think>⏎Yes<|im_end|>",
      "context N  ⏎",
    ],
  );
});

Deno.test("long runs are shown without their middles, and say how much is left out", () => {
  const { text, html } = picture([["human", "word ".repeat(500)], ["gpt", "yes ".repeat(30)]], 5);
  assert(/context +\d+ {2}<\|im_start\|>.* … \d+ tokens … .*assistant⏎/.test(text), text);
  assert(html.length < 10_000);
});

Deno.test("texts are hostile: nothing of them is markup or moves a cursor", () => {
  const bad = '<script>alert("x")</script>\x1b[2J\r\u202e\u0000';
  const { html, text } = picture([["human", bad], ["gpt", bad]]);
  assert(!html.includes("<script") && html.includes("&lt;a&gt;"));
  for (const shown of [html, text]) {
    assertEquals(["\x1b", "\r", "\u202e", "\u0000"].filter((char) => shown.includes(char)), []);
  }
});

Deno.test("a character of several tokens is shown whole", () => {
  assert(picture([["gpt", "a𓀀b"]]).text.includes("a𓀀b"));
});

/** What has no form of its own, or turns the text around it: shown as one mark. */
const UNSHOWN = /[\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

Deno.test("whatever the text, the picture shows all of it", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 40 }), (value) => {
      const mask = buildMasked({ conversations: [{ from: "gpt", value }] }, tokenizer);
      const { text, html } = showLabels(mask, tokenizer, { ends: 1000 });
      const [, run] = text.split(/trained +\d+ {2}/);
      const whole = tokenizer.decode(mask.input_ids).replace(UNSHOWN, "\ufffd");
      assertEquals(run!.replaceAll("⏎", "\n"), whole.replaceAll("⏎", "\n"));
      assert(html.isWellFormed() && text.isWellFormed());
    }),
    { numRuns: 100, examples: [["\u2028"], ["a\u202eb"]] },
  );
});

Deno.test("the picture shows itself, and needs a label for each id", () => {
  const { input_ids, labels } = buildMasked({ conversations: [{ from: "gpt", value: "Hi" }] }, tokenizer);
  const shown = showLabels({ input_ids, labels }, tokenizer);
  assertEquals(Object.keys(shown[JUPYTER_DISPLAY]() as object), ["text/html", "text/plain"]);
  assertEquals(showLabels({ input_ids: [], labels: [] }, tokenizer).text, "0 of 0 tokens trained (0%)");
  assertThrows(
    () => showLabels({ input_ids, labels: [] }, tokenizer),
    RangeError,
    `Cannot show ${input_ids.length} tokens with 0 labels`,
  );
});

Deno.test("of a masked trace the first record is shown; without a record it is an error", () => {
  const masked = maskTrace({ id: "a", conversations: [{ from: "gpt", value: "Hi" }] }, tokenizer);
  assertEquals(showLabels(masked, tokenizer).text, showLabels(masked.records[0]!, tokenizer).text);
  assertThrows(() => showLabels({ records: [] }, tokenizer), RangeError, "has no record");
});
