import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { parseNativeRow } from "../../lib/load/check_row.ts";
import { traceSchema } from "../../lib/trace/mod.ts";
import { shortOrLong } from "../long.ts";

const odd = fc.oneof(fc.string(), fc.constantFrom(null, undefined, 3, true, "gpt", [], {}, ["gpt"]));
const turn = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ from: fc.constantFrom("system", "human", "gpt", "tool"), value: fc.string() }),
  },
  { weight: 1, arbitrary: fc.record({ from: odd, value: odd, more: odd }, { requiredKeys: [] }) },
  { weight: 1, arbitrary: odd },
);
const row = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      id: fc.oneof({ weight: 5, arbitrary: fc.string() }, odd),
      conversations: fc.oneof({ weight: 8, arbitrary: fc.array(turn, { maxLength: 3 }) }, odd),
      ...Object.fromEntries(
        ["tools", "category", "subcategory", "task", "source", "extra"].map((name) => [
          name,
          fc.oneof({ weight: 5, arbitrary: fc.string() }, odd),
        ]),
      ),
    }, { requiredKeys: [] }),
  },
  odd,
);

Deno.test("a row that is accepted without the schema is the trace that the schema gives, in its order of keys", () => {
  fc.assert(
    fc.property(row, (row) => {
      const trace = parseNativeRow(row);
      const byIssue = traceSchema.safeParse(row);
      assertEquals(trace, byIssue.success ? byIssue.data : undefined);
      if (byIssue.success) assertEquals(JSON.stringify(trace), JSON.stringify(byIssue.data));
    }),
    { numRuns: shortOrLong(1000, 5000) },
  );
});
