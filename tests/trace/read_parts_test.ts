import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { parseAssistant, type Part, readParts, type Role } from "tracebook";
import { ROLES } from "../../lib/trace/mod.ts";
import { oddText } from "./odd_text.ts";
import { shortOrLong } from "../long.ts";

const OK = '{"name": "ls", "arguments": {"path": "."}}';
const CALL = `<tool_call>\n${OK}\n</tool_call>`;

/** Every part as `kind:text`, with `!` where it has a problem; white space between parts is left out. */
function seen(text: string, from: Role = "gpt"): string[] {
  return readParts(text, from)
    .map((part) => `${part.kind}${part.problem ? "!" : ""}:${text.slice(part.start, part.end).trim()}`)
    .filter((part) => part !== "text:");
}

function assertCovers(text: string, parts: Part[]) {
  let at = 0;
  for (const part of parts) {
    assertEquals(part.start, at);
    assert(part.end > part.start);
    if ("body" in part) {
      assert(part.start <= part.body.start && part.body.start <= part.body.end && part.body.end <= part.end);
    }
    at = part.end;
  }
  assertEquals(at, text.length);
}

Deno.test("the parts of any text lie end to end and cover every character, whoever speaks", () => {
  fc.assert(
    fc.property(oddText, fc.constantFrom(...ROLES), (text, from) => {
      const parts = readParts(text, from);
      assertCovers(text, parts);
      assertEquals(parts.map((part) => text.slice(part.start, part.end)).join(""), text);
    }),
    { numRuns: shortOrLong(600, 3000) },
  );
});

const anyUnits = fc.array(fc.nat(0xffff)).map((units) => String.fromCharCode(...units));

Deno.test("texts of lone surrogates and null bytes are covered too", () => {
  fc.assert(
    fc.property(anyUnits, (text) => assertCovers(text, readParts(text, "gpt"))),
    { numRuns: shortOrLong(100, 500) },
  );
});

Deno.test("where a turn is well formed, both rules find the same thoughts and calls", () => {
  const plain = fc.string().map((text) => text.replace(/[<`]/g, ""));
  const block = fc.oneof(
    plain.map((text) => `<think>${text}</think>`),
    fc.record({ name: plain.filter((name) => name !== ""), arguments: fc.dictionary(plain, plain) })
      .map((call) => `<tool_call>\n${JSON.stringify(call)}\n</tool_call>`),
    plain,
  );
  fc.assert(fc.property(fc.array(block), (blocks) => {
    const text = blocks.join("\n");
    const parts = readParts(text, "gpt");
    const tutorial = parseAssistant(text);
    assertEquals(parts.flatMap((part) => part.kind === "think" ? part.text : []), tutorial.thoughts);
    assertEquals(
      parts.flatMap((part) => part.kind === "call" ? part.name : []),
      tutorial.tool_calls.map((call) => call.get("name")),
    );
    assertEquals(parts.filter((part) => part.problem), []);
  }));
});

Deno.test("a turn is read into thought, text and calls", () => {
  assertEquals(seen(`<think>\nlook\n</think>\nNow:\n${CALL}\n${CALL}`), [
    "think:<think>\nlook\n</think>",
    "text:Now:",
    `call:${CALL}`,
    `call:${CALL}`,
  ]);
});

Deno.test("text before, between and after calls is kept", () => {
  assertEquals(seen(`a ${CALL} b ${CALL} c`), ["text:a", `call:${CALL}`, "text:b", `call:${CALL}`, "text:c"]);
});

Deno.test("a call mentioned inside a thought is part of the thought", () => {
  const think = `<think>I could use\n${CALL}\nhere</think>`;
  assertEquals(seen(think + CALL), [`think:${think}`, `call:${CALL}`]);
});

Deno.test("an empty thought is a thought", () => {
  assertEquals(readParts("<think></think>", "gpt"), [{ kind: "think", start: 0, end: 15, text: "" }]);
});

Deno.test("a second closing tag is a stray, flagged, and what follows it is text", () => {
  assertEquals(seen("<think>a</think>\n</think>\nb"), [
    "think:<think>a</think>",
    "stray!:</think>",
    "text:b",
  ]);
});

Deno.test("a thought that is never closed ends at the first readable call that begins a line", () => {
  assertEquals(seen(`<think>\nlook\n${CALL}`), ["think!:<think>\nlook", `call:${CALL}`]);
  assertEquals(seen(`<think>use <tool_call>${OK}</tool_call> now`), [
    `think!:<think>use <tool_call>${OK}</tool_call> now`,
  ]);
  assertEquals(seen("<think>look\n<tool_call>\nls\n</tool_call>"), [
    "think!:<think>look\n<tool_call>\nls\n</tool_call>",
  ]);
});

Deno.test("an unclosed thought does not swallow the call and the thought that follow it", () => {
  assertEquals(seen(`<think>a\n${CALL}\n<think>b</think>`), [
    "think!:<think>a",
    `call:${CALL}`,
    "think:<think>b</think>",
  ]);
});

Deno.test("a thought that opens twice is one thought, flagged", () => {
  assertEquals(readParts("<think>a\n<think>\nb</think>", "gpt").map((part) => part.problem), [
    "a <think> inside a thought",
  ]);
});

Deno.test("a tag, or a whole block, in backticks is only mentioned", () => {
  const text = `Write \`<tool_call>\`, \`</think>\` or \`<tool_call>${OK}</tool_call>\``;
  assertEquals(seen(text), [`text:${text}`]);
  assertEquals(seen("<think>not `</think>` yet</think>"), ["think:<think>not `</think>` yet</think>"]);
});

Deno.test("a backtick that only happens to stand before a tag does not hide it", () => {
  assertEquals(seen("<think>run `ls`</think>done"), ["think:<think>run `ls`</think>", "text:done"]);
  assertEquals(seen(`I run \`ls\`<tool_call>${OK}</tool_call>`), [
    "text:I run `ls`",
    `call:<tool_call>${OK}</tool_call>`,
  ]);
});

Deno.test("a tool response inside a gpt turn is kept as a response, and flagged", () => {
  const response = '<tool_response>{"name": "ls", "content": "a"}</tool_response>';
  assertEquals(seen(`${CALL}${response}ok`), [`call:${CALL}`, `response!:${response}`, "text:ok"]);
});

Deno.test("system and human turns are one text, tags and all", () => {
  assertEquals(seen(`<tools></tools> ${CALL}`, "system"), [`text:<tools></tools> ${CALL}`]);
  assertEquals(seen("<think>", "human"), ["text:<think>"]);
  assertEquals(ROLES.map((role) => readParts("", role)), [[], [], [], []]);
});
