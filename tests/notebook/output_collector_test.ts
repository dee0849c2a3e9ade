import { assertEquals } from "@std/assert";
import { newMessage } from "../../lib/notebook/kernel/wire.ts";
import { type DisplayIndex, OutputCollector } from "../../lib/notebook/run/output_collector.ts";

type Sent = [type: string, content: Record<string, unknown>];

function collect(messages: Sent[], displays?: DisplayIndex) {
  const collector = new OutputCollector(displays);
  for (const [type, content] of messages) collector.add(newMessage(type, content, "session"));
  return collector.finish();
}

const print = (text: string): Sent => ["stream", { name: "stdout", text }];
const show = (text: string, display_id?: string, type = "display_data"): Sent => [
  type,
  { data: { "text/plain": text }, metadata: {}, transient: { display_id } },
];
const shown = (text: string) => ({ output_type: "display_data", data: { "text/plain": text }, metadata: {} });
const printed = (text: string) => ({ output_type: "stream", name: "stdout", text });

Deno.test("result and error come last, even if text that was printed before them arrives later", () => {
  const result: Sent = ["execute_result", { execution_count: 7, data: {}, metadata: {} }];
  const error: Sent = ["error", { ename: "E", evalue: "v", traceback: ["E: v"] }];
  const outputs = collect([error, result, print("a"), ["stream", { name: "stderr", text: "b" }], print("c")]);
  assertEquals<unknown>(outputs, [
    printed("a"),
    { output_type: "stream", name: "stderr", text: "b" },
    printed("c"),
    { output_type: "execute_result", execution_count: 7, data: {}, metadata: {} },
    { output_type: "error", ename: "E", evalue: "v", traceback: ["E: v"] },
  ]);
});

Deno.test("a display is updated by its id, also from a later cell", () => {
  const displays: DisplayIndex = new Map();
  const first = collect([show("one", "id"), show("other"), show("again", "id")], displays);
  collect([show("two", "id", "update_display_data"), show("x", "unknown", "update_display_data")], displays);
  assertEquals<unknown>(first, [shown("two"), shown("other"), shown("two")]);
});

Deno.test("clear_output clears at once, or when the next output comes", () => {
  const clear = (wait: boolean): Sent => ["clear_output", { wait }];
  assertEquals<unknown>(collect([print("a"), clear(false), print("b")]), [printed("b")]);
  assertEquals<unknown>(collect([print("a"), clear(true), show("b")]), [shown("b")]);
  assertEquals<unknown>(collect([print("a"), clear(true)]), [printed("a")]);
});

Deno.test("an error without a traceback has one that says what the error says", () => {
  const [output] = collect([["error", { ename: "Error", evalue: "5", traceback: [""] }]]);
  assertEquals<unknown>(output, {
    output_type: "error",
    ename: "Error",
    evalue: "5",
    traceback: ["Error: 5"],
  });
});
