import { assert, assertEquals } from "@std/assert";
import { showToolSchemas, type Trace, TraceReplayer } from "tracebook";
import { traceSchema } from "../../lib/trace/mod.ts";
import { renderTraceText } from "../../lib/view/mod.ts";
import { repositoryUrl } from "../repository.ts";

// Each x.golden.json holds what Python 3.11 prints for x.json: by the guide's own code, and by the tutorial's.
const folder = repositoryUrl("tests/fixtures/view/");
const read = (name: string) => JSON.parse(Deno.readTextFileSync(new URL(name, folder)));
const names = [...Deno.readDirSync(folder)].map(({ name }) => name).filter((name) => /^\w+\.json$/.test(name))
  .sort();

const WRITERS: Record<string, (trace: Trace) => string> = {
  "tutorial.render": (trace) => renderTraceText(trace),
  "guide.render": (trace) => renderTraceText(trace, { style: "guide" }),
  "tutorial.render.60": (trace) => renderTraceText(trace, { maxChars: 60 }),
  "guide.render.60": (trace) => renderTraceText(trace, { style: "guide", maxChars: 60 }),
  "tutorial.replay": (trace) => Array.from(new TraceReplayer(trace), (step) => step.text).join("\n"),
  "guide.replay": (trace) =>
    Array.from(new TraceReplayer(trace, { style: "guide" }), (step) => step.text).join("\n"),
  "tutorial.last": (trace) => new TraceReplayer(trace).play(-1).text,
  "schemas": (trace) => showToolSchemas(trace).text,
};

Deno.test("there are traces to compare", () => assert(names.length >= 5));

for (const name of names) {
  const trace = traceSchema.parse(read(name));
  const golden: Record<string, string> = read(name.replace(".json", ".golden.json"));
  for (const [what, printed] of Object.entries(golden)) {
    Deno.test(`${name}: ${what} is what Python prints`, () => {
      const text = WRITERS[what]!(trace);
      // print ends every line; nothing printed is no line at all
      assertEquals(text === "" ? text : `${text}\n`, printed);
    });
  }
}
