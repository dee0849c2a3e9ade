import { assert } from "@std/assert";
import { parseAssistant, parseTool, readTrace } from "tracebook";
import { shorten } from "tracebook/python";
import { shortOrLong } from "../long.ts";

const SIZE = shortOrLong(500_000, 5_000_000);
// Quadratic work on these texts takes minutes. The bound tells the two apart on a busy machine too, where other tests
// run in the same process; how fast it is belongs into a benchmark.
const LIMIT_MS = 15_000;

const fill = (piece: string, times = Math.floor(SIZE / piece.length)) => piece.repeat(times);
const call = '<tool_call>{"name":"ls"}</tool_call>';

/** Texts that cost quadratic time, or the stack, wherever a tag or a JSON text is searched for twice. */
const HOSTILE: Record<string, () => string> = {
  "100,000 < and 20,000 unclosed <think": () => fill(`<think${"<".repeat(4)}${"x".repeat(240)}`, 20_000),
  "20,000 <think>": () => fill("<think>", 20_000) + fill("x"),
  "20,000 <tool_call>": () => fill("<tool_call>", 20_000) + fill("x"),
  "20,000 <tool_call> on their own lines": () => fill("<tool_call>\n", 20_000) + fill("x"),
  "50,000 <tool_call>{": () => fill("<tool_call>{", 50_000) + fill("x"),
  '50,000 <tool_call>{"a":"': () => fill('<tool_call>{"a":"', 50_000) + fill("x"),
  '50,000 <tool_call>{"":"': () => fill('<tool_call>{"":"', 50_000) + fill("x"),
  "50,000 calls that are never closed": () => fill('<tool_call>{"name":"ls"}\n', 50_000),
  "escaped quotes and opening tags in one string": () =>
    '<tool_call>{"a":"' + fill('\\"<tool_call>{', 50_000),
  "unclosed responses": () => fill("<tool_response>", 50_000) + fill("x"),
  "unclosed responses with half an object": () => fill('<tool_response>{"a":', 50_000),
  "200,000 responses": () => fill("<tool_response>1</tool_response>", 200_000),
  "lists a million deep": () => `<tool_call>${fill("[", 1_000_000)}<tool_response>${fill("[", 1_000_000)}`,
  "objects nested 1,000 deep, 300 times": () => fill(`<tool_call>${'{"a":'.repeat(1000)}`, 300),
  "closing tags that close nothing": () => fill("</think></tool_call></tool_response>", 50_000),
  "megabytes of white space between tags": () =>
    `<tool_call>${fill(" ")}<tool_call>${fill("\n")}</tool_call><tool_response>${fill(" ")}</tool_response>`,
  "white space behind every tag": () =>
    fill(`<tool_call>${" ".repeat(1000)}<tool_response>${" ".repeat(1000)}`),
  "tags in backticks": () => fill("`<think>` `</think>` `<tool_call>` `<tool_response>` "),
  "unclosed thoughts, each with a call": () => fill(`<think>\n${call}\n`, 50_000),
  "thoughts in thoughts, closed at the end": () => fill("\n<think>", 50_000) + `\n${call}</think>`,
  "one word": () => fill("a", 10 * SIZE),
  "one string": () => `<tool_call>{"name":"w","arguments":{"text":"${fill("y", 10 * SIZE)}"}}</tool_call>`,
};

for (const [title, make] of Object.entries(HOSTILE)) {
  Deno.test(`in time proportional to its length, without throwing: ${title}`, () => {
    const text = make();
    const readers = {
      readTrace: () =>
        readTrace({ conversations: [{ from: "gpt", value: text }, { from: "tool", value: text }] }),
      parseAssistant: () => parseAssistant(text),
      parseTool: () => parseTool(text),
      shorten: () => shorten(text, 350),
    };
    for (const [name, read] of Object.entries(readers)) {
      const before = performance.now();
      read();
      const took = performance.now() - before;
      assert(took < LIMIT_MS, `${name} took ${Math.round(took)} ms`);
    }
  });
}
