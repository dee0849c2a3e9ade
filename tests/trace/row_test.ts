import { assertEquals } from "@std/assert";
import type { Trace } from "tracebook";
import { traceSchema } from "../../lib/trace/mod.ts";

const ROW: Trace = { id: "a", conversations: [{ from: "human", value: "hi" }] };

/** The paths of what is wrong with a row. */
function wrong(row: unknown): string[] {
  const result = traceSchema.safeParse(row);
  return result.success ? [] : result.error.issues.map((issue) => issue.path.join("."));
}

Deno.test("a row with an id and turns is a trace, and its other columns may be null or absent", () => {
  assertEquals(wrong(ROW), []);
  assertEquals(wrong({ ...ROW, tools: null, category: null, task: "t", source: "kimi" }), []);
  assertEquals(wrong({ ...ROW, conversations: [] }), []);
});

Deno.test("a row's values are kept as they are, and unknown columns are dropped", () => {
  assertEquals(traceSchema.parse({ ...ROW, category: " x ", extra: 1 }), { ...ROW, category: " x " });
});

Deno.test("what is wrong is named by its path", () => {
  assertEquals(wrong({ ...ROW, id: 7 }), ["id"]);
  assertEquals(wrong({ id: "a" }), ["conversations"]);
  assertEquals(wrong({ ...ROW, conversations: [{ from: "robot", value: null }] }), [
    "conversations.0.from",
    "conversations.0.value",
  ]);
  assertEquals(wrong({ ...ROW, category: 1 }), ["category"]);
});
