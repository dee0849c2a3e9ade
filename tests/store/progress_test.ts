import { assert, assertEquals } from "@std/assert";
import { progressLine, terminalProgress } from "tracebook";

function recorder(terminal: boolean) {
  const chunks: string[] = [];
  return {
    chunks,
    writeSync: (bytes: Uint8Array) => (chunks.push(new TextDecoder().decode(bytes)), bytes.length),
    isTerminal: () => terminal,
  };
}

Deno.test("without a terminal nothing is written", () => {
  const output = recorder(false);
  const sink = terminalProgress(output);
  sink({ stage: "Reading", done: 1, total: 1, unit: "rows" });
  assertEquals(output.chunks, []);
});

Deno.test("the same line is written once, and the last one ends", () => {
  const output = recorder(true);
  const sink = terminalProgress(output);
  sink({ stage: "Reading", done: 1, total: 2, unit: "rows" });
  sink({ stage: "Reading", done: 1, total: 2, unit: "rows" });
  sink({ stage: "Reading", done: 2, total: 2, unit: "rows" });
  assertEquals(output.chunks.length, 2);
  assert(output.chunks[1]!.endsWith("\n"));
});

Deno.test("a stage cannot send control sequences to the terminal", () => {
  const line = progressLine({ stage: "a\x1b[31m\u009b\r\nb", done: 0, unit: "rows" });
  assertEquals(line, "a [31m   b 0 rows");
});

Deno.test("odd totals still give a line", () => {
  assert(progressLine({ stage: "x", done: 0, total: 0, unit: "rows" }).includes("100%"));
  assert(progressLine({ stage: "x", done: 9, total: 3, unit: "rows" }).includes("100%"));
});
