import { assertEquals } from "@std/assert";
import { notebookFailures } from "../../lib/notebook/run/cell_error.ts";
import { runNotebook } from "../../lib/notebook/run/runner.ts";
import { codeNotebook, outputsOf } from "./code_notebook.ts";
import { shortOrLong } from "../long.ts";

const CELLS = shortOrLong(60, 300);
const prints = (cell: number) => [0, 1, 2, 3, 4].map((line) => `cell ${cell} line ${line}`);

function wanted(cell: number, last: unknown): unknown {
  const text = prints(cell).map((line) => line + "\n").join("");
  return [{ output_type: "stream", name: "stdout", text }, last];
}

Deno.test("cells with five prints and a value each lose and misplace nothing", async () => {
  const sources = Array.from(
    { length: CELLS },
    (_, cell) => prints(cell).map((line) => `console.log("${line}");`).join("\n") + `\n"value ${cell}"`,
  );
  const notebook = await runNotebook(codeNotebook(...sources));
  for (let cell = 0; cell < CELLS; cell++) {
    const data = { "text/plain": `"value ${cell}"` };
    const last = { output_type: "execute_result", execution_count: cell + 1, data, metadata: {} };
    assertEquals<unknown>(outputsOf(notebook, cell), wanted(cell, last));
  }
});

Deno.test("cells of which every fifth throws lose and misplace nothing", async () => {
  const throws = (cell: number) => cell % 5 === 2;
  const sources = Array.from(
    { length: CELLS },
    (_, cell) =>
      prints(cell).map((line) => `console.log("${line}");`).join("\n") +
      (throws(cell) ? `\nthrow new RangeError("error ${cell}")` : `\n"value ${cell}"`),
  );
  const notebook = await runNotebook(codeNotebook(...sources), { keepGoing: true });
  assertEquals(notebookFailures(notebook).map(({ index }) => index), [...Array(CELLS).keys()].filter(throws));
  for (let cell = 0; cell < CELLS; cell++) {
    const outputs = outputsOf(notebook, cell);
    assertEquals<unknown>(outputs, wanted(cell, outputs[1]));
    if (throws(cell)) assertEquals(outputs[1]!.evalue, `error ${cell}`);
    else assertEquals(outputs[1]!.data, { "text/plain": `"value ${cell}"` });
  }
});

Deno.test("printed text, displays and values keep their order, and stdout and stderr stay apart", async () => {
  const source = `
    for (let i = 0; i < 250; i++) console.log("a" + i);
    Deno.jupyter.display({ "text/plain": "shown" }, { raw: true });
    console.error("b");
    await new Promise((resolve) => setTimeout(resolve, 5));
    console.log("c");
    "value"`;
  const notebook = await runNotebook(codeNotebook(source));
  const a = Array.from({ length: 250 }, (_, i) => `a${i}\n`).join("");
  assertEquals<unknown>(outputsOf(notebook, 0), [
    { output_type: "stream", name: "stdout", text: a },
    { output_type: "display_data", data: { "text/plain": "shown" }, metadata: {} },
    { output_type: "stream", name: "stderr", text: "b\n" },
    { output_type: "stream", name: "stdout", text: "c\n" },
    { output_type: "execute_result", execution_count: 1, data: { "text/plain": '"value"' }, metadata: {} },
  ]);
});

Deno.test("a display of 5 MB and 100,000 printed lines arrive whole and soon", async () => {
  const show = `Deno.jupyter.display({ "text/plain": "x".repeat(5_000_000) }, { raw: true })`;
  const print = `for (let i = 0; i < 100_000; i++) console.log("line " + i); "done"`;
  const times: number[] = [];
  const notebook = await runNotebook(codeNotebook(show, print), {
    timeoutSeconds: 30,
    onCell: ({ phase, ms }) => void (phase === "end" && times.push(ms)),
  });
  assertEquals(outputsOf(notebook, 0)[0]!.data!["text/plain"]!.length, 5_000_000);
  const lines = outputsOf(notebook, 1)[0]!.text!.split("\n");
  assertEquals([lines.length, lines[99_999]], [100_001, "line 99999"]);
  assertEquals(times.map((ms) => ms < 10_000), [true, true], `took ${times} ms`);
});

Deno.test("a cell that prints without measure has the rest left out, and says so", async () => {
  const source = `const line = "x".repeat(999_999); for (let i = 0; i < 12; i++) console.log(line); "done"`;
  const notebook = await runNotebook(codeNotebook(source));
  const outputs = outputsOf(notebook, 0);
  assertEquals(outputs.map(({ name }) => name), ["stdout", "stderr", undefined]);
  assertEquals(outputs[0]!.text!.length, 10_000_000);
  assertEquals(
    outputs[1]!.text,
    "[2000000 more characters were printed and are left out of the notebook]\n",
  );
});
