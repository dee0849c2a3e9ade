import { assertEquals } from "@std/assert";
import { cleanNotebook } from "../../lib/notebook/run/clean.ts";
import type { CodeCell, Output } from "../../lib/notebook/run/nbformat.ts";
import { diffNotebooks } from "../../lib/notebook/run/notebook_diff.ts";
import { codeNotebook } from "./code_notebook.ts";

function withOutputs(...outputs: Output[]) {
  const notebook = codeNotebook("show()\nmore()");
  (notebook.cells[0] as CodeCell).outputs = outputs;
  return notebook;
}

const printed = (text: string): Output => ({ output_type: "stream", name: "stdout", text });
const shown = (data: Record<string, unknown>): Output => ({
  output_type: "display_data",
  data,
  metadata: {},
});

Deno.test("notebooks that would be written alike do not differ", () => {
  const notebook = withOutputs(printed("a\nb\n"), shown({ b: { y: 1, x: 2 }, "text/html": "<p>\n</p>" }));
  const other = withOutputs(
    printed("a\nb\n"),
    shown({ "text/html": ["<p>\n", "</p>"], b: { x: 2, y: 1 } }),
  );
  assertEquals(diffNotebooks(cleanNotebook(notebook), cleanNotebook(other)), []);
});

Deno.test("only the lines between what is the same are shown, and long ones are cut", () => {
  const lines = (changed: string) => ["first", changed, "last", ""].join("\n");
  const long = "x".repeat(400);
  assertEquals(diffNotebooks(withOutputs(printed(lines("one"))), withOutputs(printed(lines(long)))), [
    "cell 1 (show()):",
    "  - stdout | one",
    `  + stdout | ${"x".repeat(151)}… (409 characters)`,
  ]);
});

Deno.test("a picture, an error and a cell that is missing are told apart", () => {
  const error: Output = { output_type: "error", ename: "E", evalue: "v", traceback: ["E: v"] };
  assertEquals(diffNotebooks(withOutputs(shown({ "image/png": "AAAA" })), withOutputs(error)), [
    "cell 1 (show()):",
    "  - image/png | AAAA",
    "  + error | E: v",
    "  + error | E: v",
  ]);
  assertEquals(diffNotebooks(codeNotebook("1"), codeNotebook("1", "2")), ["cell 2 (2):", "  + source | 2"]);
});

Deno.test("a difference in metadata alone is said", () => {
  const tagged = codeNotebook("1");
  tagged.cells[0]!.metadata.tags = ["a"];
  assertEquals(diffNotebooks(codeNotebook("1"), tagged), [
    "cell 1 (1):",
    "  differs in metadata, id or execution count",
  ]);
});
