import fc from "fast-check";

const PIECES = [
  "<think>",
  "</think>",
  "<tool_call>",
  "</tool_call>",
  "<tool_response>",
  "</tool_response>",
  "<think",
  "</",
  "<",
  ">",
  "`",
  "{",
  "}",
  "[",
  "]",
  '"',
  "\\",
  ":",
  ",",
  " ",
  "\n",
  "\x1c",
  "\x85",
  "\ufeff",
  "\ud83d",
  "🙂",
  "a",
  '<tool_call>{"name": "ls", "arguments": {}}</tool_call>',
  '<tool_response>{"name": "ls", "content": "a"}</tool_response>',
  '{"name": "ls", "arguments": {}}',
  '{"name":"w","arguments":{"text":"</tool_call><think>"}}',
  '{"tool_call_id":"functions.ls:0","name":"ls","content":"</tool_response>"}',
  '{"name":"ls"',
  "{'name': 'ls'}",
];

/** Texts dense in tags, braces, quotes and odd white space. */
export const oddText: fc.Arbitrary<string> = fc.array(
  fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...PIECES) }, {
    weight: 1,
    arbitrary: fc.string({ maxLength: 1 }),
  }),
  { maxLength: 30, size: "max" },
).map((pieces) => pieces.join(""));
