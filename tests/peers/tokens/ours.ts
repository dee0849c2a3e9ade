/**
 * `ours.ts FOLDER LINES OUT`: encodes each line that is a JSON string with the tokenizer of a folder, and
 * decodes each that is a list of ids. Writes for each the number of its ids, or code points, and these, as
 * 32-bit integers. FOLDER may be `embedded`.
 *
 * @module
 */
import { loadTokenizer } from "tracebook";
import { loadTokenizerFiles } from "../../../lib/load/mod.ts";
import { makeTokenizer } from "../../../lib/train/mod.ts";

const [folder, lines, out] = Deno.args as [string, string, string];
const tokenizer = folder === "embedded"
  ? await loadTokenizer()
  : await makeTokenizer(await loadTokenizerFiles(folder));

const file = await Deno.open(out, { write: true, create: true, truncate: true });
const writer = file.writable.getWriter();
for (const line of (await Deno.readTextFile(lines)).split("\n")) {
  if (line === "") continue;
  const given: string | number[] = JSON.parse(line);
  const numbers = typeof given === "string"
    ? tokenizer.encode(given)
    : Array.from(tokenizer.decode(given), (char) => char.codePointAt(0)!);
  await writer.write(new Uint8Array(Int32Array.from([numbers.length].concat(numbers)).buffer));
}
await writer.close();
