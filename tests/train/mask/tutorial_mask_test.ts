import { assert, assertEquals } from "@std/assert";
import { buildMasked, loadTokenizer, loadTraces, maskTrace } from "tracebook";

const tokenizer = await loadTokenizer();
const DEFAULT =
  "<|im_start|>system\nYou are Qwen, created by Alibaba Cloud. You are a helpful assistant.<|im_end|>\n";

Deno.test("each message is templated by itself: the default system prompt before all but the system turn, and trained", () => {
  const conversations = [
    { from: "system" as const, value: "S" },
    { from: "gpt" as const, value: "G" },
    { from: "tool" as const, value: "T" },
  ];
  const { input_ids, labels } = buildMasked({ conversations }, tokenizer);
  assertEquals(
    tokenizer.decode(input_ids),
    `<|im_start|>system\nS<|im_end|>\n${DEFAULT}<|im_start|>assistant\nG<|im_end|>\n` +
      `${DEFAULT}<|im_start|>user\n[TOOL OUTPUT]\nT<|im_end|>\n`,
  );
  assertEquals(
    tokenizer.decode(labels.filter((label) => label !== -100)),
    `${DEFAULT}<|im_start|>assistant\nG<|im_end|>\n`,
  );
  assertEquals(buildMasked({ conversations }, tokenizer, 3), {
    input_ids: input_ids.slice(0, 3),
    labels: [-100, -100, -100],
  });
});

Deno.test("at 2,048 tokens the sample trains nothing, and each trace says so", async () => {
  for await (const trace of loadTraces("sample").take(10)) {
    const { records: [record], report } = maskTrace(trace, tokenizer, { method: "tutorial" });
    assertEquals({ input_ids: record!.input_ids, labels: record!.labels }, buildMasked(trace, tokenizer));
    assertEquals(report.trained, 0);
    assert(report.warnings[0]!.includes("only the first 2,048 are kept"), report.warnings[0]);
    assertEquals([report.nothing, report.windows, report.tokens], ["cut_off", 1, 2048]);
  }
});

Deno.test("what the limit cuts is counted as with the other method", () => {
  const value = '<think>\na\n</think>\nb\n<tool_call>\n{"name": "ls", "arguments": {}}\n</tool_call>';
  const trace = {
    id: "a",
    conversations: [{ from: "gpt" as const, value }, { from: "gpt" as const, value }],
  };
  const options = { method: "tutorial" } as const;
  const whole = maskTrace(trace, tokenizer, options).report;
  assertEquals([whole.thoughts, whole.thoughtsKept, whole.untrainedEnds, whole.truncatedCalls], [2, 2, 0, 0]);
  assertEquals([whole.trained, whole.trainable, whole.total], [whole.total, whole.total, whole.total]);
  const cut = maskTrace(trace, tokenizer, { ...options, maxLength: whole.total - 5 }).report;
  assertEquals([cut.thoughtsKept, cut.untrainedEnds, cut.truncatedCalls, cut.lost.turns], [2, 1, 1, 1]);
  assertEquals(cut.trained, whole.total - 5);
});
