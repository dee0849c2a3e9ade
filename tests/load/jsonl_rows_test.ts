import { assertEquals, assertMatch, assertRejects } from "@std/assert";
import { LoadError, loadTraces, type Trace } from "tracebook";
import { fileRows } from "../../lib/load/file_rows.ts";
import { orderedRows } from "../../lib/load/ordered_rows.ts";
import { sourceRows } from "../../lib/load/row_views.ts";
import { inFolder } from "../in_folder.ts";

const rows: Trace[] = ["", "\ufeffmark", "nul\0in", "e\u0301 \u0301", "😀\u2028", "lone \ud800"].map((
  value,
  i,
) => ({
  id: `id-${i}`,
  conversations: [{ from: "human", value }, { from: "gpt", value: "ok" }],
  category: i % 2 ? "A" : null,
}));
const lines = rows.map((row) => JSON.stringify(row));

/** Runs `use` on a file with this content, then removes it. */
async function withFile(name: string, content: string | Uint8Array, use: (path: string) => Promise<void>) {
  const folder = await Deno.makeTempDir();
  const path = `${folder}/${name}`;
  await Deno.writeFile(path, typeof content === "string" ? new TextEncoder().encode(content) : content);
  try {
    await use(path);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

async function gzip(text: string): Promise<Uint8Array> {
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

const shapes: Record<string, string> = {
  "one newline after each line": lines.join("\n") + "\n",
  "no newline at the end": lines.join("\n"),
  "carriage returns": lines.join("\r\n") + "\r\n",
  "blank lines": `\n${lines.join("\n\n  \t\r\n")}\n\n`,
  "a byte order mark": "\ufeff" + lines.join("\n"),
};

for (const [shape, text] of Object.entries(shapes)) {
  Deno.test(`a .jsonl file is read line by line: ${shape}`, async () => {
    await withFile("a.jsonl", text, async (path) => {
      const dataset = loadTraces(path);
      assertEquals(await dataset.toArray(), rows);
      assertEquals(await dataset.count(), rows.length);
      assertEquals(await dataset.select([4, 1, 1]).toArray(), [rows[4]!, rows[1]!, rows[1]!]);
      assertEquals(await dataset.labels("category"), rows.map((row) => row.category ?? null));
      assertEquals(await dataset.columns(), ["id", "conversations", "category"]);
    });
  });
}

Deno.test("a .jsonl.gz file is unpacked while it is read, also one of several members", async () => {
  const [first, second] = [
    await gzip(lines.slice(0, 2).join("\n") + "\n"),
    await gzip(lines.slice(2).join("\n")),
  ];
  await withFile("a.jsonl.gz", await gzip(lines.join("\n")), async (path) => {
    assertEquals(await loadTraces(path).toArray(), rows);
    assertEquals(await loadTraces(path).first(), rows[0]);
  });
  await withFile("b.jsonl.gz", new Uint8Array([...first, ...second]), async (path) => {
    assertEquals(await loadTraces(path).toArray(), rows);
  });
  await withFile("c.jsonl.gz", first.subarray(0, first.length - 20), async (path) => {
    await assertRejects(() => loadTraces(path).toArray(), LoadError, "gzip data is damaged or cut short");
  });
});

Deno.test("an empty .jsonl file has no traces", async () => {
  await withFile("a.jsonl", "", async (path) => {
    assertEquals(await loadTraces(path).toArray(), []);
    assertEquals(await loadTraces(path).columns(), []);
  });
});

Deno.test("a bad line is refused by file, row and line", async () => {
  const bad: [line: string, message: RegExp, field?: string][] = [
    ['{"id": "a", "conv', /it is not JSON \(.+\)\. Every line/],
    ["[1]", /it is a list, not an object/],
    ["7", /it is the number 7, not an object/],
    ['{"id": "a"}', /id "a", conversations: it is missing, but a list is needed/, "conversations"],
    [
      '{"id": "a", "conversations": [{"from": "gpt"}]}',
      /conversations\[0\]\.value: it is missing/,
      "conversations[0].value",
    ],
  ];
  for (const [line, message, field] of bad) {
    await withFile("a.jsonl", `${lines[0]}\n\n${line}\n${lines[1]}\n`, async (path) => {
      const error = await assertRejects(() => loadTraces(path).toArray(), LoadError);
      assertMatch(error.message, message);
      assertEquals([error.file, error.row, error.line, error.field], [path, 1, 3, field]);
    });
  }
});

Deno.test("a line that is not UTF-8 is refused", async () => {
  await withFile("a.jsonl", new Uint8Array([0x22, 0xff, 0x22, 0x0a]), async (path) => {
    await assertRejects(() => loadTraces(path).toArray(), LoadError, "line 1");
  });
});

Deno.test("a trace of megabytes comes through whole", async () => {
  const value = "é".repeat(4_000_000);
  const text = JSON.stringify({ id: "big", conversations: [{ from: "tool", value }] });
  await withFile("a.jsonl", `${text}\n${lines[0]}\n`, async (path) => {
    const traces = await loadTraces(path).toArray();
    assertEquals(traces[0]!.conversations[0]!.value === value, true);
    assertEquals(traces[1], rows[0]);
  });
});

Deno.test("rows in any order are found by where their lines begin: past a byte order mark, blank lines, other line ends", async () => {
  await inFolder(async (folder) => {
    const path = `${folder}/a.jsonl`;
    const line = (id: number) =>
      JSON.stringify({ id: `é${id}`, conversations: [{ from: "human", value: "ü".repeat(id) }] });
    const lines = Array.from({ length: 40 }, (_, id) => line(id) + (id % 3 ? "\n" : "\r\n\n  \n"));
    await Deno.writeTextFile(path, `\ufeff${lines.join("").trimEnd()}`);
    const order = Array.from({ length: 60 }, (_, i) => (i * 7) % 40);
    const rows = sourceRows(fileRows({ kind: "local", path }), "here");
    const all = await Array.fromAsync(rows.read());
    const read = await Array.fromAsync(orderedRows(rows, () => Promise.resolve(order), 1).read());
    assertEquals(read, order.map((row) => all[row]!));
    assertEquals([read[1]!.id, read[1]!.source], ["é7", "here"]);
    await Deno.writeTextFile(path, "changed");
    await assertRejects(
      () => Array.fromAsync(orderedRows(rows, () => Promise.resolve(order), 1).read()),
      LoadError,
      path,
    );
  });
});
