/** Ids that Rust's tokenizer gave, on texts where tokenizers differ. */
import { assert, assertEquals } from "@std/assert";
import { loadTokenizer, type Tokenizer } from "tracebook";
import { makeTokenizer } from "../../../lib/train/mod.ts";
import { smallFiles } from "./small_files.ts";
import { repositoryUrl } from "../../repository.ts";

async function golden(name: string): Promise<[text: string, ids: number[]][]> {
  const file = repositoryUrl(`tests/fixtures/train/${name}.golden.json`);
  return JSON.parse(await Deno.readTextFile(file));
}

const tokenizers: Record<string, () => Promise<Tokenizer>> = {
  qwen: loadTokenizer,
  small: () => makeTokenizer(smallFiles),
};

for (const [name, make] of Object.entries(tokenizers)) {
  Deno.test(`ids are those of the Rust tokenizer: ${name}`, async () => {
    const tokenizer = await make();
    const cases = await golden(name);
    assert(cases.length > 500, `${cases.length} cases`);
    const wrong = cases.filter(([text, ids]) => `${tokenizer.encode(text)}` !== `${ids}`)
      .map(([text, expected]) => ({ text, expected, got: tokenizer.encode(text) }));
    assertEquals(wrong, []);
  });
}

Deno.test("ids are those of the Rust tokenizer: all texts in one, with a special token after each", async () => {
  const tokenizer = await loadTokenizer();
  const cases = (await golden("qwen")).filter(([text]) => !/[<|]/.test(text));
  assert(cases.length > 500, `${cases.length} cases`);
  const joined = cases.map(([text]) => `${text}<|im_end|>`).join("");
  assertEquals(tokenizer.encode(joined), cases.flatMap(([, ids]) => [...ids, 151645]));
});
