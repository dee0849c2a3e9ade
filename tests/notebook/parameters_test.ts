import { assertEquals, assertThrows } from "@std/assert";
import { injectParameters, parseParameter } from "../../lib/notebook/run/parameters.ts";
import { runNotebook } from "../../lib/notebook/run/runner.ts";
import { codeNotebook, outputsOf, shownText } from "./code_notebook.ts";

Deno.test("values of the command line are read as papermill reads them", () => {
  const read = [
    "true",
    "False",
    "None",
    "3",
    "-4",
    "+5",
    "1.5",
    ".5",
    "1e-3",
    "1_000",
    "abc",
    "",
    "1e999",
    " 3",
  ];
  assertEquals(read.map(parseParameter), [
    ...[true, false, null, 3, -4, 5, 1.5, 0.5, 0.001],
    ...["1_000", "abc", "", "1e999", " 3"],
  ]);
  assertEquals(parseParameter("9007199254740993"), 9007199254740992); // as a number of JavaScript
});

Deno.test("values stand behind the tagged cell, as it declares them; a second time they replace the first", () => {
  const notebook = codeNotebook("0", "let a = 1, b;\nvar c;\nconst d$ = 1;", "a");
  notebook.cells[1]!.metadata.tags = ["parameters"];
  const once = injectParameters(notebook, { a: 2, c: "</script>", d$: null, a2: true });
  assertEquals(once.unknown, ["a2"]);
  const listed = injectParameters(notebook, { b: 2 });
  assertEquals([listed.notebook.cells[2]!.source, listed.unknown], ["// Parameters\nlet b = 2;", []]);
  const again = injectParameters(once.notebook, { a: 3 });
  assertEquals(again.notebook.cells.map(({ source }) => source), [
    "0",
    notebook.cells[1]!.source,
    "// Parameters\nlet a = 3;",
    "a",
  ]);
  assertEquals(
    once.notebook.cells[2]!.source,
    '// Parameters\nlet a = 2;\nvar c = "</script>";\nconst d$ = null;\nvar a2 = true;',
  );
  assertEquals(notebook.cells.length, 3);
});

Deno.test("without a tagged cell values stand before all cells", () => {
  const { notebook, unknown } = injectParameters(codeNotebook("n"), { n: 1 });
  assertEquals([notebook.cells[0]!.source, unknown], ["// Parameters\nvar n = 1;", ["n"]]);
});

Deno.test("what is no name is refused", () => {
  for (const name of ["a b", "1a", "a;b", ""]) {
    assertThrows(() => injectParameters(codeNotebook(), { [name]: 1 }), RangeError, "that is not a name");
  }
});

Deno.test("a cell with the tag skip-execution does not run and keeps its outputs", async () => {
  const notebook = codeNotebook("let a = 1;", "a = 2; console.log(a)", "a");
  const skipped = notebook.cells[1]!;
  skipped.metadata.tags = ["skip-execution"];
  if (skipped.cell_type === "code") {
    skipped.outputs.push({ output_type: "stream", name: "stdout", text: "before" });
  }
  const done = await runNotebook(notebook);
  assertEquals(outputsOf(done, 1), [{ output_type: "stream", name: "stdout", text: "before" }]);
  assertEquals(shownText(done, 2), "1");
});
