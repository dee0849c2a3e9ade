import { assertEquals } from "@std/assert";
import { readParts } from "tracebook";
import type { CallPart } from "../../lib/trace/mod.ts";

const OK = '{"name": "ls", "arguments": {"path": "."}}';

/** The calls of a turn. */
function calls(text: string): CallPart[] {
  return readParts(text, "gpt").filter((part) => part.kind === "call");
}

/** Name, arguments and problem of the one call whose body is given. */
function read(body: string) {
  const [call, ...more] = calls(`<tool_call>\n${body}\n</tool_call>`);
  assertEquals(more, []);
  return [call?.name, call?.arguments, call?.problem];
}

Deno.test("a call's name and arguments are read, and its body is the JSON text alone", () => {
  const text = `<tool_call> ${OK} </tool_call>`;
  const [call] = calls(text);
  assertEquals([call?.name, call?.arguments, call?.problem], ["ls", { path: "." }, undefined]);
  assertEquals(text.slice(call!.body.start, call!.body.end), OK);
});

Deno.test("a closing tag inside a JSON string closes nothing", () => {
  assertEquals(read('{"name": "w", "arguments": {"text": "a </tool_call> {\\"</tool_call>"}}'), [
    "w",
    { text: 'a </tool_call> {"</tool_call>' },
    undefined,
  ]);
});

Deno.test("arguments that are JSON text, as OpenAI writes them, are read", () => {
  assertEquals(read('{"name": "ls", "arguments": "{\\"path\\": \\".\\"}"}'), [
    "ls",
    { path: "." },
    undefined,
  ]);
  assertEquals(read('{"name": "ls", "arguments": " {} "}'), ["ls", {}, undefined]);
});

Deno.test("arguments that are absent or null are none", () => {
  assertEquals(read('{"name": "ls"}'), ["ls", {}, undefined]);
  assertEquals(read('{"name": "ls", "arguments": null}'), ["ls", {}, undefined]);
});

Deno.test("an argument named __proto__ is data", () => {
  const [call] = calls('<tool_call>{"name": "ls", "arguments": {"__proto__": {"a": 1}}}</tool_call>');
  assertEquals(Object.keys(call!.arguments), ["__proto__"]);
  assertEquals(Object.getPrototypeOf(call!.arguments), Object.prototype);
});

const BAD: [title: string, body: string, reason: string][] = [
  ["a missing closing brace", '{"name": "ls", "arguments": {}', "Expecting ',' delimiter at character 43"],
  ["a line break inside a string", '{"name": "a\nb"}', "Invalid control character at character 23"],
  ["a trailing comma", '{"name": "ls",}', "Expecting property name in double quotes at character 26"],
  ["single quotes", "{'name': 'ls'}", "Expecting property name in double quotes at character 13"],
  ["a fence", `\`\`\`json\n${OK}\n\`\`\``, "Expecting value at character 12"],
  ["a fence without line breaks", `\`\`\`${OK}\`\`\``, "Expecting value at character 12"],
  ["one brace too many", `${OK}}`, "text after the JSON at character 54"],
  ["two objects", `${OK}\n${OK}`, "text after the JSON at character 55"],
  ["nothing", "", "Expecting value at character 13"],
  ["words", "ls .", "Expecting value at character 12"],
  ["a list", "[]", "the call is not an object"],
  ["no name", '{"arguments": {}}', "the call has no name"],
  ["a name that is no text", '{"name": ["ls"]}', "the call has no name"],
  ["arguments that are a list", '{"name": "ls", "arguments": [1]}', "the arguments are not an object"],
  ["arguments that are text", '{"name": "ls", "arguments": "{a}"}', "the arguments are not an object"],
];

for (const [title, body, reason] of BAD) {
  Deno.test(`a call with ${title} is <malformed>, and says why`, () => {
    assertEquals(read(body), ["<malformed>", {}, reason]);
  });
}

Deno.test("the reason's place is an index into the turn", () => {
  const text = `hello <tool_call>{"name": ls}</tool_call>`;
  assertEquals(calls(text)[0]?.problem, `Expecting value at character ${text.indexOf("ls}")}`);
});

Deno.test("a call whose JSON is whole but whose tag is never closed keeps its name, and ends with its JSON", () => {
  const parts = readParts(`<tool_call>\n${OK}\nThen text`, "gpt");
  assertEquals(parts.map((part) => [part.kind, part.problem]), [
    ["call", "unclosed <tool_call>"],
    ["text", undefined],
  ]);
  assertEquals(
    calls(`<tool_call>${OK}<tool_call>${OK}</tool_call>`).map((call) => [call.name, call.problem]),
    [
      ["ls", "unclosed <tool_call>"],
      ["ls", undefined],
    ],
  );
});

Deno.test("a turn cut off inside a call ends in a malformed call", () => {
  for (const cut of ['<tool_call>\n{"name": "l', "<tool_call>\n", "<tool_call>"]) {
    const [call] = calls(`<think>x</think>\n${cut}`);
    assertEquals([call?.name, call?.problem?.split(":")[0]], ["<malformed>", "unclosed <tool_call>"]);
  }
});

Deno.test("a malformed call that is never closed ends before the next call, or a thought or response that begins a line", () => {
  const broken = '<tool_call>{"name": ls';
  for (
    const next of [`<tool_call>${OK}</tool_call>`, "\n<tool_response>x</tool_response>", "\n<think>x</think>"]
  ) {
    assertEquals(readParts(broken + next, "gpt").map((part) => part.end).slice(0, 1), [
      (broken + next).indexOf("<", 5),
    ]);
  }
});

Deno.test("an opening tag inside a sentence is text", () => {
  assertEquals(readParts("Use the <tool_call> tag", "gpt").map((part) => part.kind), ["text"]);
});
