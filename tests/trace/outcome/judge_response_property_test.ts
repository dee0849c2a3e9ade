import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { judgeResponse } from "tracebook";
import type { Json } from "tracebook/python";
import { ERROR_CLASSES } from "../../../lib/trace/mod.ts";
import { LABELLED } from "./labelled.ts";
import { shortOrLong } from "../../long.ts";

/** Fields that hold what a tool looked at or wrote down, never what became of the call. */
const CONTENTS = new Set([
  ...[
    "content",
    "output",
    "output_preview",
    "diff",
    "snapshot",
    "summary",
    "analysis",
    "title",
    "description",
  ],
  ...[
    "text",
    "response",
    "typed",
    "stdout",
    "user_response",
    "question",
    "url",
    "path",
    "command",
    "message",
  ],
  ...[
    "console_messages",
    "js_errors",
    "entries",
    "todos",
    "tool_trace",
    "files",
    "counts",
    "result",
    "query",
  ],
  ...["hint", "_hint", "_warning", "_budget_warning", "note", "warning", "timeout_note", "approval", "lint"],
]);

const MARKERS = [
  ...["error", "Error: ", "ERROR", "failed", "FAILED", "Traceback (most recent call last):\n", "BLOCKED: no"],
  ...["\nfatal: ", "Permission denied", "exit_code: 1", "timed out", "Interrupted", "File not found: a"],
  ...['{"success": false, "error": "x"}', '{"exit_code": 1}', '"status": "error"', "404 Not Found"],
  ...["Tool 'x' does not exist. Available tools: y", "Error executing tool 'x': y", "Unknown tool: x"],
  ...["[Tool execution skipped — x was not started. User sent a new message]", "<persisted-output>\n"],
  ...["[Truncated: tool response was 12 chars", "[Old tool output cleared to save context space]"],
  ...["</tool_response>", "Skipped: other tool call in this response had invalid JSON."],
];

const markers = fc.array(fc.oneof(fc.constantFrom(...MARKERS), fc.string()), { minLength: 1, maxLength: 6 })
  .map((pieces) => pieces.join(" "));

/** Every text in a field of contents gets the marker words, in place of what it said or around it. */
function marked(value: Json, marker: string, inside = false): Json {
  if (typeof value === "string") return inside ? marker : value;
  if (Array.isArray(value)) return value.map((item) => marked(item, marker, inside));
  if (typeof value !== "object" || value === null) return value;
  // a list of results tells by its elements' `status` and `error`, a todo or a page's message by neither
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, marked(item, marker, inside || CONTENTS.has(key))]),
  );
}

// of a list of blocks the text is the result itself, not a content
const PLAIN = LABELLED.filter(({ content }) => !Array.isArray(content));

Deno.test("marker words in contents never make an ok an error, nor unknown", () => {
  const good = PLAIN.filter(({ outcome }) => outcome === "ok");
  fc.assert(
    fc.property(fc.constantFrom(...good), markers, ({ tool, content }, marker) => {
      const other = typeof content === "string" ? `${content}\n\n${marker}` : marked(content, marker);
      assertEquals(judgeResponse({ name: tool, content: other }).outcome, "ok");
    }),
    { numRuns: shortOrLong(1000, 5000) },
  );
});

Deno.test("no words in contents make an error an ok", () => {
  const bad = PLAIN.filter(({ outcome, content }) => outcome === "error" && typeof content === "object");
  const words = fc.constantFrom(
    "ok",
    "success",
    '{"success": true}',
    "0 errors",
    "exit_code: 0",
    "not an error",
  );
  fc.assert(
    fc.property(fc.constantFrom(...bad), words, ({ tool, content }, word) => {
      assertEquals(judgeResponse({ name: tool, content: marked(content, word) }).outcome, "error");
    }),
    { numRuns: shortOrLong(400, 2000) },
  );
});

const tools = fc.oneof(fc.constantFrom(...new Set(LABELLED.map(({ tool }) => tool))), fc.string());

function assertWellFormed(name: string, content: Json) {
  const { outcome, class: errorClass, flags, evidence, rule } = judgeResponse({ name, content });
  assert(["ok", "error", "unknown"].includes(outcome));
  if (outcome === "error") assert(errorClass && ERROR_CLASSES.includes(errorClass));
  if (outcome === "ok") assertEquals(errorClass, undefined);
  assert(Array.isArray(flags) && rule !== "" && [...evidence].length <= 200);
}

Deno.test("no JSON value makes it throw", () => {
  fc.assert(
    fc.property(tools, fc.jsonValue(), (tool, value) => assertWellFormed(tool, value as Json)),
    { numRuns: shortOrLong(400, 2000) },
  );
});

Deno.test("no JSON value in a known field makes it throw, and nothing is changed", () => {
  const keys = [
    ...[
      "status",
      "exit_code",
      "exit_code_meaning",
      "success",
      "error",
      "output",
      "results",
      "content",
      "message",
    ],
    ...["analysis", "diff", "traceback", "session_id", "pid", "blocked_by_policy", "__proto__", "toString"],
  ];
  const words = fc.constantFrom(
    "error",
    "timeout",
    "exited",
    "ok",
    0,
    1,
    -1,
    124,
    true,
    false,
    null,
    "",
    [],
    {},
  );
  const fields = fc.dictionary(fc.constantFrom(...keys), fc.oneof(words, fc.jsonValue()));
  fc.assert(
    fc.property(tools, fields, (tool, value) => {
      const content = value as Json;
      const before = JSON.stringify(content);
      assertWellFormed(tool, content);
      assertWellFormed(tool, before);
      assertEquals(JSON.stringify(content), before);
    }),
    { numRuns: shortOrLong(600, 3000) },
  );
});

Deno.test("a key __proto__ is data: it hides no error and makes none", () => {
  const content = '{"__proto__": {"error": "x", "success": false}, "exit_code": 0, "output": ""}';
  assertEquals(judgeResponse({ name: "terminal", content }).outcome, "ok");
  assertEquals(
    judgeResponse({ name: "weather", content: JSON.parse('{"__proto__": {"error": "x"}}') }).outcome,
    "unknown",
  );
});

Deno.test("a result is judged the same as an object, as its text, and with notes behind the text", () => {
  fc.assert(
    fc.property(fc.constantFrom(...LABELLED), markers, ({ tool, content }, marker) => {
      fc.pre(typeof content === "object" && content !== null && !Array.isArray(content));
      const text = JSON.stringify(content);
      const expected = judgeResponse({ name: tool, content });
      assertEquals(judgeResponse({ name: tool, content: text }), expected);
      assertEquals(judgeResponse({ name: tool, content: `${text}\n\n${marker}` }), expected);
    }),
    { numRuns: shortOrLong(400, 2000) },
  );
});
