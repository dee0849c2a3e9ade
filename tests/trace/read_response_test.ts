import { assertEquals } from "@std/assert";
import { readParts } from "tracebook";
import type { ResponsePart } from "../../lib/trace/mod.ts";

const wrap = (body: string) => `<tool_response>\n${body}\n</tool_response>`;

/** What a response says, without its place. */
function read(text: string): Omit<ResponsePart, "kind" | "start" | "end" | "body">[] {
  return readParts(text, "tool").flatMap((part) => {
    if (part.kind !== "response") return [];
    const { kind: _, start: _start, end: _end, body: _body, ...said } = part;
    return [said];
  });
}

Deno.test("the envelope gives id, name and content", () => {
  assertEquals(read(wrap('{"tool_call_id": "functions.ls:0", "name": "ls", "content": {"output": ""}}')), [
    { id: "functions.ls:0", name: "ls", content: { output: "" } },
  ]);
  assertEquals(read(wrap('{"name": "ls", "content": "plain"}')), [{ name: "ls", content: "plain" }]);
});

Deno.test("an object without an envelope is the content, even if one of its keys is content", () => {
  assertEquals(read(wrap('{"total_count": 0}')), [{ content: { total_count: 0 } }]);
  assertEquals(read(wrap('{"content": "1|a", "total_lines": 1}')), [
    { content: { content: "1|a", total_lines: 1 } },
  ]);
});

Deno.test("text that is no JSON is the content as it stands", () => {
  assertEquals(read(wrap("not found")), [{ content: "not found" }]);
  assertEquals(read(wrap("")), [{ content: "" }]);
  assertEquals(read(wrap("[1] see below")), [{ content: "[1] see below" }]);
  assertEquals(read(wrap("[1, 2]")), [{ content: [1, 2] }]);
});

Deno.test("text behind the object is a note", () => {
  assertEquals(read(wrap('{"content": {"error": "no"}}\n[Hint: try again]')), [
    { content: { error: "no" }, note: "[Hint: try again]" },
  ]);
});

Deno.test("an object that cannot be read is raw, and says why", () => {
  assertEquals(read(wrap('{"content": "a\nb"}')), [
    { content: '{"content": "a\nb"}', problem: "not JSON: Invalid control character at character 30" },
  ]);
});

Deno.test("a closing tag inside a JSON string closes nothing", () => {
  const content = "<tool_response></tool_response>";
  assertEquals(read(wrap(JSON.stringify({ content }))), [{ content }]);
});

Deno.test("every response of a turn is read, in order", () => {
  assertEquals(read(["a", "b", "c"].map(wrap).join("\n")).map((each) => each.content), ["a", "b", "c"]);
});

Deno.test("a response that is never closed ends before the next one, flagged", () => {
  assertEquals(read(`<tool_response>a\n${wrap("b")}`), [
    { content: "a", problem: "unclosed <tool_response>" },
    { content: "b" },
  ]);
});

Deno.test("a tool turn without tags is one response, flagged", () => {
  const problem = "no <tool_response> tag";
  assertEquals(read("Error: timeout"), [{ content: "Error: timeout", problem }]);
  assertEquals(read('{"name": "ls", "content": 1}\n'), [{ name: "ls", content: 1, problem }]);
  assertEquals(read(" \n"), []);
});

Deno.test("a closing tag too many is a stray, flagged", () => {
  assertEquals(
    readParts(`${wrap("a")}</tool_response>`, "tool").map((part) => [part.kind, part.problem]),
    [["response", undefined], ["stray", "</tool_response> closes nothing"]],
  );
});
