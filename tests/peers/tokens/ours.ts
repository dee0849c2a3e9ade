/**
 * `ours.ts FOLDER TEXTS IDS`: encodes the texts (one JSON string a line) with the tokenizer of a folder, and writes for
 * each the number of its ids and the ids, as 32-bit integers. FOLDER may be `embedded`.
 *
 * @module
 */
import { embeddedTokenizer, loadTokenizerFiles, makeTokenizer } from "tracebook";

const [folder, texts, out] = Deno.args as [string, string, string];
const tokenizer = folder === "embedded"
  ? await embeddedTokenizer()
  : await makeTokenizer(await loadTokenizerFiles(folder));

const file = await Deno.open(out, { write: true, create: true, truncate: true });
const writer = file.writable.getWriter();
for (const line of (await Deno.readTextFile(texts)).split("\n")) {
  if (line === "") continue;
  const ids = tokenizer.encode(JSON.parse(line));
  await writer.write(new Uint8Array(Int32Array.of(ids.length, ...ids).buffer));
}
await writer.close();
