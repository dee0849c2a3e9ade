import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { endsWithin, hasEnded } from "../process_gone.ts";
import { type Answered, RelayClient, startRelay } from "./relay_client.ts";

/** What a cell showed: texts, values, errors. */
const shown = ({ published }: Answered) =>
  published.filter(({ type }) => type !== "execute_input").map(({ type, content }) =>
    type === "stream" ? content.text : type === "error" ? content.ename : content.data?.["text/plain"]
  );

/** The error of a cell, which is also its reply. */
function failure(answered: Answered): { ename: string; evalue: string; traceback: string[] } {
  const { content } = answered.published.at(-1)!;
  const { ename, evalue, traceback } = answered.reply.content;
  assertEquals({ ename, evalue, traceback }, content);
  assertEquals(answered.reply.content.status, "error");
  return content;
}

/** Runs a test with a relay and a client. */
function withRelay(name: string, test: (client: RelayClient, pid: number) => Promise<void>): void {
  Deno.test(`relay: ${name}`, async () => {
    await using relay = await startRelay();
    await using client = await RelayClient.connect(relay);
    await test(client, relay.process.pid);
  });
}

withRelay("every output comes to its own cell before the cell ends, of 100 sent at once", async (client) => {
  const code = (cell: number) =>
    `console.log("a ${cell}"); console.error("b ${cell}");\n` +
    (cell % 5 === 2 ? `throw new RangeError("c ${cell}")` : `"c ${cell}"`);
  const sent = Array.from(
    { length: 100 },
    (_, cell) => client.send("execute_request", { code: code(cell), silent: false, stop_on_error: false }),
  );
  for (const [cell, id] of sent.entries()) {
    const answered = await client.answered(id);
    const last = cell % 5 === 2 ? "RangeError" : `"c ${cell}"`;
    assertEquals(shown(answered), [`a ${cell}\n`, `b ${cell}\n`, last]);
    assertEquals(answered.reply.content.execution_count, cell + 1);
    const own = client.heard.filter(({ parent }) => parent === id);
    assertEquals([own[0]!.content.execution_state, own.at(-1)!.content.execution_state], ["busy", "idle"]);
    assertEquals(own[1]!.content, { code: code(cell), execution_count: cell + 1 });
  }
});

withRelay("errors say what and where", async (client) => {
  const unparsed = failure(await client.run("const a = 1;\nconst b = ;"));
  assertEquals(unparsed.ename, "SyntaxError");
  assertMatch(unparsed.evalue, /\(line 2, column 11 of the cell\)$/);
  assertStringIncludes(unparsed.traceback.join("\n"), "2 | const b = ;\n");
  assertEquals(failure(await client.run(`throw "text"`)).traceback, ["Error: text"]);
  const picture = `({ [Symbol.for("Jupyter.display")]() { throw new RangeError("no picture"); } })`;
  assertEquals(failure(await client.run(picture)).evalue, "no picture");
  const lost = await client.run(
    `Promise.reject(new Error("lost")); await new Promise((r) => setTimeout(r, 20));`,
  );
  assertStringIncludes(shown(lost).join(""), "Uncaught (in promise) Error: lost");
});

withRelay(
  "a loop is interrupted and keeps its variables; what waits is ended, and says so",
  async (client) => {
    const interrupted = async (code: string) => {
      const id = client.send("execute_request", { code, silent: false });
      await client.until(() =>
        client.heard.some(({ type, content }) => type === "stream" && content.text === "on\n")
      );
      const asked = performance.now();
      assertEquals((await client.ask("interrupt_request", {}, "control")).reply.content, { status: "ok" });
      const answered = await client.answered(id);
      client.heard.length = 0;
      return { ...failure(answered), ms: performance.now() - asked };
    };
    const loop = await interrupted(
      `globalThis.kept = 1; console.log("on"); await 0; while (true) {}`.replace("await 0; ", ""),
    );
    assertEquals([loop.ename, loop.evalue], ["Interrupted", "the cell was interrupted"]);
    assert(loop.ms < 250, `${loop.ms} ms`);
    assertEquals(shown(await client.run("kept")), ["1"]);
    const wait = await interrupted(`console.log("on"); await new Promise(() => {})`);
    assertStringIncludes(wait.evalue, "all variables are gone");
    assertEquals(shown(await client.run("typeof kept")), [`"undefined"`]);
  },
);

withRelay("an interrupt without a cell is answered, and ends nothing", async (client) => {
  await client.run("globalThis.kept = 1");
  assertEquals((await client.ask("interrupt_request", {}, "control")).reply.content, { status: "ok" });
  assertEquals(shown(await client.run("kept")), ["1"]);
});

withRelay(
  "a cell that ends its kernel is told how, and the next one runs in a new kernel",
  async (client) => {
    const exit = failure(await client.run("Deno.exit(3)"));
    assertEquals(exit.ename, "KernelError");
    assertStringIncludes(exit.evalue, "the kernel ended with exit code 3 before the cell did");
    const next = await client.run("1 + 1");
    assertEquals([shown(next), next.reply.content.execution_count], [["2"], 2]);
  },
);

withRelay("cells sent before an error are not run, later ones are", async (client) => {
  const sent = ["globalThis.ran = 0", "throw 1", "ran = 1", "ran = 2"].map((code) =>
    client.send("execute_request", { code, silent: false })
  );
  const [, failed, ...others] = await Promise.all(sent.map((id) => client.answered(id)));
  assertEquals(failed!.reply.content.status, "error");
  assertEquals(others.map(({ reply }) => reply.content.status), ["aborted", "aborted"]);
  // one that was sent before the error and comes after it, as from a client with a queue of its own
  const late = client.send(
    "execute_request",
    { code: "ran = 3" },
    "shell",
    new Date(Date.now() - 1000).toISOString(),
  );
  assertEquals((await client.answered(late)).reply.content.status, "aborted");
  assertEquals(shown(await client.run("ran")), ["0"]);
});

withRelay("a cell asks, and is answered", async (client) => {
  client.answer = (prompt) => `${prompt} forty-two`;
  assertEquals(shown(await client.run(`prompt("How many?")`, { allow_stdin: true })), [
    `"How many? forty-two"`,
  ]);
});

withRelay("kernel info, history and completeness do not wait for a cell", async (client) => {
  await client.run("1 + 1");
  const running = client.send("execute_request", {
    code: "await new Promise((r) => setTimeout(r, 1500)); 5",
    silent: false,
  });
  const begun = performance.now();
  const { reply } = await client.ask("kernel_info_request");
  assertEquals([reply.content.status, reply.content.language_info.name], ["ok", "typescript"]);
  const tail = await client.ask("history_request", { hist_access_type: "tail", n: 1 });
  assertEquals(tail.reply.content.history, [[1, 2, "await new Promise((r) => setTimeout(r, 1500)); 5"]]);
  const one = await client.ask("history_request", {
    hist_access_type: "search",
    pattern: "1*",
    output: true,
  });
  assertEquals(one.reply.content.history, [[1, 1, ["1 + 1", "2"]]]);
  const open = await client.ask("is_complete_request", { code: "function f() {" });
  assertEquals(open.reply.content, { status: "incomplete", indent: "  " });
  assertEquals((await client.ask("comm_info_request")).reply.content, { status: "ok", comms: {} });
  assert(performance.now() - begun < 1000, "they waited");
  // that the cell still runs is said again, for clients that show the last state
  await client.until(() => client.heard.at(-1)!.parent === running);
  assertEquals(client.heard.at(-1)!.content.execution_state, "busy");
  assertEquals(shown(await client.answered(running)), ["5"]);
});

withRelay("names are completed", async (client) => {
  await client.run("globalThis.tracebookish = 1");
  const { reply } = await client.ask("complete_request", { code: "tracebooki", cursor_pos: 10 });
  assertEquals([reply.content.status, reply.content.matches], ["ok", ["tracebookish"]]);
});

withRelay("names are looked up, and nothing is called", async (client) => {
  await client.run("const here = { a: [1] }; function add(a, b = {}) { globalThis.called = 1; }");
  const found = async (code: string, cursor_pos = code.length) =>
    (await client.ask("inspect_request", { code, cursor_pos, detail_level: 0 })).reply.content
      .data["text/plain"];
  assertEquals(await found("f(here.a"), "here.a: [ 1 ]");
  assertEquals(await found("😀; add(here)", 5), "add: function add(a, b = {})");
  assertEquals([await found("nothing"), await found("add()"), await found("1 +")], [
    undefined,
    undefined,
    undefined,
  ]);
  assertEquals(shown(await client.run("typeof called")), [`"undefined"`]);
});

withRelay("a display is changed by a later cell", async (client) => {
  const show = (type: string, text: string) =>
    `await Deno.jupyter.broadcast("${type}", { data: { "text/plain": "${text}" }, metadata: {}, transient: { display_id: "d" } })`;
  const first = await client.run(show("display_data", "one"));
  const second = await client.run(show("update_display_data", "two"));
  assertEquals([first, second].map(({ published }) => published.at(-1)!.type), [
    "display_data",
    "update_display_data",
  ]);
  assertEquals(second.published.at(-1)!.content.transient, { display_id: "d" });
});

withRelay("floods and large displays arrive whole", async (client) => {
  const flood = await client.run("for (let i = 0; i < 100_000; i++) console.log(i)");
  assertEquals(shown(flood).join("").split("\n").length, 100_001);
  const large = await client.run(
    `await Deno.jupyter.broadcast("display_data", { data: { "text/plain": "x".repeat(20e6) }, metadata: {}, transient: {} }); 1`,
  );
  assertEquals(shown(large).map((text) => text.length), [20e6, 1]);
});

withRelay("silent cells are not counted", async (client) => {
  const silent = await client.run("globalThis.quiet = 1", { silent: true });
  assertEquals(silent.published, []);
  assertEquals((await client.run("quiet")).reply.content.execution_count, 1);
});

withRelay("a heartbeat comes back as it is", async (client, pid) => {
  const beat = [new Uint8Array(), new TextEncoder().encode("ping")];
  assertEquals(await client.beat(beat), beat);
  assert(!hasEnded(pid));
});

Deno.test("relay: two clients hear the same, and only the one that sent the cell is asked", async () => {
  await using relay = await startRelay();
  await using first = await RelayClient.connect(relay);
  await using second = await RelayClient.connect(relay);
  await second.ask("kernel_info_request"); // its subscription has arrived
  first.answer = () => "first";
  second.answer = () => "second";
  const id = second.send("execute_request", { code: `prompt("Who?")`, silent: false, allow_stdin: true });
  assertEquals(shown(await second.answered(id)), [`"second"`]);
  await first.until(() =>
    first.heard.some(({ parent, content }) => parent === id && content.execution_state === "idle")
  );
  const heard = first.heard.filter(({ parent, type }) => parent === id && type === "execute_result");
  assertEquals(heard.map(({ content }) => content.data["text/plain"]), [`"second"`]);
});

Deno.test("relay: what is signed by another key is not run", async () => {
  await using relay = await startRelay();
  await using client = await RelayClient.connect(relay);
  await client.ask("kernel_info_request");
  await using stranger = await RelayClient.connect(relay, "another key");
  stranger.send("execute_request", { code: "globalThis.entered = 1", silent: false });
  assertEquals(shown(await client.run("typeof entered")), [`"undefined"`]);
});

Deno.test("relay: from any folder a cell finds Tracebook, and its own files", async () => {
  const folder = await Deno.realPath(await Deno.makeTempDir());
  try {
    await Deno.writeTextFile(`${folder}/here.txt`, "read");
    await using relay = await startRelay(folder);
    await using client = await RelayClient.connect(relay);
    const code =
      `import { shorten } from "tracebook/python"; [Deno.cwd(), Deno.readTextFileSync("here.txt"), shorten("0  1", 9)].join()`;
    assertEquals(shown(await client.run(code)), [`"${folder},read,0 1"`]);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("relay: only this machine is served", async () => {
  await using relay = await startRelay(".", { ip: "0.0.0.0" });
  const { code, stderr } = await relay.ended;
  assertEquals(code, 2);
  assertStringIncludes(stderr, "Cannot listen on tcp://0.0.0.0");
});

/** The process of the kernel behind the relay. */
const childOf = async (client: RelayClient) => Number(shown(await client.run("Deno.pid"))[0]);

async function ends(pid: number): Promise<void> {
  assert(await endsWithin(pid, 3), `the process ${pid} still runs`);
}

Deno.test("relay: a shutdown is answered, and ends the relay and its kernel", async () => {
  await using relay = await startRelay();
  await using client = await RelayClient.connect(relay);
  const child = await childOf(client);
  const id = client.send("shutdown_request", { restart: false }, "control");
  await client.until(() =>
    client.heard.some(({ parent, type }) => parent === id && type === "shutdown_reply")
  );
  assertEquals((await relay.ended).code, 0);
  await ends(child);
});

for (const signal of ["SIGTERM", "SIGKILL", "SIGHUP"] as const) {
  Deno.test(`relay: ended by ${signal} in an endless loop, it leaves no kernel`, async () => {
    await using relay = await startRelay();
    await using client = await RelayClient.connect(relay);
    const child = await childOf(client);
    client.send("execute_request", { code: `console.log("on"); while (true) {}`, silent: false });
    await client.until(() => client.heard.some(({ content }) => content.text === "on\n"));
    relay.process.kill(signal);
    await relay.ended;
    await ends(child);
  });
}

Deno.test("relay: when its client's process has ended, it ends", async () => {
  const client = new Deno.Command(Deno.execPath(), {
    args: ["eval", "setInterval(() => {}, 1e6)"],
    stdout: "null",
  }).spawn();
  Deno.env.set("JPY_PARENT_PID", `${client.pid}`);
  try {
    await using relay = await startRelay();
    await using own = await RelayClient.connect(relay);
    const child = await childOf(own);
    client.kill("SIGKILL");
    await client.status;
    assertEquals((await relay.ended).code, 0);
    await ends(child);
  } finally {
    Deno.env.delete("JPY_PARENT_PID");
  }
});
