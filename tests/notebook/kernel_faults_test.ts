import { assert, assertEquals, assertMatch, assertRejects, assertStringIncludes } from "@std/assert";
import { CellError, notebookFailures } from "../../lib/notebook/run/cell_error.ts";
import { NotebookKernel, runNotebook } from "../../lib/notebook/run/runner.ts";
import { codeNotebook, outputsOf, shownText } from "./code_notebook.ts";
import { hasEnded } from "./process_gone.ts";

/** Runs `source` as the second cell; gives the error, after checking that no kernel is left. */
async function failing(source: string): Promise<CellError> {
  const sources = [`console.log(Deno.pid)`, source, `"never reached"`];
  const error = await assertRejects(
    () => runNotebook(codeNotebook(...sources), { timeoutSeconds: 1 }),
    CellError,
  );
  const pid = Number(shownText(error.notebook, 0));
  assert(pid > 0);
  assert(hasEnded(pid), `the kernel ${pid} still runs`);
  assertEquals(error.failure.index, 1);
  assertEquals(error.failure.source, source);
  for (const line of source.split("\n")) assertStringIncludes(error.message, line);
  assertEquals(outputsOf(error.notebook, 2), []);
  return error;
}

Deno.test("a cell that throws ends the run, with its source, what it printed and the traceback", async () => {
  const error = await failing(
    `console.log("before");\nconsole.error("warned");\nthrow new TypeError("no such thing");`,
  );
  assertStringIncludes(error.message, "Cell 2 failed: TypeError: no such thing");
  assertStringIncludes(error.message, "stdout:\n    before");
  assertStringIncludes(error.message, "stderr:\n    warned");
  assertStringIncludes(error.message, "traceback:\n    TypeError: no such thing\n        at ");
});

Deno.test("a cell that throws what is no error gives its text", async () => {
  assertStringIncludes((await failing("throw 'just text'")).message, "Error: just text");
});

Deno.test("a cell that does not parse is named with line, column and the line itself", async () => {
  const error = await failing(`const a = 1;\nconst b = ;\nconst c = 3;`);
  assertMatch(error.failure.evalue, /\(line 2, column 11 of the cell\)$/);
  assertStringIncludes(error.message, "2 | const b = ;\n");
  assertStringIncludes(error.message, "\n                  ^");
});

Deno.test("a cell in an endless loop is ended, and what it printed is kept", async () => {
  const error = await failing(`console.log("began");\nwhile (true) {}`);
  assertEquals(error.failure.ename, "TimeoutError");
  assertStringIncludes(error.message, "did not end within 1 s");
  assertStringIncludes(error.message, "stdout:\n    began");
});

Deno.test("a cell that waits for what never comes is ended", async () => {
  const error = await failing(`await new Promise(() => {});`);
  assertStringIncludes(error.message, "did not end within 1 s");
});

Deno.test("a timer that blocks the kernel after its cell has ended is ended too", async () => {
  const sources = ["console.log(Deno.pid)", "setTimeout(() => { while (true); }, 0); 1", "await 1; 2"];
  const run = runNotebook(codeNotebook(...sources), { timeoutSeconds: 1 });
  const error = await assertRejects(() => run, CellError);
  assertEquals(error.failure.ename, "TimeoutError");
  assert(hasEnded(Number(shownText(error.notebook, 0))));
});

Deno.test("a cell that ends the kernel gives its exit code", async () => {
  const error = await failing(`Deno.exit(3);`);
  assertEquals(error.failure.ename, "KernelError");
  assertStringIncludes(error.message, "the kernel ended with exit code 3 before the cell did");
});

Deno.test("a cell that kills the kernel gives the signal", async () => {
  const error = await failing(`Deno.kill(Deno.pid, "SIGKILL");\nawait new Promise(() => {});`);
  assertStringIncludes(error.message, "ended by signal SIGKILL");
});

Deno.test("a value that cannot show itself is an error, though the kernel says ok", async () => {
  const error = await failing(
    `({ [Symbol.for("Jupyter.display")]() { throw new RangeError("no picture"); } })`,
  );
  assertStringIncludes(error.message, "RangeError: no picture");
});

Deno.test("a cell that asks for input is refused", async () => {
  for (const ask of ["prompt", "confirm"]) {
    const error = await failing(`${ask}("name?")`);
    assertStringIncludes(error.message, `Cannot ${ask}: this notebook is run without anyone to answer`);
  }
});

Deno.test("a cell that breaks Deno.jupyter still keeps its outputs and those of the next cells", async () => {
  const breaking = `Deno.jupyter.broadcast = () => {}; console.log("one"); 1`;
  const notebook = await runNotebook(codeNotebook(breaking, `console.log("two"); 2`));
  assertEquals([shownText(notebook, 0), shownText(notebook, 1)], ["one\n1", "two\n2"]);
});

Deno.test("a kernel that ended between two cells is reported by the second", async () => {
  await using kernel = await NotebookKernel.start(".");
  const first = await kernel.execute("var kept = 1; setTimeout(() => Deno.exit(3), 50); kept");
  assertEquals([first.ok, first.kernelEnded], [true, false]);
  while (kernel.alive) await new Promise((resolve) => setTimeout(resolve, 10));
  const second = await kernel.execute("kept");
  assertEquals([second.ok, second.kernelEnded], [false, true]);
  assertStringIncludes(
    JSON.stringify(second.outputs),
    "the kernel ended with exit code 3 before the cell did",
  );
});

Deno.test("kept going, the cells after an ended kernel run in a new one", async () => {
  const sources = [
    "var kept = 1; console.log(Deno.pid)",
    "Deno.exit(3)",
    "console.log(Deno.pid); typeof kept",
  ];
  const notebook = await runNotebook(codeNotebook(...sources), { keepGoing: true });
  assertEquals(notebookFailures(notebook).map(({ index }) => index), [1]);
  const [first, second] = [shownText(notebook, 0), shownText(notebook, 2)];
  assert(parseInt(first) !== parseInt(second));
  assertStringIncludes(second, "undefined");
  assert(hasEnded(parseInt(first)) && hasEnded(parseInt(second)));
});

Deno.test("a cell with the tag raises-exception may fail", async () => {
  const notebook = codeNotebook("throw new Error('as meant')", "2");
  notebook.cells[0]!.metadata.tags = ["raises-exception"];
  const done = await runNotebook(notebook);
  assertEquals([shownText(done, 0), shownText(done, 1)], ["as meant", "2"]);
});

Deno.test("a folder that is not there is named", async () => {
  const error = await assertRejects(() => runNotebook(codeNotebook("1"), { cwd: "no/such/folder" }), Error);
  assertMatch(error.message, /Cannot start a Deno kernel in no\/such\/folder/);
});
