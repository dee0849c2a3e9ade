/**
 * Steps with scores worked out by hand. A turn is written as its calls: `ls` is `{"name": "ls", "arguments": {}}`,
 * `ls(path=a)` has one argument. Anything with a `<` or a blank is taken as it is.
 */
import type { Prediction } from "tracebook";

const schema = (name: string, properties: Record<string, unknown>, required: string[] = []) => ({
  type: "function",
  function: { name, parameters: { type: "object", properties, required } },
});

/** The tools of every step. */
export const TOOLS = JSON.stringify([
  schema("ls", { path: { type: "string" }, all: { type: "boolean" } }),
  schema("cat", { path: { type: "string" } }, ["path"]),
  schema("head", { path: { type: "string" }, lines: { type: "integer", minimum: 1 } }, ["path"]),
  schema("rm", { path: { type: "string", pattern: "(a+)+$" }, how: { enum: ["soft", "hard"] } }, ["path"]),
  schema("constructor", {}),
]);

/** One call as JSON in its tags. */
export const call = (name: string, given: object = {}) =>
  `<tool_call>\n${JSON.stringify({ name, arguments: given })}\n</tool_call>`;

/** What is expected of a step. */
export interface Expected {
  form: boolean;
  shared: string[];
  missing: string[];
  extra: string[];
  /** Calls that can be held to a schema, and those that fit. */
  fitting: [of: number, count: number];
  /** Pairs of the same tool, and those with equal arguments. */
  equal: [of: number, count: number];
  /** How alike the arguments of each pair are. */
  alike: number[];
}

const A = { path: "a" };
const [ls, cat] = [call("ls"), call("cat", A)];
const all = (more: Partial<Expected>): Expected => ({
  ...{ form: true, shared: [], missing: [], extra: [], fitting: [0, 0], equal: [0, 0], alike: [] },
  ...more,
});
const right = (...shared: string[]) =>
  all({
    shared,
    fitting: [shared.length, shared.length],
    equal: [shared.length, shared.length],
    alike: shared.map(() => 1),
  });

/** The cases: what they show, the turn of the trace, the model's, and what is expected. */
export const LABELLED: [what: string, target: string, prediction: string, expected: Expected][] = [
  // the same
  ["the same call", ls, ls, right("ls")],
  ["the same call, with a thought", ls, `<think>\nlook\n</think>\n${ls}`, right("ls")],
  ["the same call, with words before it", ls, `Let me look.\n${ls}`, right("ls")],
  ["two calls in order", ls + cat, ls + cat, right("cat", "ls")],
  ["two calls, reordered", ls + cat, cat + ls, right("cat", "ls")],
  [
    "the same tool twice, reordered",
    call("cat", A) + call("cat", { path: "b" }),
    call("cat", { path: "b" }) + cat,
    right("cat", "cat"),
  ],
  [
    "keys in another order",
    call("head", { path: "a", lines: 2 }),
    call("head", { lines: 2, path: "a" }),
    right("head"),
  ],
  [
    "2.0 is 2",
    call("head", { path: "a", lines: 2 }),
    '<tool_call>{"name": "head", "arguments": {"path": "a", "lines": 2.0}}</tool_call>',
    right("head"),
  ],
  [
    "an escape for a letter",
    cat,
    '<tool_call>{"name": "cat", "arguments": {"path": "\\u0061"}}</tool_call>',
    right("cat"),
  ],
  ["an answer for an answer", "All done.", "It is done.", all({})],
  [
    "arguments given as text",
    cat,
    '<tool_call>{"name": "cat", "arguments": "{\\"path\\": \\"a\\"}"}</tool_call>',
    right("cat"),
  ],
  ["no arguments at all", ls, '<tool_call>{"name": "ls"}</tool_call>', right("ls")],
  // another choice
  ["another tool", ls, cat, all({ missing: ["ls"], extra: ["cat"], fitting: [1, 1] })],
  ["one call too many", ls, ls + cat, all({ ...right("ls"), extra: ["cat"], fitting: [2, 2] })],
  ["the same call once more", ls, ls + ls, all({ ...right("ls"), extra: ["ls"], fitting: [2, 2] })],
  [
    "three times instead of once",
    cat,
    cat + cat + cat,
    all({ ...right("cat"), extra: ["cat", "cat"], fitting: [3, 3] }),
  ],
  ["one call too few", ls + cat, cat, all({ ...right("cat"), missing: ["ls"] })],
  [
    "one of two of the same tool",
    cat + call("cat", { path: "b" }),
    cat,
    all({ ...right("cat"), missing: ["cat"] }),
  ],
  [
    "half right, half another",
    ls + cat,
    ls + call("rm", A),
    all({ ...right("ls"), missing: ["cat"], extra: ["rm"], fitting: [2, 2] }),
  ],
  ["an answer instead of a call", ls, "I would look there.", all({ missing: ["ls"] })],
  ["a call instead of an answer", "Done.", ls, all({ extra: ["ls"], fitting: [1, 1] })],
  ["a tool that is not listed", ls, call("dir"), all({ missing: ["ls"], extra: ["dir"] })],
  ["names differ in case", ls, call("LS"), all({ missing: ["ls"], extra: ["LS"] })],
  [
    "a tool called constructor",
    ls,
    call("constructor"),
    all({ missing: ["ls"], extra: ["constructor"], fitting: [1, 1] }),
  ],
  ["a tool called __proto__", ls, call("__proto__"), all({ missing: ["ls"], extra: ["__proto__"] })],
  ["constructor for constructor", call("constructor"), call("constructor"), right("constructor")],
  // other arguments
  [
    "another value",
    cat,
    call("cat", { path: "b" }),
    all({ shared: ["cat"], fitting: [1, 1], equal: [1, 0], alike: [0] }),
  ],
  // one of two keys on either side is shared: 2 * 1 / (2 + 2)
  [
    "one value of two",
    call("head", { path: "a", lines: 2 }),
    call("head", { path: "a", lines: 3 }),
    all({ shared: ["head"], fitting: [1, 1], equal: [1, 0], alike: [0.5] }),
  ],
  // one shared key, one more on our side: 2 * 1 / (1 + 2)
  [
    "one argument more",
    cat,
    call("cat", { path: "a", n: 1 }),
    all({ shared: ["cat"], fitting: [1, 1], equal: [1, 0], alike: [2 / 3] }),
  ],
  [
    "a text for a number",
    call("head", { path: "a", lines: 2 }),
    call("head", { path: "a", lines: "2" }),
    all({ shared: ["head"], fitting: [1, 0], equal: [1, 0], alike: [0.5] }),
  ],
  [
    "a required argument is missing",
    cat,
    call("cat"),
    all({ shared: ["cat"], fitting: [1, 0], equal: [1, 0], alike: [0] }),
  ],
  [
    "a number below the least",
    call("head", A),
    call("head", { path: "a", lines: 0 }),
    all({ shared: ["head"], fitting: [1, 0], equal: [1, 0], alike: [2 / 3] }),
  ],
  [
    "not one of the choices",
    call("rm", A),
    call("rm", { path: "a", how: "quick" }),
    all({ shared: ["rm"], fitting: [1, 0], equal: [1, 0], alike: [2 / 3] }),
  ],
  [
    "a pattern is not run",
    call("rm", { path: `${"a".repeat(40)}!` }),
    call("rm", { path: `${"a".repeat(40)}!` }),
    right("rm"),
  ],
  [
    "pairs are made of equal calls first",
    cat + call("cat", { path: "b" }),
    call("cat", { path: "c" }) + cat,
    all({ shared: ["cat", "cat"], fitting: [2, 2], equal: [2, 1], alike: [1, 0] }),
  ],
  [
    "nested values in another order",
    call("ls", { o: { x: 1, y: [1, 2] } }),
    call("ls", { o: { y: [1, 2], x: 1 } }),
    right("ls"),
  ],
  [
    "a list in another order differs",
    call("ls", { o: [1, 2] }),
    call("ls", { o: [2, 1] }),
    all({ shared: ["ls"], fitting: [1, 1], equal: [1, 0], alike: [0] }),
  ],
  // the form
  [
    "broken JSON: the tool counts, the form does not",
    ls,
    '<tool_call>\n{"name": "ls", "arguments": {\n</tool_call>',
    all({ form: false, shared: ["ls"], fitting: [1, 0], equal: [1, 0], alike: [0] }),
  ],
  [
    "a call without a name",
    ls,
    '<tool_call>\n{"arguments": {}}\n</tool_call>',
    all({ form: false, missing: ["ls"], extra: ["<malformed>"] }),
  ],
  [
    "a call that is not closed",
    ls,
    '<tool_call>\n{"name": "ls", "arguments": {}}',
    all({ ...right("ls"), form: false }),
  ],
  ["a thought that is not closed", ls, `<think>\nlook\n${ls}`, all({ ...right("ls"), form: false })],
  ["a stray end", ls, `${ls}</tool_call>`, all({ ...right("ls"), form: false })],
  ["nothing", ls, "", all({ form: false, missing: ["ls"] })],
  ["only a thought", "Done.", "<think>\nhm\n</think>\n", all({ form: false })],
  ["a call inside a thought is none", ls, `<think>\n${ls}\n</think>\nNo need.`, all({ missing: ["ls"] })],
  [
    "a response that the model made up",
    ls,
    `${ls}\n<tool_response>\n{}\n</tool_response>`,
    all({ ...right("ls"), form: false }),
  ],
  [
    "arguments that are a list",
    ls,
    '<tool_call>{"name": "ls", "arguments": [1]}</tool_call>',
    all({ form: false, shared: ["ls"], fitting: [1, 0], equal: [1, 0], alike: [0] }),
  ],
  [
    "a closing tag inside a text",
    call("cat", { path: "</tool_call>" }),
    call("cat", { path: "</tool_call>" }),
    right("cat"),
  ],
];

/** The cases as predictions: one trace each. */
export const PREDICTIONS: Prediction[] = LABELLED.map(([what, target, prediction]) => (
  { id: what, step: 0, category: null, target, prediction, stopped: true, tools: TOOLS, previous: [] }
));
