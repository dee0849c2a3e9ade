import { assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { parseAssistant, parseTool } from "tracebook";
import { JsonDecodeError, pythonDumps, PythonFloat, PythonLimitError, pythonLoads } from "tracebook/python";
import { type AssistantTurn, looksLikeError } from "../../lib/trace/mod.ts";
import { oddText } from "./odd_text.ts";
import { shortOrLong } from "../long.ts";

// Python's \s and str.strip(), spelled out for JavaScript's regular expressions.
const S = "[\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]";
const THINK = /<think>(.*?)<\/think>/gs;
const CALL = new RegExp(`<tool_call>${S}*(\\{.*?\\})${S}*</tool_call>`, "gs");
const RESPONSE = new RegExp(`<tool_response>${S}*(.*?)${S}*</tool_response>`, "s");
const strip = (text: string) => text.replace(new RegExp(`^${S}+|${S}+$`, "g"), "");

const MALFORMED = '{"name": "<malformed>", "arguments": {}}';

/** The tutorial's parser, as it is written. */
function byPatterns(text: string): AssistantTurn {
  const calls = [...text.matchAll(CALL)].map(([, body]) => {
    try {
      return pythonLoads(body!);
    } catch {
      return pythonLoads(MALFORMED);
    }
  });
  return {
    thoughts: [...text.matchAll(THINK)].map(([, thought]) => strip(thought!)),
    tool_calls: calls as AssistantTurn["tool_calls"],
    final: strip(text.replace(THINK, "").replace(CALL, "")),
  };
}

Deno.test("parseAssistant is the tutorial's regular expressions on any text", () => {
  fc.assert(
    fc.property(oddText, (text) => assertEquals(parseAssistant(text), byPatterns(text))),
    { numRuns: shortOrLong(400, 2000) },
  );
});

Deno.test("parseTool is the tutorial's regular expression on any text", () => {
  fc.assert(
    fc.property(oddText, (text) => {
      const body = RESPONSE.exec(text)?.[1];
      let expected;
      try {
        expected = body === undefined ? new Map([["raw", text]]) : pythonLoads(body);
      } catch {
        expected = new Map([["raw", body!]]);
      }
      assertEquals(parseTool(text), expected);
    }),
    { numRuns: shortOrLong(400, 2000) },
  );
});

Deno.test("a call reaches to the first brace that a closing tag follows, even inside a JSON string", () => {
  const turn = parseAssistant('<tool_call>{"name": "w", "text": "{}</tool_call>"}</tool_call>');
  assertEquals(turn.tool_calls.map(pythonDumps), [MALFORMED]);
  assertEquals(turn.final, '"}</tool_call>');
});

Deno.test("thoughts are taken out before calls, so that a thought inside a call splits nothing", () => {
  const turn = parseAssistant('<tool_call>{"a": "<think>x</think>"}</tool_call>');
  assertEquals(turn.thoughts, ["x"]);
  assertEquals(turn.tool_calls.map(pythonDumps), ['{"a": "<think>x</think>"}']);
  assertEquals(turn.final, "");
});

Deno.test("a call inside a thought counts, and so does a thought that is empty", () => {
  const turn = parseAssistant("<think></think><think>try <tool_call>{}</tool_call></think>done");
  assertEquals(turn.thoughts, ["", "try <tool_call>{}</tool_call>"]);
  assertEquals(turn.tool_calls.length, 1);
  assertEquals(turn.final, "done");
});

Deno.test("an integer of 4,301 digits is refused in a call, raw in a response, as in the reference", () => {
  const digits = "7".repeat(4301);
  assertThrows(() => parseAssistant(`<tool_call>{"a": ${digits}}</tool_call>`), PythonLimitError, "4300");
  const response = `<tool_response>${digits}</tool_response>`;
  assertEquals(parseTool(response), new Map([["raw", digits]]));
  assertThrows(() => parseTool(response, "guide"), PythonLimitError);
  assertEquals(parseTool(`<tool_response>-${digits.slice(1)}</tool_response>`), -BigInt(digits.slice(1)));
});

Deno.test("nesting too deep is refused, and reported as something other than bad JSON", () => {
  assertThrows(() => pythonLoads("[".repeat(100_000)), PythonLimitError, "nested");
  assertThrows(() => pythonLoads("[".repeat(900)), JsonDecodeError);
});

Deno.test("only the first response of a turn is read, and a turn without one is raw", () => {
  assertEquals(
    parseTool("<tool_response>1.0</tool_response><tool_response>2</tool_response>"),
    new PythonFloat(1),
  );
  assertEquals(parseTool(" plain "), new Map([["raw", " plain "]]));
});

Deno.test("the tutorial flags a null error and exit code 127, and not exit code 2", () => {
  assertEquals(
    ['{"error": null}', '{"exit_code": 127}', '{"exit_code": 2}', '{"exit_code":1}', "Traceback"].map(
      looksLikeError,
    ),
    [true, true, false, false, true],
  );
});
