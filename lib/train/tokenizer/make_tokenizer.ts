import { type Displayable, displayable } from "../../display/mod.ts";
import { contentOf, SPECIAL_NAMES } from "./added_tokens.ts";
import { byteBpe } from "./byte_bpe.ts";
import { readByteBpe } from "./read_byte_bpe.ts";
import { referenceTokenizer } from "./reference_tokenizer.ts";
import type { Tokenizer, TokenizerFiles } from "./tokenizer.ts";

/**
 * Makes a tokenizer from its files. Byte-level BPE (Qwen, Llama 3, GPT-2 and their kin) is our own, with the
 * ids of Python's `tokenizers`; other kinds are Hugging Face's JavaScript.
 *
 * @param files The tokenizer's files, parsed.
 * @returns The tokenizer.
 * @throws {TypeError} If the files are not those of a tokenizer.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { embeddedTokenizer, makeTokenizer } from "tracebook";
 * ```
 */
export async function makeTokenizer(files: TokenizerFiles): Promise<Tokenizer & Displayable> {
  const { name, config } = files;
  const model = readByteBpe(files);
  const codec = model ? byteBpe(model) : await referenceTokenizer(files);
  const specialTokens = Object.fromEntries(
    SPECIAL_NAMES.map((key) => [key, contentOf(config[key])] as const)
      .filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
  const tokenizer: Tokenizer = {
    name,
    chatTemplate: chatTemplateOf(config.chat_template),
    specialTokens,
    ...codec,
    tokenText: (id) => codec.decode([id]),
  };
  return displayable(tokenizer, () => ({ "text/plain": `Tokenizer ${name}` }));
}

/** A template, or the one called `default` of several. */
function chatTemplateOf(entry: unknown): string | undefined {
  if (typeof entry === "string") return entry;
  const templates = Array.isArray(entry) ? entry as { name?: unknown; template?: unknown }[] : [];
  const template = templates.find(({ name }) => name === "default")?.template;
  return typeof template === "string" ? template : undefined;
}
