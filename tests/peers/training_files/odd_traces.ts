import type { Trace, Turn } from "tracebook";

const call = (given: string) => `<tool_call>\n{"name": "terminal", "arguments": ${given}}\n</tool_call>`;

/** Texts that readers of files may stumble over. */
const TEXTS = [
  "",
  " \n",
  "null",
  "123",
  '{"a": 1}',
  "\u0000\u001f\u007f\u0085\u2028\u2029\ufeff",
  "🙂 é e\u0301 漢字 עברית",
  "half \ud83d of a pair",
  "\\ud83d \\n \" ' <|im_end|>",
];

/** Arguments of calls: numbers and texts that readers of JSON take differently. */
const ARGUMENTS = [
  "{}",
  '{"n": 1.0, "small": 1e-07, "big": 9007199254740993, "neg": -0.0}',
  '{"n": 123456789012345678901234567890}',
  '{"n": NaN, "m": -Infinity}',
  '{"command": "ls\\n\\u00e9 \\ud83d\\ude42 \\/"}',
  '{"half": "\\ud83d"}',
  '{"list": [null, true, [], {}, [[1], "1"]]}',
  '{\n  "spread": "over",\r\n  "lines": 1\n}',
  '"{\\"quoted\\": 1}"',
  `{"deep": ${"[".repeat(700)}${"]".repeat(700)}}`,
];

/** Short traces with odd texts in every role, odd arguments, and odd orders of turns. */
export function oddTraces(): Trace[] {
  const said = (from: Turn["from"], value: string): Turn => ({ from, value });
  const texts = TEXTS.map((
    text,
  ) => [said("system", text), said("human", text), said("gpt", `${text}.`), said("tool", text)]);
  const calls = ARGUMENTS.map((given) => [
    said("human", "Go on."),
    said("gpt", `<think>\nhm\n</think>\n${call(given)}\n${call(given)}`),
    said(
      "tool",
      `<tool_response>\n{"tool_call_id": "c:0", "name": "terminal", "content": ${given}}\n</tool_response>`,
    ),
    said("gpt", "Done."),
  ]);
  const orders = [
    [],
    [said("human", "only asked")],
    [said("gpt", "first")],
    [said("human", "a"), said("human", "b"), said("gpt", "<think>never closed")],
  ];
  return [...texts, ...calls, ...orders].map((conversations, i) => ({
    id: `odd-${i}`,
    conversations,
    tools: i % 2 ? '[{"type": "function", "function": {"name": "terminal", "parameters": {}}}]' : null,
    category: null,
  }));
}
