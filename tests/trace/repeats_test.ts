import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { isDeepStrictEqual as equal } from "node:util";
import { callIds, readTrace, repeatedCalls, type Turn } from "../../lib/trace/mod.ts";

const call = (name: string, args: object = {}) =>
  `<tool_call>\n${JSON.stringify({ name, arguments: args })}\n</tool_call>`;
const gpt = (...calls: string[]): Turn => ({ from: "gpt", value: calls.join("\n") });
const repeats = (...conversations: Turn[]) =>
  repeatedCalls(readTrace({ conversations }).steps).map(({ name }) => name);

const read = call("read_file", { path: "a.txt", limit: 5 });

Deno.test("the same call again is a repeat, whatever the order of its arguments", () => {
  const turned = call("read_file", { limit: 5, path: "a.txt" });
  assertEquals(repeats(gpt(read), gpt(turned)), ["read_file"]);
});

Deno.test("other arguments, such as the next page, are no repeat", () => {
  assertEquals(repeats(gpt(read), gpt(call("read_file", { path: "a.txt", offset: 6, limit: 5 }))), []);
});

Deno.test("a call that may have changed the answer makes looking again no repeat", () => {
  assertEquals(repeats(gpt(read), gpt(call("patch", { path: "a.txt" })), gpt(read)), []);
  assertEquals(repeats(gpt(read), gpt(call("search_files", { pattern: "x" })), gpt(read)), ["read_file"]);
});

Deno.test("a command run twice in a row is a repeat, run after another command it is not", () => {
  const [test, list] = ["pytest -q", "ls"].map((command) => call("terminal", { command })) as [
    string,
    string,
  ];
  assertEquals(repeats(gpt(test), gpt(test), gpt(test)), ["terminal", "terminal"]);
  assertEquals(repeats(gpt(test), gpt(list), gpt(test)), []);
});

Deno.test("a command that shows something else the second time is no repeat, but for numbers", () => {
  const run = gpt(call("terminal", { command: "make" }));
  const shows = (output: string): Turn => ({
    from: "tool",
    value: `<tool_response>\n${
      JSON.stringify({ name: "terminal", content: { output, exit_code: 0 } })
    }\n</tool_response>`,
  });
  assertEquals(repeats(run, shows("built a"), run, shows("built b")), []);
  assertEquals(repeats(run, shows("in 12 ms, 3fa9c"), run, shows("in 7 ms, 88e1d")), ["terminal"]);
});

Deno.test("a reading that failed and then works was not made in vain, one that fails again or is refused was", () => {
  const search = gpt(call("web_search", { query: "tea" }));
  const shows = (content: object): Turn => ({
    from: "tool",
    value: `<tool_response>\n${JSON.stringify({ name: "web_search", content })}\n</tool_response>`,
  });
  const found = shows({ success: true, data: { web: [] } });
  const fails = shows({ error: "Error searching web: HTTP 503 Service Unavailable" });
  const refused = shows({ error: "BLOCKED: You have run this exact search 4 times in a row." });
  assertEquals(repeats(search, fails, search, found), []);
  assertEquals(repeats(search, search, found), []);
  assertEquals(repeats(search, fails, search, fails), ["web_search"]);
  assertEquals(repeats(search, found, search, refused), ["web_search"]);
});

Deno.test("polling and scrolling are no repeats", () => {
  const poll = call("process", { action: "poll", session_id: "proc_1" });
  const scroll = call("browser_scroll", { direction: "down" });
  assertEquals(repeats(gpt(poll), gpt(poll), gpt(scroll), gpt(scroll)), []);
});

Deno.test("a parallel batch of equal calls counts once", () => {
  assertEquals(repeats(gpt(read, read, read)), []);
  assertEquals(repeats(gpt(read), gpt(read, read)), ["read_file"]);
});

Deno.test("a call that could not be read repeats nothing", () => {
  const broken = "<tool_call>\n{broken}\n</tool_call>";
  assertEquals(repeats(gpt(broken), gpt(broken)), []);
});

Deno.test("waiting again and moving about in a page are no repeats, pressing Enter again is", () => {
  const wait = call("terminal", { command: "sleep 10" });
  const press = (key: string) => call("browser_press", { key });
  assertEquals(repeats(gpt(wait), gpt(wait), gpt(press("Tab")), gpt(press("Tab"))), []);
  assertEquals(repeats(gpt(press("Enter")), gpt(press("Enter"))), ["browser_press"]);
});

Deno.test("what is looked up anew because the person spoke is no repeat", () => {
  assertEquals(repeats(gpt(read), { from: "human", value: "I changed it." }, gpt(read)), []);
});

Deno.test("calls are the same by tool and arguments, however alike they look otherwise", () => {
  const alike = fc.array(
    fc.record({
      name: fc.constantFrom("a", "b"),
      arguments: fc.dictionary(
        fc.constantFrom("x", "y", "1"),
        fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.constantFrom("aaaaaaaaaaaaaaaaab", "aaaaaaaaaaaaaaaaba")),
        { maxKeys: 2 },
      ),
    }),
    { maxLength: 12 },
  );
  fc.assert(fc.property(alike, (list) => {
    const value = list.map(({ name, arguments: args }) => call(name, args)).join("\n");
    const { steps } = readTrace({ conversations: [{ from: "gpt", value }] });
    const calls = steps[0]?.calls ?? [];
    const ids = callIds(steps);
    for (const a of calls) {
      for (const b of calls) {
        assertEquals(ids.get(a) === ids.get(b), a.name === b.name && equal(a.arguments, b.arguments));
      }
    }
  }));
});
