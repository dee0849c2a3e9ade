import { assert } from "@std/assert";
import { fromToolCallMessages } from "../../lib/trace/mod.ts";
import {
  conversationMessages,
  readChatTemplate,
  renderSpans,
  toChatml,
  toToolCallMessages,
} from "../../lib/train/mod.ts";

const SIZE = 3_000_000;
// As in tests/trace/linear_time_test.ts: quadratic work on these texts takes minutes.
const LIMIT_MS = 15_000;

const fill = (piece: string, times = Math.floor(SIZE / piece.length)) => piece.repeat(times);
const call = '<tool_call>\n{"name": "ls", "arguments": {}}\n</tool_call>\n';

const template = readChatTemplate({
  chat_template: "{% for m in messages %}<|im_start|>{{ m.role }}\n{{ m.content }}<|im_end|>\n{% endfor %}",
  additional_special_tokens: ["<|im_start|>", "<|im_end|>"],
});

const HOSTILE: Record<string, () => string> = {
  "one thought": () => `<think>\n${fill("x")}\n</think>`,
  "line ends": () => `<think>${fill("\n")}</think>${fill("\n")}`,
  "20,000 calls": () => fill(call, 20_000),
  "20,000 thoughts": () => fill("<think>\na\n</think>\nb\n", 20_000),
  "20,000 responses": () =>
    fill('<tool_response>\n{"name": "ls", "content": "a"}\n</tool_response>\n', 20_000),
  "one call with a long argument": () =>
    `<tool_call>{"name": "w", "arguments": {"a": "${fill("y")}"}}</tool_call>`,
  "one call with 100,000 members": () =>
    `<tool_call>{"name": "w", ${fill('"a": 1, ', 100_000)}"b": 2}</tool_call>`,
  "ends of turns": () => fill("<|im_end|>\n<|im_start|>assistant\n", 50_000),
  "white space": () => fill(" \n"),
};

for (const [title, make] of Object.entries(HOSTILE)) {
  Deno.test(`in time proportional to its length: ${title}`, () => {
    const text = make();
    const trace = {
      conversations: [{ from: "gpt" as const, value: text }, { from: "tool" as const, value: text }],
    };
    const work = {
      messages: () => fromToolCallMessages(toToolCallMessages(trace)),
      chatml: () => toChatml(trace),
      spans: () => renderSpans(template, conversationMessages(trace)),
    };
    for (const [name, run] of Object.entries(work)) {
      const before = performance.now();
      run();
      const took = performance.now() - before;
      assert(took < LIMIT_MS, `${name} took ${Math.round(took)} ms`);
    }
  });
}

Deno.test("in time proportional to its turns: 5,000 of them", () => {
  const conversations = Array.from({ length: 5000 }, (_, i) => ({
    from: (["gpt", "tool"] as const)[i % 2]!,
    value: i % 2 === 0 ? call : "<tool_response>\n1\n</tool_response>",
  }));
  const before = performance.now();
  const { spans } = renderSpans(template, conversationMessages({ conversations }));
  toToolCallMessages({ conversations });
  assert(spans.length === 5000 && performance.now() - before < LIMIT_MS);
});
