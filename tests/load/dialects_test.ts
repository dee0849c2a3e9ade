import { assertEquals, assertRejects, assertThrows } from "@std/assert";
import { datasetOf, LoadError, loadTraces, measureTraces, type Trace } from "tracebook";
import { checkRow } from "../../lib/load/check_row.ts";
import { toToolCallMessages } from "../../lib/train/mod.ts";
import { inFolder } from "../in_folder.ts";
import { repositoryUrl } from "../repository.ts";

const place = { file: "rows.jsonl", row: 7 };
const turns = (row: unknown) => checkRow(row, place).conversations.map(({ from, value }) => [from, value]);

Deno.test("OpenAI's messages become turns in the data set's layout", () => {
  const call = { id: "c1", type: "function", function: { name: "ls", arguments: '{"path":  "/"}' } };
  const row = {
    messages: [
      { role: "developer", content: "Be brief." },
      { role: "user", content: [{ type: "text", text: "List" }, { type: "text", text: " it." }] },
      {
        role: "assistant",
        content: null,
        reasoning_content: "Look.",
        tool_calls: [call, { ...call, id: "c2" }],
      },
      { role: "tool", tool_call_id: "c1", content: '{"files": []}' },
      { role: "tool", tool_call_id: "c2", content: "no é" },
      { role: "assistant", content: "Nothing there." },
    ],
    tools: [{ type: "function", function: { name: "ls" } }],
    category: "Files",
    other: 1,
  };
  assertEquals(turns(row), [
    ["system", "Be brief."],
    ["human", "List it."],
    [
      "gpt",
      "<think>\nLook.\n</think>\n" +
      '<tool_call>\n{"name": "ls", "arguments": {"path":  "/"}}\n</tool_call>\n'.repeat(2).trimEnd(),
    ],
    [
      "tool",
      '<tool_response>\n{"tool_call_id": "c1", "name": "ls", "content": {"files": []}}\n</tool_response>\n' +
      '<tool_response>\n{"tool_call_id": "c2", "name": "ls", "content": "no é"}\n</tool_response>',
    ],
    ["gpt", "Nothing there."],
  ]);
  const { conversations: _, ...rest } = checkRow(row, place);
  assertEquals(rest, { id: "7", tools: '[{"type":"function","function":{"name":"ls"}}]', category: "Files" });
});

Deno.test("arguments that are data are written as the data set writes them; the older function_call is read", () => {
  const given = { name: "add", arguments: { a: [1, 2.5, "é"], b: { c: null } } };
  const value =
    '<tool_call>\n{"name": "add", "arguments": {"a": [1, 2.5, "é"], "b": {"c": null}}}\n</tool_call>';
  for (
    const message of [{ tool_calls: [{ function: given }] }, { tool_calls: [given] }, {
      function_call: given,
    }]
  ) {
    assertEquals(turns({ messages: [{ role: "assistant", content: "", ...message }] }), [["gpt", value]]);
  }
});

Deno.test("what is not as OpenAI has it is named by its field", () => {
  const refused = (message: unknown, field: string, reason: string) => {
    const error = assertThrows(() => checkRow({ id: "a", messages: [message] }, place), LoadError);
    assertEquals([error.field, error.reason, error.row], [field, reason, 7]);
  };
  refused(5, "messages[0]", "it is the number 5, but an object is needed");
  refused(
    { role: "robot" },
    "messages[0].role",
    'it is "robot", but one of system, developer, user, assistant, tool, function is needed',
  );
  refused({ role: "user", content: 5 }, "messages[0].content", "it is the number 5, but a text is needed");
  refused(
    { role: "user", content: [{ type: "image_url" }] },
    "messages[0].content[0]",
    'it is a part of the type "image_url", but only text can be read',
  );
  refused(
    { role: "assistant", tool_calls: [{ function: { name: 1 } }] },
    "messages[0].tool_calls[0].function.name",
    "it is the number 1, but a text is needed",
  );
});

Deno.test("LLaMA-Factory: calls, observations, a system prompt and tools beside the turns", () => {
  const row = {
    conversations: [
      { from: "human", value: "Age?" },
      { from: "function_call", value: '{"name": "age", "arguments": {"year": 1990}}' },
      { from: "observation", value: '{"age": 31}' },
      {
        from: "function_call",
        value: '<think>\nTwo.\n</think>\n\n[{"name": "a", "arguments": "{\\"b\\": 1}"}, {"name": "c"}]',
      },
      { from: "gpt", value: "31." },
    ],
    system: "Count.",
    tools: "[]",
  };
  assertEquals(turns(row), [
    ["system", "Count."],
    ["human", "Age?"],
    ["gpt", '<tool_call>\n{"name": "age", "arguments": {"year": 1990}}\n</tool_call>'],
    ["tool", '<tool_response>\n{"age": 31}\n</tool_response>'],
    [
      "gpt",
      '<think>\nTwo.\n</think>\n<tool_call>\n{"name": "a", "arguments": {"b": 1}}\n</tool_call>\n' +
      '<tool_call>\n{"name": "c"}\n</tool_call>',
    ],
    ["gpt", "31."],
  ]);
  assertEquals(checkRow(row, place).tools, "[]");
});

Deno.test("ShareGPT: other names of roles, role and content, a conversation", () => {
  const said = [["human", "Hi"], ["gpt", "Hello"]];
  assertEquals(
    turns({ conversations: [{ from: "user", value: "Hi" }, { from: "chatgpt", value: "Hello" }] }),
    said,
  );
  assertEquals(
    turns({ conversation: [{ role: "user", content: "Hi" }, { role: "assistant", content: "Hello" }] }),
    said,
  );
  assertEquals(turns({ messages: [{ from: "human", value: "Hi" }, { from: "gpt", value: "Hello" }] }), said);
});

Deno.test("hermes-agent's trajectories: both kinds of rows, called by their prompt's number or their own", () => {
  const conversations: Trace["conversations"] = [{ from: "human", value: "Hi" }, {
    from: "gpt",
    value: "<think>\n</think>\nHello",
  }];
  const saved = { conversations, timestamp: "2026-01-01T00:00:00", model: "m", completed: true };
  const batch = {
    prompt_index: 3,
    conversations,
    metadata: {},
    completed: true,
    api_calls: 1,
    tool_stats: {},
  };
  assertEquals(checkRow(saved, place), { id: "7", conversations });
  assertEquals(checkRow(batch, place), { id: "3", conversations });
});

Deno.test("the data set's own rows are told what they need, and never read as another dialect", () => {
  const refused = (row: unknown, message: string) => {
    assertEquals(assertThrows(() => checkRow(row, place), LoadError).reason, message);
  };
  refused({ id: null, conversations: [] }, "it is null, but a text is needed");
  refused({ id: 5, conversations: [] }, "it is the number 5, but a text is needed");
  refused(
    { id: "a", conversations: [{ from: "robot", value: "" }] },
    'it is "robot", but one of system, human, gpt, tool is needed',
  );
  refused({ id: "a", conversations: "[]" }, 'it is "[]", but a list is needed');
  refused({ id: "a" }, "it is missing, but a list is needed");
  refused([], "it is a list, not an object");
});

Deno.test("messages with calls, made from the sample, are the sample again", async () => {
  const traces = await loadTraces("sample").toArray();
  for (const { id, conversations, tools } of traces) {
    const messages = toToolCallMessages({ conversations });
    const row = JSON.parse(JSON.stringify({ id, messages, tools }));
    const read: Trace = checkRow(row, place);
    assertEquals(read, { id, conversations, tools });
  }
});

Deno.test("a file may hold rows of several dialects, and another trace's row stays the number it is", async () => {
  await inFolder(async (folder) => {
    const rows = [
      { id: "a", conversations: [{ from: "human", value: "1" }] },
      { messages: [{ role: "user", content: "2" }] },
      { conversations: [{ from: "user", value: "3" }] },
    ];
    await Deno.writeTextFile(`${folder}/mixed.jsonl`, rows.map((row) => `${JSON.stringify(row)}\n`).join(""));
    const traces = loadTraces(`${folder}/mixed.jsonl`);
    assertEquals((await traces.toArray()).map(({ id, conversations }) => [id, conversations[0]!.value]), [
      ["a", "1"],
      ["1", "2"],
      ["2", "3"],
    ]);
    assertEquals(await traces.labels("id"), ["a", "1", "2"]);
    assertEquals(await datasetOf(await traces.toArray()).labels("id"), ["a", "1", "2"]);
  });
});

Deno.test("JSON, CSV, gzip and zstd hold the same rows", async () => {
  const { gzipSync, zstdCompressSync } = await import("node:zlib");
  const { stringify } = await import("@std/csv");
  const traces = await loadTraces("sample/kimi").take(20).toArray();
  const plain = traces.map(({ source: _, ...trace }) => trace);
  const lines = plain.map((trace) => `${JSON.stringify(trace)}\n`);
  const cells = plain.map((trace) => ({ ...trace, conversations: JSON.stringify(trace.conversations) }));
  const json = JSON.stringify(plain);
  const bytes = (text: string) => new TextEncoder().encode(text);
  const files: Record<string, Uint8Array> = {
    "a.json": bytes(json),
    "mark.json": bytes(`\ufeff${json}`),
    "a.json.gz": gzipSync(json),
    "a.csv": bytes(stringify(cells)),
    "a.csv.gz": gzipSync(stringify(cells)),
    "a.jsonl.zst": zstdCompressSync(lines.join("")),
    // as tools that work in parallel write it
    "frames.jsonl.zst": bytes(""),
  };
  const frames = [lines.slice(0, 9), lines.slice(9)].map((part) => zstdCompressSync(part.join("")));
  files["frames.jsonl.zst"] = Uint8Array.from(frames.flatMap((frame) => [...frame]));
  await inFolder(async (folder) => {
    for (const [name, content] of Object.entries(files)) {
      await Deno.writeFile(`${folder}/${name}`, content);
      const read = loadTraces(`${folder}/${name}`);
      assertEquals(await read.toArray(), plain, name);
      assertEquals([await read.count(), await read.labels("id")], [20, plain.map(({ id }) => id)], name);
      assertEquals(await read.columns(), await loadTraces(`${folder}/a.json`).columns(), name);
      assertEquals(await read.select([3, 1]).labels("id"), [plain[3]!.id, plain[1]!.id], name);
    }
    assertEquals(await loadTraces(folder).count(), 80, "a folder's .json files are left alone");
    await Deno.writeTextFile(`${folder}/one.json`, JSON.stringify(plain[0]));
    assertEquals(await loadTraces(`${folder}/one.json`).toArray(), [plain[0]!]);
  });
});

Deno.test("files of these formats that are damaged say so", async () => {
  await inFolder(async (folder) => {
    const { zstdCompressSync } = await import("node:zlib");
    const packed = zstdCompressSync(`${JSON.stringify({ id: "a", conversations: [] })}\n`.repeat(3000));
    const refused = async (name: string, content: string | Uint8Array, ...words: string[]) => {
      const path = `${folder}/${name}`;
      await Deno.writeFile(path, typeof content === "string" ? new TextEncoder().encode(content) : content);
      const { message } = await assertRejects(() => loadTraces(path).toArray(), LoadError);
      for (const word of [path, ...words]) assertEquals(message.includes(word), true, message);
    };
    await refused("cut.json", '[{"id": "a"', "it is not JSON", "with one row a line, call it .jsonl");
    await refused("number.json", "5", "it holds the number 5", "a list of rows");
    await refused(
      "row.json",
      '[{"id": "a", "conversations": []}, 5]',
      "row 1",
      "it is the number 5, not an object",
    );
    await refused("a.csv", 'id,conversations\n1,"[{', "it is not CSV");
    await refused(
      "repr.csv",
      "id,conversations\n1,\"[{'from': 'human'}]\"\n",
      "row 0",
      "its cell is not JSON",
      "json.dumps",
    );
    await refused(
      "cut.jsonl.zst",
      packed.subarray(0, packed.length - 20),
      "its zstd data is damaged or cut short",
    );
    await refused("none.jsonl.zst", "no zstd", "its zstd data is damaged or cut short");
    await refused("latin.json", new Uint8Array([34, 0xe9, 34]), "it is not valid UTF-8");
  });
});

const FIXTURES = repositoryUrl("tests/fixtures/load/dialects/");

for (const name of ["messages", "llama_factory", "hermes_agent", "native_tools"]) {
  Deno.test(`a dialect in parquet's own columns reads as the same rows in lines of JSON: ${name}`, async () => {
    const [parquet, lines] = ["parquet", "jsonl"].map((ending) =>
      loadTraces(new URL(`${name}.${ending}`, FIXTURES))
    );
    const rows = await lines!.toArray();
    const bare = ({ category, ...trace }: Trace) => ({
      ...trace,
      ...typeof category === "string" && { category },
    });
    assertEquals((await parquet!.toArray()).map(bare), rows.map(bare));
    assertEquals(await parquet!.count(), rows.length);
    assertEquals(await parquet!.labels("id"), rows.map(({ id }) => id));
    assertEquals(await parquet!.columns(), await lines!.columns());
    assertEquals(await parquet!.select([rows.length - 1]).labels("category"), [
      rows.at(-1)!.category ?? null,
    ]);
    assertEquals((await measureTraces(parquet!)).rows, rows.length);
  });
}
