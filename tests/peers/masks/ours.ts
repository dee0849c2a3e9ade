/**
 * `ours.ts TOKENIZER TEMPLATE TRACES OUT`: masks traces (`sample`, or a file with one a line) by both methods. Writes to
 * OUT the messages that are templated, a line of JSON a trace, and to OUT.bin, as 32-bit integers, for each trace four
 * lists with their lengths: the tutorial's ids and labels, uncut, and the conversation's. TOKENIZER is a folder; TEMPLATE
 * a file in Jinja, or `own`.
 *
 * @module
 */
import { buildMasked, loadTraces, maskTrace } from "tracebook";
import { loadTokenizerFiles } from "../../../lib/load/mod.ts";
import { conversationMessages, makeTokenizer, readChatTemplate } from "../../../lib/train/mod.ts";

const [folder, templateFile, source, out] = Deno.args as [string, string, string, string];
const files = await loadTokenizerFiles(folder);
const tokenizer = await makeTokenizer(files);
const template = templateFile === "own"
  ? undefined
  : readChatTemplate(files.config, await Deno.readTextFile(templateFile));
const uncut = { maxLength: 10_000_000, truncate: "keep_start", template } as const;

const lines: string[] = [];
const bin = await Deno.open(`${out}.bin`, { write: true, create: true, truncate: true });
const writer = bin.writable.getWriter();
for await (const trace of loadTraces(source)) {
  lines.push(JSON.stringify({
    conversations: trace.conversations,
    messages: conversationMessages(trace).map(({ role, content }) => ({ role, content })),
  }));
  const tutorial = buildMasked(trace, tokenizer, uncut.maxLength);
  // where the template moves texts, no labels are made of it
  const conversation = maskTrace(trace, tokenizer, uncut).records[0] ?? { input_ids: [], labels: [] };
  for (const list of [tutorial.input_ids, tutorial.labels, conversation.input_ids, conversation.labels]) {
    await writer.write(new Uint8Array(Int32Array.from([list.length].concat(list)).buffer));
  }
}
await writer.close();
await Deno.writeTextFile(out, lines.map((line) => `${line}\n`).join(""));
