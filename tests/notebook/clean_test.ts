import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { cleanNotebook, notebookText } from "../../lib/notebook/run/clean.ts";
import { type CodeCell, joinText, type Notebook, type Output } from "../../lib/notebook/run/nbformat.ts";
import { codeNotebook } from "./code_notebook.ts";

const text = fc.oneof(fc.string({ unit: "binary" }), fc.constantFrom("", "a\nb", "a\r\n\nb\n", "\n"));
const multiline = fc.oneof(text, fc.array(text));
const mime = fc.constantFrom(
  "text/plain",
  "image/png",
  "image/svg+xml",
  "application/json",
  "application/x+json",
);
const data = fc.dictionary(mime, fc.oneof(multiline, fc.jsonValue()));
const metadata = fc.dictionary(fc.constantFrom("tags", "execution", "scrolled", "b", "a"), fc.jsonValue());
const count = fc.option(fc.nat());
const output: fc.Arbitrary<Output> = fc.oneof(
  fc.record({
    output_type: fc.constant("stream" as const),
    name: fc.constant("stdout" as const),
    text: multiline,
  }),
  fc.record({ output_type: fc.constant("display_data" as const), data, metadata }),
  fc.record({ output_type: fc.constant("execute_result" as const), execution_count: count, data, metadata }),
  fc.record({
    output_type: fc.constant("error" as const),
    ename: text,
    evalue: text,
    traceback: fc.array(fc.constantFrom("at file:///home/me/lib/x.ts:1", "b")),
  }),
);
const id = fc.constantFrom("", "a", "b", "cell-2", "not an id");
const cell = fc.oneof(
  fc.record({ cell_type: fc.constant("markdown" as const), id, metadata, source: multiline }),
  fc.record({
    cell_type: fc.constant("code" as const),
    id,
    metadata,
    source: multiline,
    execution_count: count,
    outputs: fc.array(output, { maxLength: 3 }),
  }),
);
const notebook: fc.Arbitrary<Notebook> = fc.record({
  nbformat: fc.constant(4 as const),
  nbformat_minor: fc.nat(5),
  metadata,
  cells: fc.array(cell, { maxLength: 6 }),
});

Deno.test("cleaning twice changes no byte, nor does reading what was written", () => {
  fc.assert(fc.property(notebook, (notebook) => {
    const once = cleanNotebook(notebook, "file:///home/me/");
    const written = notebookText(once);
    assertEquals(notebookText(cleanNotebook(once, "file:///home/me/")), written);
    assertEquals(notebookText(cleanNotebook(JSON.parse(written), "file:///home/me/")), written);
  }));
});

Deno.test("ids are valid and all different, counts go up by one, sources stay", () => {
  fc.assert(fc.property(notebook, (notebook) => {
    const { cells } = cleanNotebook(notebook);
    const ids = cells.map((cell) => cell.id);
    assertEquals(new Set(ids).size, ids.length);
    assertEquals(ids.every((id) => /^[A-Za-z0-9_-]{1,64}$/.test(id)), true);
    const counts = cells.flatMap((cell) => cell.cell_type === "code" ? cell.execution_count ?? [] : []);
    assertEquals(counts, counts.map((_, index) => index + 1));
    assertEquals(
      cells.map((cell) => joinText(cell.source)),
      notebook.cells.map((cell) => joinText(cell.source)),
    );
  }));
});

Deno.test("text becomes lines, base64 one string, and a JSON list of strings stays a list", () => {
  const notebook = codeNotebook("a\nb");
  const data = { "text/html": "<b>\n</b>", "image/png": ["iVBO", "Rw0K"], "application/json": ["a", "b"] };
  (notebook.cells[0] as CodeCell).outputs = [{ output_type: "display_data", data, metadata: {} }];
  const cell = cleanNotebook(notebook).cells[0] as CodeCell;
  assertEquals<unknown>(cell.source, ["a\n", "b"]);
  assertEquals<unknown>(cell.outputs[0], {
    output_type: "display_data",
    data: { "text/html": ["<b>\n", "</b>"], "image/png": "iVBORw0K", "application/json": ["a", "b"] },
    metadata: {},
  });
});

Deno.test("a traceback does not tell where the project lies", () => {
  const notebook = codeNotebook("f()");
  const at = "    at f (file:///home/me/project/lib/f.ts:1:2)";
  const error = { output_type: "error", ename: "E", evalue: "v", traceback: ["E: v", at] } as const;
  (notebook.cells[0] as CodeCell).outputs = [{ ...error, traceback: [...error.traceback] }];
  const cell = cleanNotebook(notebook, "file:///home/me/project/").cells[0] as CodeCell;
  assertEquals<unknown>(cell.outputs[0], {
    ...error,
    traceback: ["E: v", "    at f (file:///…/lib/f.ts:1:2)"],
  });
});
