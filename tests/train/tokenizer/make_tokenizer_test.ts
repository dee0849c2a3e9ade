import { assert, assertEquals, assertRejects, assertThrows } from "@std/assert";
import { JUPYTER_DISPLAY } from "../../../lib/display/mod.ts";
import type { TokenizerFiles } from "../../../lib/load/mod.ts";
import { makeTokenizer } from "../../../lib/train/mod.ts";
import { readByteBpe } from "../../../lib/train/tokenizer/make_tokenizer.ts";
import { smallFiles } from "./small_files.ts";

const small = smallFiles.tokenizer as {
  model: Record<string, unknown>;
  added_tokens: Record<string, unknown>[];
};
const withModel = (model: Record<string, unknown>): TokenizerFiles => ({
  ...smallFiles,
  tokenizer: { ...small, model: { ...small.model, ...model } },
});

Deno.test("template and special tokens come from the config, as strings or as objects", async () => {
  const config = {
    eos_token: "left",
    pad_token: { content: "right", lstrip: false },
    bos_token: null,
    chat_template: [{ name: "tool_use", template: "b" }, { name: "default", template: "a" }],
  };
  const tokenizer = await makeTokenizer({ ...smallFiles, config });
  assertEquals(tokenizer.specialTokens, { eos_token: "left", pad_token: "right" });
  assertEquals(tokenizer.chatTemplate, "a");
  assertEquals((await makeTokenizer({ ...smallFiles, config: { chat_template: "c" } })).chatTemplate, "c");
  assertEquals((await makeTokenizer(smallFiles)).chatTemplate, undefined);
});

Deno.test("tokens that only the config adds get the next ids, and its flags count", async () => {
  const before = await makeTokenizer(smallFiles);
  const ids = small.added_tokens.map(({ id }) => id as number);
  const next = Math.max(...ids) + 1;
  const flags = { lstrip: false, rstrip: false, single_word: false, normalized: false, special: true };
  const tokenizer = await makeTokenizer({
    ...smallFiles,
    config: {
      added_tokens_decoder: {
        [`${next}`]: { content: "<|new|>", ...flags },
        [`${ids[0]}`]: { content: "left", ...flags },
      },
      eos_token: "<|end|>",
      additional_special_tokens: ["<|new|>", "<|more|>"],
    },
  });
  assertEquals(tokenizer.encode("<|new|>"), [next]);
  assertEquals(tokenizer.encode("<|end|><|more|>"), [next + 1, next + 2]);
  assertEquals(tokenizer.decode([next + 2]), "<|more|>");
  assertEquals(before.encode(" left").length, 1);
  assertEquals(tokenizer.encode(" left").length, 2);
});

Deno.test("merges may be strings or pairs", async () => {
  const merges = small.model.merges as (string | [string, string])[];
  const [strings, pairs] = await Promise.all(
    [
      merges.map((merge) => [merge].flat().join(" ")),
      merges.map((merge) => [merge].flat().join(" ").split(" ")),
    ]
      .map((merges) => makeTokenizer(withModel({ merges }))),
  );
  const text = "the model calls the tool, it's done";
  assertEquals(strings!.encode(text), pairs!.encode(text));
  assert(strings!.encode(text).length < text.length * 0.8);
});

Deno.test("a word that is a token is taken whole where the model says so", async () => {
  const [by, whole] = await Promise.all(
    [false, true].map((ignore_merges) => makeTokenizer(withModel({ ignore_merges, merges: [] }))),
  );
  assertEquals(by!.encode(" the"), [" ", "t", "h", "e"].map((char) => by!.encode(char)[0]));
  assertEquals(whole!.encode(" the"), [whole!.tokenId("Ġthe")]);
});

Deno.test("other kinds are left to Hugging Face's tokenizers", async () => {
  const vocab = { "[UNK]": 0, "hello": 1, "##s": 2, "world": 3, "[SEP]": 4 };
  const files = {
    name: "word pieces",
    tokenizer: {
      added_tokens: [{ id: 4, content: "[SEP]", special: true }],
      normalizer: { type: "Lowercase" },
      pre_tokenizer: { type: "Whitespace" },
      post_processor: null,
      decoder: { type: "WordPiece", prefix: "##", cleanup: false },
      model: {
        type: "WordPiece",
        unk_token: "[UNK]",
        continuing_subword_prefix: "##",
        max_input_chars_per_word: 100,
        vocab,
      },
    },
    config: {},
  };
  assertEquals(readByteBpe(files), undefined);
  const tokenizer = await makeTokenizer(files);
  assertEquals(tokenizer.encode("Hellos world[SEP]"), [1, 2, 3, 4]);
  assertEquals(tokenizer.decode([1, 2, 3]), "hellos world");
  assertEquals(tokenizer.decode([]), "");
  assertEquals([tokenizer.tokenText(3), tokenizer.tokenId("##s"), tokenizer.tokenId("none")], [
    "world",
    2,
    undefined,
  ]);
  assertThrows(() => tokenizer.decode([-100]), RangeError, "Cannot decode -100: ");
});

Deno.test("what byte-level BPE of ours does not do is left to others too", () => {
  const others: Record<string, unknown>[] = [
    { dropout: 0.1 },
    { continuing_subword_prefix: "##" },
    { end_of_word_suffix: "</w>" },
    { byte_fallback: true },
    { type: "Unigram" },
    { vocab: { a: 0 }, merges: [] },
  ];
  for (const model of others) assertEquals(readByteBpe(withModel(model)), undefined, JSON.stringify(model));
  for (
    const change of [{ normalizer: { type: "NFKC" } }, { decoder: { type: "Fuse" } }, { pre_tokenizer: null }]
  ) {
    assertEquals(readByteBpe({ ...smallFiles, tokenizer: { ...small, ...change } }), undefined);
  }
  assert(readByteBpe(smallFiles));
  const empty = { type: "Sequence", normalizers: [] };
  assertEquals(
    readByteBpe({ ...smallFiles, tokenizer: { ...small, normalizer: empty } })!.normalize("e\u0301"),
    "e\u0301",
  );
});

Deno.test("files that are no tokenizer's are refused", async () => {
  for (const tokenizer of [{}, { model: null }, { model: { type: "BPE" } }]) {
    await assertRejects(
      () => makeTokenizer({ name: "broken", tokenizer, config: {} }),
      TypeError,
      "Cannot make the tokenizer broken: ",
    );
  }
  for (const merges of [["a"], [["a"]], [7], ["a zzz"], ["日 本"]]) {
    await assertRejects(() => makeTokenizer(withModel({ merges })), TypeError, "Cannot read merge 0: ");
  }
});

Deno.test("a tokenizer shows itself", async () => {
  const config = { eos_token: "<b>end</b>", chat_template: "{{ messages }}" };
  const tokenizer = await makeTokenizer({ ...smallFiles, config });
  assertEquals(tokenizer.size, 1 + (await makeTokenizer(smallFiles)).size);
  const bundle = tokenizer[JUPYTER_DISPLAY]() as Record<string, string>;
  assertEquals(
    bundle["text/plain"]!.split("\n").map((line) => line.trimEnd().split(/\s{2,}/)).filter((_, at) =>
      at !== 1
    ),
    [["small"], ["tokens", `${tokenizer.size}`], ["eos_token", "<b>end</b>"], [
      "chat template",
      "14 characters",
    ]],
  );
  assert(bundle["text/html"]!.includes("&lt;b&gt;end"), "the files' text is escaped");
  assert(Deno.inspect([tokenizer]).includes("14 characters"));
});
