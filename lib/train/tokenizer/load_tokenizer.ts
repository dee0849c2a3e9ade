import type { Displayable } from "../../display/mod.ts";
import { type LoadOptions, loadTokenizerFiles } from "../../load/mod.ts";
import { embeddedTokenizer, makeTokenizer } from "./make_tokenizer.ts";
import type { Tokenizer } from "./tokenizer.ts";

/**
 * Loads a tokenizer: the embedded one of Qwen2.5, or that of a folder or of the hub.
 *
 * A folder holds `tokenizer.json`, `tokenizer_config.json` and, in newer layouts, `chat_template.jinja`. What is no
 * folder is a hub id, `owner/name` or `owner/name@revision`. The embedded tokenizer is made at the first call, in about
 * half a second, and is the same one afterwards.
 *
 * @param source The folder's path, or the hub id; `hf:` in front of it leaves no doubt. @default {Qwen2.5's tokenizer, which comes with Tracebook}
 * @param options How to reach the hub, how to end the loading, and where to show its progress.
 * @returns The tokenizer. In a notebook it shows as a table.
 * @throws {LoadError} If there is no such folder or id, or a file is missing or broken.
 * @throws {TypeError} If the files are not those of a tokenizer.
 *
 * @example
 * ```ts
 * import { assertEquals, assertRejects } from "@std/assert";
 * import { LoadError, loadTokenizer } from "tracebook";
 *
 * const tokenizer = await loadTokenizer();
 * const ids = tokenizer.encode("<|im_start|>Hello, traces!");
 * assertEquals(ids, [151644, 9707, 11, 34383, 0]);
 * assertEquals(ids.map(tokenizer.tokenText), ["<|im_start|>", "Hello", ",", " traces", "!"]);
 * await assertRejects(() => loadTokenizer("./no_such_folder"), LoadError, "there is no such folder");
 * ```
 */
export async function loadTokenizer(
  source?: string,
  options: LoadOptions = {},
): Promise<Tokenizer & Displayable> {
  options.signal?.throwIfAborted();
  if (source === undefined) return await embeddedTokenizer();
  return await makeTokenizer(await loadTokenizerFiles(source, options));
}
