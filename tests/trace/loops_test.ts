import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { findLoops, type Loop, readTrace, type Turn } from "../../lib/trace/mod.ts";
import { shortOrLong } from "../long.ts";

const call = (name: string, args: object = {}) =>
  `<tool_call>\n${JSON.stringify({ name, arguments: args })}\n</tool_call>`;
const gpt = (...calls: string[]): Turn => ({ from: "gpt", value: calls.join("\n") });
const shows = (name: string, content: unknown): Turn => ({
  from: "tool",
  value: `<tool_response>\n${JSON.stringify({ name, content })}\n</tool_response>`,
});
const human: Turn = { from: "human", value: "Again." };
const loops = (...conversations: Turn[]) => findLoops(readTrace({ conversations }).steps);
const times = (n: number, ...turns: Turn[]) => Array.from({ length: n }, () => turns).flat();

const run = (command: string) => gpt(call("terminal", { command }));

Deno.test("the same step three times in a row is a loop, twice is none", () => {
  assertEquals(loops(...times(3, run("make"))), [{ from: 0, to: 3, period: 1, rounds: 3 }]);
  assertEquals(loops(run("ls"), ...times(5, run("make")), run("ls")), [{
    from: 1,
    to: 6,
    period: 1,
    rounds: 5,
  }]);
  assertEquals(loops(...times(2, run("make"))), []);
});

Deno.test("cycles of two and of three are loops, longer ones are not looked for", () => {
  const cycle = (n: number) => times(3, ...["a", "b", "c", "d"].slice(0, n).map(run));
  assertEquals(loops(...cycle(2)), [{ from: 0, to: 6, period: 2, rounds: 3 }]);
  assertEquals(loops(...cycle(3)), [{ from: 0, to: 9, period: 3, rounds: 3 }]);
  assertEquals(loops(...cycle(4)), []);
});

Deno.test("a loop ends with its last whole round, and the next may begin there", () => {
  const [a, b] = [run("a"), run("b")];
  assertEquals(loops(...times(3, a, b), a, a, a), [
    { from: 0, to: 6, period: 2, rounds: 3 },
    { from: 6, to: 9, period: 1, rounds: 3 },
  ]);
});

Deno.test("a step without a call is passed over, a word of the person ends the loop", () => {
  const thinking: Turn = { from: "gpt", value: "<think>hm</think>" };
  assertEquals(loops(run("make"), thinking, run("make"), run("make")), [{
    from: 0,
    to: 4,
    period: 1,
    rounds: 3,
  }]);
  assertEquals(loops(run("make"), run("make"), human, run("make"), run("make")), []);
});

Deno.test("a parallel batch counts once, in any order", () => {
  const [a, b] = [call("read_file", { path: "a" }), call("read_file", { path: "b" })];
  assertEquals(loops(gpt(a, a, a)), []);
  assertEquals(loops(gpt(a, b), gpt(b, a), gpt(a, b, b)).map(({ rounds }) => rounds), [3]);
  assertEquals(loops(gpt(a), gpt(a, a), gpt(a)).map(({ rounds }) => rounds), [3]);
  assertEquals(loops(gpt(a, b), gpt(a), gpt(a, b)), []);
});

Deno.test("polling, waiting and paging are no loops", () => {
  const poll = [gpt(call("process", { action: "poll" })), shows("process", { status: "running" })];
  assertEquals(loops(...times(5, ...poll)), []);
  assertEquals(loops(...times(5, gpt(call("browser_scroll", { direction: "down" })))), []);
  assertEquals(loops(...times(5, gpt(call("browser_press", { key: "PageDown" })))), []);
  assertEquals(loops(...times(5, run("sleep 5 && curl -s localhost:3000"))), []);
  assertEquals(
    loops(...[0, 100, 200, 300].map((offset) => gpt(call("read_file", { path: "a", offset })))),
    [],
  );
});

Deno.test("a click that shows the next page each time is paging, one that changes nothing is a loop", () => {
  const click = gpt(call("browser_click", { ref: "@e7" }));
  const look = gpt(call("browser_snapshot"));
  const pages = (...snapshots: string[]) =>
    snapshots.flatMap((snapshot) => [click, look, shows("browser_snapshot", { success: true, snapshot })]);
  assertEquals(loops(...pages("1", "2", "3", "4")), []);
  assertEquals(loops(...pages("1", "1", "1")), [{ from: 0, to: 6, period: 2, rounds: 3 }]);
});

Deno.test("a command that shows something else each time is no loop, but for numbers", () => {
  const shown = (...outputs: string[]) =>
    outputs.flatMap((output) => [run("git bisect run make"), shows("terminal", { output, exit_code: 0 })]);
  assertEquals(loops(...shown("3 left: Add a", "1 left: Mend b", "0 left: Drop c")), []);
  assertEquals(loops(...shown("1 failed in 0.12s", "1 failed in 0.31s", "1 failed in 0.2s")).length, 1);
});

Deno.test("reading a file again is the same, although the tool says so the second time", () => {
  const read = (content: string) => [gpt(call("read_file", { path: "a" })), shows("read_file", { content })];
  const unchanged = "File unchanged since last read.";
  assertEquals(loops(...read("text"), ...read(unchanged), ...read(unchanged)).length, 1);
});

Deno.test("calls that could not be read make no loop", () => {
  assertEquals(loops(...times(4, gpt("<tool_call>\n{broken}\n</tool_call>"))), []);
});

/** The loops by their definition, one place after another. */
function slowly(commands: string[]): Loop[] {
  const found: Loop[] = [];
  for (let from = 0; from < commands.length;) {
    const loop = [1, 2, 3].map((period): Loop => {
      let rounds = 1;
      const round = (n: number) => commands.slice(from + n * period, from + (n + 1) * period).join();
      while (from + (rounds + 1) * period <= commands.length && round(rounds) === round(0)) rounds++;
      return { from, to: from + rounds * period, period, rounds };
    }).find(({ rounds }) => rounds >= 3);
    if (loop) found.push(loop);
    from = loop?.to ?? from + 1;
  }
  return found;
}

Deno.test("loops are those of the definition", () => {
  const commands = fc.array(fc.constantFrom("a", "b", "c"), { maxLength: 40 });
  fc.assert(
    fc.property(commands, (list) => assertEquals(loops(...list.map(run)), slowly(list))),
    { numRuns: shortOrLong(400, 2000) },
  );
});

Deno.test("what is shown is compared in time proportional to its length", () => {
  for (const output of ["1".repeat(5_000_000) + "g", "a".repeat(5_000_000) + "g", "a1 ".repeat(2_000_000)]) {
    const turns = times(3, run("make"), shows("terminal", { output, exit_code: 0 }));
    const { steps } = readTrace({ conversations: turns });
    const before = performance.now();
    assertEquals(findLoops(steps).length, 1);
    assert(performance.now() - before < 15_000);
  }
});

Deno.test("many steps take time in proportion to their number", () => {
  const patterns: Record<string, (at: number) => Turn> = {
    "one command": () => run("make"),
    "a command and a look": (at) => at % 2 ? run("make") : gpt(call("process", { action: "poll" })),
    "polls": () => gpt(call("process", { action: "poll" })),
    "two commands, a third now and then": (at) => run(at % 7 === 0 ? "c" : at % 2 ? "a" : "b"),
  };
  for (const [name, turn] of Object.entries(patterns)) {
    const { steps } = readTrace({
      conversations: Array.from({ length: shortOrLong(40_000, 100_000) }, (_, at) => turn(at)),
    });
    const before = performance.now();
    findLoops(steps);
    const took = performance.now() - before;
    assert(took < 15_000, `${name} took ${Math.round(took)} ms`); // quadratic work takes minutes
  }
});
