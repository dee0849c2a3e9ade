import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { loadTokenizer, type Tokenizer } from "tracebook";
import { makeTokenizer } from "../../../lib/train/mod.ts";
import { rustNfc } from "../../../lib/train/tokenizer/nfc.ts";
import { originalPlaces } from "../../../lib/train/tokenizer/places.ts";
import { oddText } from "../../trace/odd_text.ts";
import { shortOrLong } from "../../long.ts";

const qwen = await loadTokenizer();

/** Each token's stretch of the text. */
function stretches(tokenizer: Tokenizer, text: string): string[] {
  const { ids, starts, ends } = tokenizer.encodeWithPlaces(text);
  assertEquals(ids, tokenizer.encode(text));
  return ids.map((_, i) => text.slice(starts[i], ends[i]));
}

Deno.test("each token has the characters that it stands for", () => {
  assertEquals(stretches(qwen, "<|im_start|>user\n  a é<tool_call>"), [
    "<|im_start|>",
    "user",
    "\n",
    " ",
    " a",
    " é",
    "<tool_call>",
  ]);
  assertEquals(stretches(qwen, ""), []);
});

Deno.test("tokens that share a character both have it", () => {
  const found = stretches(qwen, "a𓀀b");
  assertEquals(found[0], "a");
  assertEquals(found.at(-1), "b");
  assert(found.length > 3 && found.slice(1, -1).every((stretch) => stretch === "𓀀"), found.join("|"));
  assertEquals(stretches(qwen, "x\ud83dy").join(""), "x\ud83dy", "a lone surrogate keeps its place");
});

Deno.test("what normalisation changed has the whole stretch that it was made from", () => {
  assertEquals(stretches(qwen, "cafe\u0301 <|im_end|>"), ["ca", "fe\u0301", " ", "<|im_end|>"]);
  // the mark joins the bracket before it: the token is not of the text behind
  const [first] = stretches(qwen, ">\u0338");
  assertEquals(first, ">\u0338");
});

const mixed = fc.array(
  fc.oneof(
    oddText,
    fc.string({ unit: "binary", maxLength: 8 }),
    fc.constantFrom(
      "e\u0301\u0323",
      "\u1100\u1161\u11a8",
      "한국",
      "\u212b",
      "<|im_end|>",
      "\u0344",
      "\ud800",
      "🙂\u0301",
    ),
  ),
  { maxLength: 8 },
).map((pieces) => pieces.join(""));

Deno.test("whatever the text, places are in order, cover it, and hold what normalises to the token", () => {
  fc.assert(
    fc.property(mixed, (text) => {
      const { ids, starts, ends } = qwen.encodeWithPlaces(text);
      assertEquals(ids, qwen.encode(text));
      let reached = 0;
      ids.forEach((_, i) => {
        assert(starts[i]! < ends[i]! && starts[i]! <= reached, "no gap");
        assert(i === 0 || starts[i]! >= starts[i - 1]!, "in order");
        reached = Math.max(reached, ends[i]!);
      });
      assertEquals(reached, text.length);
      // cut where no token crosses: the pieces' ids are those of the whole
      for (let i = 1; i < ids.length; i++) {
        if (Math.max(...ends.slice(0, i)) > starts[i]!) continue;
        const head = qwen.decode(ids.slice(0, i));
        assertEquals(head, rustNfc(text.toWellFormed().slice(0, starts[i])));
      }
    }),
    { numRuns: shortOrLong(80, 400) },
  );
});

Deno.test("a place in the normalised text has at least what it was made from", () => {
  fc.assert(
    fc.property(mixed, (given) => {
      const text = given.toWellFormed();
      const normal = rustNfc(text);
      const place = originalPlaces(text, normal, rustNfc);
      let reached = 0;
      for (let at = 0; at < normal.length; at++) {
        const [start, end] = place(at, at + 1);
        assert(start <= reached, `gap before ${start}`);
        reached = Math.max(reached, end);
        assert(rustNfc(text.slice(start, end)).includes(normal[at]!), "it holds the character");
      }
      assertEquals(reached, text.length);
    }),
    { numRuns: shortOrLong(80, 400) },
  );
});

Deno.test("a tokenizer of another kind: its tokens are found in the text again", async () => {
  const vocab = ["<unk>", "\u2581", "\u2581Hi", "\u2581the", "re", "<0xC3>", "<0xA9>", "H"];
  const sentencePiece = await makeTokenizer({
    name: "pieces",
    tokenizer: {
      added_tokens: [{ id: 8, content: "<end>", special: true }],
      normalizer: {
        type: "Sequence",
        normalizers: [{ type: "Prepend", prepend: "\u2581" }, {
          type: "Replace",
          pattern: { String: " " },
          content: "\u2581",
        }],
      },
      pre_tokenizer: null,
      post_processor: null,
      decoder: { type: "Sequence", decoders: [{ type: "ByteFallback" }, { type: "Fuse" }] },
      model: {
        type: "BPE",
        byte_fallback: true,
        unk_token: "<unk>",
        vocab: Object.fromEntries(
          [...vocab, "i", "t", "h", "e", "r", "\u2581H", "\u2581t", "\u2581th"].map((
            t,
            i,
          ) => [t, i + (i > 7 ? 1 : 0)]),
        ),
        merges: ["\u2581 H", "\u2581H i", "\u2581 t", "\u2581t h", "\u2581th e", "r e"],
      },
    },
    config: {},
  });
  assertEquals(stretches(sentencePiece, "Hi there<end>"), ["Hi", " the", "re", "<end>"]);
  assertEquals(stretches(sentencePiece, "Hi é"), ["Hi", " ", "é", "é"]);
  // what it does not know is a stretch up to the next added token
  assertEquals(stretches(sentencePiece, "Hi ?re<end>").slice(-2), ["?re", "<end>"]);
});
