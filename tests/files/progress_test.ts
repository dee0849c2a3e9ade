import { assert, assertEquals } from "@std/assert";
import { endProgressLine, notebookProgress, progressLine, terminalProgress } from "../../lib/files/mod.ts";

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

Deno.test("stages that run together share the line; where one ends, the line does", () => {
  const output = recorder(true);
  const sink = terminalProgress(output);
  sink({ stage: "Fetching", done: 1_000_000, total: 2_000_000, unit: "bytes" });
  sink({ stage: "Reading", done: 7, unit: "rows" });
  sink({ stage: "Fetching", done: 2_000_000, total: 2_000_000, unit: "bytes" });
  sink({ stage: "Reading", done: 8, unit: "rows" });
  endProgressLine();
  endProgressLine();
  const lines = output.chunks.join("").split("\n");
  assertEquals(lines.map((line) => line.split("\r\x1b[2K").at(-1)), [
    "Fetching ######################## 100% 2/2 MB; Reading 7 rows",
    "Reading 8 rows",
    "",
  ]);
});

Deno.test("rate and time left are told after a second", () => {
  const event = { stage: "x", done: 30, total: 90, unit: "rows" };
  assertEquals(
    progressLine(event, { seconds: 0.9, gained: 30 }),
    "x ########................ 33% 30/90 rows",
  );
  assertEquals(
    progressLine(event, { seconds: 2, gained: 10 }),
    "x ########................ 33% 30/90 rows, 5 rows/s, 0:12 left",
  );
  assertEquals(
    progressLine({ stage: "x", done: 4_000_000, unit: "bytes" }, { seconds: 2, gained: 4e6 }),
    "x 4 MB, 2 MB/s",
  );
});

Deno.test("a notebook's bar: after a second, kept up to date in its place, a stage's name escaped", async () => {
  const sent: { type: string; content: Record<string, unknown> }[] = [];
  const sink = notebookProgress((type, content) => void sent.push({ type, content }));
  const tell = (done: number) => sink({ stage: "<b>", done, total: 10, unit: "rows" });
  tell(1);
  assertEquals(sent, []);
  await new Promise((resume) => setTimeout(resume, 1100));
  tell(5);
  tell(6); // too soon after the other
  tell(10);
  assertEquals(sent.map(({ type }) => type), ["display_data", "update_display_data"]);
  const [first, last] = sent.map(({ content }) =>
    content as { data: Record<string, string>; transient: object }
  );
  assertEquals(first!.transient, last!.transient);
  assert(first!.data["text/html"]!.includes('<div>&lt;b&gt; <progress max="1" value="0.5">'));
  assert(last!.data["text/plain"]!.startsWith("<b> ######################## 100% 10/10 rows, "));
});
