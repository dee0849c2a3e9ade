import { assert, assertEquals } from "@std/assert";
import { judgeResponse, type Outcome, readParts } from "tracebook";
import { ERROR_CLASSES, type ResponsePart, type Verdict } from "../../../lib/trace/mod.ts";
import { OUTCOME_RULES } from "../../../lib/trace/outcome/judge_response.ts";
import { LABELLED, type Labelled } from "./labelled.ts";

const FLAGS = [
  "benign",
  "benign_possible",
  "masked_failure",
  "not_executed",
  "partial",
  "pending",
  "signal",
  "subject_failed",
];

const judge = ({ tool, content }: Labelled) => judgeResponse({ name: tool, content });

/** A verdict in one line, its flags in order. */
function line({ outcome, class: errorClass, flags = [] }: Verdict): string {
  return [outcome, errorClass ?? "-", ...[...flags].sort()].join(" ");
}

/** The one response of a tool turn that holds `body`. */
function read(body: string): ResponsePart {
  const parts = readParts(`<tool_response>\n${body}\n</tool_response>`, "tool");
  assertEquals(parts.map(({ kind }) => kind), ["response"]);
  return parts[0] as ResponsePart;
}

/** What is judged otherwise than labelled, a line each. */
function disagreements(judged: (labelled: Labelled) => Outcome): string[] {
  return LABELLED.flatMap((labelled) => {
    const found = judged(labelled);
    return line(found) === line(labelled)
      ? []
      : [`${labelled.tool} (${labelled.why}): ${line(found)} by "${found.rule}", not ${line(labelled)}`];
  });
}

Deno.test("every labelled response is judged as labelled: outcome, class and flags", () => {
  assertEquals(disagreements(judge), []);
});

Deno.test("every labelled response is judged as labelled when it is read from a trace's text", () => {
  const throughText = ({ tool, content }: Labelled) =>
    judgeResponse(read(JSON.stringify({ tool_call_id: "functions.x:0", name: tool, content })));
  assertEquals(disagreements(throughText), []);
});

Deno.test("a labelled result without its envelope is judged by the tool that was called", () => {
  const bare = LABELLED.filter(({ content }) =>
    typeof content === "object" && content !== null && !Array.isArray(content) &&
    !("name" in content && "content" in content) // reads as an envelope
  );
  assert(bare.length > 300);
  for (const labelled of bare) {
    const found = judgeResponse(read(JSON.stringify(labelled.content)), labelled.tool);
    assertEquals(line(found), line(labelled), JSON.stringify(labelled));
  }
});

Deno.test("the labelled set is wide: cases, tools, every class and every flag", () => {
  assert(LABELLED.length >= 150);
  assert(new Set(LABELLED.map(({ tool }) => tool)).size >= 48);
  assertEquals(
    [...new Set(LABELLED.flatMap((labelled) => labelled.class ?? []))].sort(),
    [...ERROR_CLASSES].sort(),
  );
  assertEquals([...new Set(LABELLED.flatMap((labelled) => labelled.flags ?? []))].sort(), FLAGS);
});

Deno.test("the labelled set is sorted by tool and holds nothing twice", () => {
  const tools = LABELLED.map(({ tool }) => tool);
  assertEquals(tools, [...tools].sort());
  const keys = LABELLED.map(({ tool, content }) => JSON.stringify([tool, content]));
  assertEquals(new Set(keys).size, keys.length);
});

Deno.test("every rule has a name of its own and decides a labelled response", () => {
  const names = OUTCOME_RULES.map(({ name }) => name);
  assertEquals(new Set(names).size, names.length);
  const decided = new Set(LABELLED.map((labelled) => judge(labelled).rule));
  assertEquals(names.filter((name) => !decided.has(name)), []);
  assert(decided.has("no rule fits"));
});

Deno.test("an error has a class, an ok has none, and the evidence is a short piece of what decided", () => {
  for (const labelled of LABELLED) {
    const { outcome, class: errorClass, evidence } = judge(labelled);
    if (outcome !== "unknown") assertEquals(errorClass !== undefined, outcome === "error");
    assert([...evidence].length <= 200);
  }
  const content = { success: false, error: "🙂".repeat(1000) };
  assertEquals(judgeResponse({ name: "patch", content }).evidence, `error: ${"🙂".repeat(193)}`);
});

Deno.test("flags are the caller's own: changing them changes no later verdict", () => {
  const skipped = () =>
    judgeResponse({ content: "Skipped: other tool call in this response had invalid JSON." }, "patch");
  skipped().flags.push("benign");
  assertEquals(skipped().flags, ["not_executed"]);
});
