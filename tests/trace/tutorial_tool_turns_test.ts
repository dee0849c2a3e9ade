import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { pythonDumps } from "../../lib/python/mod.ts";
import { flagsToolTurn, looksLikeError, parseTool } from "../../lib/trace/mod.ts";
import { oddText } from "./odd_text.ts";
import { shortOrLong } from "../long.ts";

const flaggedByParsing = (value: string) => looksLikeError(pythonDumps(parseTool(value)));

const PIECES = [
  ...[
    "error",
    "Error",
    "rror",
    "e",
    "traceback",
    "Traceback",
    "raceback",
    '"exit_code": 1',
    '"exit_code":12',
  ],
  ...[
    "\\u000e",
    "\\u006e",
    "\\u00e",
    "\\u0065",
    "\\n",
    "\\",
    "\x0e",
    "î",
    "é",
    '"',
    '\\"',
    "{",
    "}",
    ":",
    ",",
    " ",
  ],
  ...['"error": null', '"a": ', '"a": "error"', '"a": {"error": 1}', '{"a": "error", "a": 1}', "NaN", "1.0"],
  ...["<tool_response>", "</tool_response>", "9".repeat(4301)],
];

const pieces = fc.array(fc.constantFrom(...PIECES), { maxLength: 12 }).map((list) => list.join(""));
const json = fc.json({ noUnicodeString: false }).map((text) => text.replace(/"[a-c]"/g, '"error"'));
const repeated = fc.tuple(
  fc.constantFrom('"error"', '"Error"', "1"),
  fc.constantFrom('"fine"', "2", '"error"'),
)
  .map(([first, last]) => `{"content": {"a": ${first}, "b": 0, "a": ${last}}, "z": "\\u006error"}`);

Deno.test("a tool turn is flagged without parsing exactly where it is flagged by parsing", () => {
  const bodies = fc.oneof(pieces, json, repeated, oddText);
  const turns = bodies.chain((body) => fc.constantFrom(body, `<tool_response>\n${body}\n</tool_response>`));
  fc.assert(fc.property(turns, (value) => assertEquals(flagsToolTurn(value), flaggedByParsing(value))), {
    numRuns: shortOrLong(4000, 20_000),
  });
});

Deno.test("without tags a turn is text, in which an escape is no letter", () => {
  for (const body of ['{"\\u0065rror": 1}', '"\\u0065rror"', '{"a": "\\u0054raceback"}']) {
    assertEquals([flagsToolTurn(body), flaggedByParsing(body)], [false, false], body);
    assertEquals(flagsToolTurn(`<tool_response>${body}</tool_response>`), true, body);
  }
});

Deno.test("a mark that a repeated key or an escape undoes is no mark", () => {
  const turn = (body: string) => `<tool_response>${body}</tool_response>`;
  const cases: [string, boolean][] = [
    ['{"a": "error", "a": 1}', false],
    ['{"a": {"error": 1}, "a": 1}', false],
    ['{"a": "error", "b": 1}', true],
    ['{"error": 1, "error": 2}', true],
    ['{"a": "\\u006error"}', false],
    ['{"a": "\\u0065rror"}', true],
    ['{"a": "\\u000error"}', true],
    ['{"a": "\x0error"}', true],
    ['{"exit_code":127}', true],
    ['{"exit_code": 2}', false],
    ["ERROR", true],
  ];
  for (const [body, flagged] of cases) {
    assertEquals([body, flagsToolTurn(turn(body))], [body, flagged]);
    assertEquals([body, flaggedByParsing(turn(body))], [body, flagged]);
  }
});
