import { assertEquals, assertThrows } from "@std/assert";
import { applyTemplate, findSpecialTokens, readChatTemplate } from "../../../lib/train/mod.ts";

const ask = [{ role: "user", content: "Hi" }];

Deno.test("tokens are read as text and as records, and each is named once", () => {
  const template = readChatTemplate({
    chat_template: "x",
    bos_token: null,
    eos_token: { content: "<|im_end|>", lstrip: false },
    pad_token: "<|endoftext|>",
    additional_special_tokens: ["<|im_start|>", "<|im_end|>"],
    added_tokens_decoder: {
      "151643": { content: "<|endoftext|>", special: true },
      "151657": { content: "<tool_call>", special: false },
      "151646": { content: "<|box|>", special: true },
    },
  });
  assertEquals(template.variables, { eos_token: "<|im_end|>", pad_token: "<|endoftext|>" });
  assertEquals(template.specialTokens, ["<|im_end|>", "<|endoftext|>", "<|box|>", "<|im_start|>"]);
});

Deno.test("chat_template.jinja goes before the config", () => {
  const template = readChatTemplate({ chat_template: "config" }, "file");
  assertEquals(applyTemplate(template, ask), "file");
});

Deno.test("tool_use is taken where tools are given", () => {
  const named = [{ name: "default", template: "plain" }, {
    name: "tool_use",
    template: "{{ tools | length }}",
  }];
  const template = readChatTemplate({ chat_template: named });
  assertEquals(applyTemplate(template, ask), "plain");
  assertEquals(applyTemplate(template, ask, { tools: '[{"name": "a"}]' }), "1");
});

Deno.test("what is missing or cannot be read is refused with its reason", () => {
  for (const config of [{}, { chat_template: null }, { chat_template: "" }, { chat_template: [] }]) {
    assertThrows(
      () => readChatTemplate(config),
      RangeError,
      "Cannot read a chat template: the tokenizer's config",
    );
  }
  const apply = (source: string) => () => applyTemplate(readChatTemplate({ chat_template: source }), ask);
  assertThrows(apply("{% if %}"), RangeError, "Cannot read the chat template");
  assertThrows(apply("{{ raise_exception('Use tools') }}"), RangeError, "it says: Use tools");
  assertThrows(apply("{{ strftime_now('%Y') }}"), RangeError, "pass a date as `now`");
  assertThrows(apply("{% break %}"), RangeError, "outside of a loop");
  const plain = readChatTemplate({ chat_template: "x" });
  assertThrows(() => applyTemplate(plain, []), RangeError, "Cannot apply the chat template to no messages");
  for (const tools of ["{}", "[", "1"]) {
    assertThrows(
      () => applyTemplate(plain, ask, { tools }),
      RangeError,
      "Cannot pass tools to the chat template",
    );
  }
});

Deno.test("a hostile template reaches nothing of the machine", () => {
  for (const name of ["constructor", "__proto__", "__class__", "toString"]) {
    const source = `[{{ messages.${name} }}{{ messages[0].${name} }}{{ messages[0].content.${name} }}]`;
    assertEquals(applyTemplate(readChatTemplate({ chat_template: source }), ask), "[]");
  }
  const source = "{{ messages[0].content.constructor.constructor('return 1')() }}";
  assertThrows(
    () => applyTemplate(readChatTemplate({ chat_template: source }), ask),
    RangeError,
    "Cannot apply",
  );
});

Deno.test("special tokens inside messages are found, the longest first", () => {
  const messages = [{ content: "a" }, { content: "<s>x<s>y<|end|>" }];
  assertEquals(findSpecialTokens(messages, ["<s>", "<s>x", "<|end|>", ""]), [
    { message: 1, start: 0, token: "<s>x" },
    { message: 1, start: 4, token: "<s>" },
    { message: 1, start: 8, token: "<|end|>" },
  ]);
  assertEquals(findSpecialTokens(messages, []), []);
});
