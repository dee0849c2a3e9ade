import { type Displayable, displayable, type Table, table } from "../../display/mod.ts";
import { counted } from "../../display/numbers.ts";
import { readChatTemplate, type TokenizerConfig } from "../template/chat_template.ts";
import { contentOf, SPECIAL_NAMES } from "./added_tokens.ts";
import { byteBpe } from "./byte_bpe.ts";
import { readByteBpe } from "./read_byte_bpe.ts";
import { fallbackTokenizer } from "./fallback_tokenizer.ts";
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
 * import { makeTokenizer } from "tracebook";
 *
 * // the 256 bytes as byte-level BPE writes them, and one merge
 * const bytes = Array.from({ length: 0x144 }, (_, unit) => String.fromCharCode(unit))
 *   .filter((char) => /[!-~\u00a1-\u0143]/.test(char) && char !== "\u00ad");
 * const tokenizer = await makeTokenizer({
 *   name: "tiny",
 *   tokenizer: {
 *     pre_tokenizer: { type: "ByteLevel", add_prefix_space: false },
 *     decoder: { type: "ByteLevel" },
 *     model: {
 *       type: "BPE",
 *       vocab: Object.fromEntries([...bytes, "he"].map((token, id) => [token, id])),
 *       merges: ["h e"],
 *     },
 *   },
 *   config: { eos_token: "</s>" },
 * });
 * assertEquals(tokenizer.encode("he</s>"), [256, 257]);
 * assertEquals(tokenizer.decode([256, 257]), "he</s>");
 * ```
 */
export async function makeTokenizer(files: TokenizerFiles): Promise<Tokenizer & Displayable> {
  const { name, config } = files;
  const model = readByteBpe(files);
  const codec = model ? byteBpe(model) : await fallbackTokenizer(files);
  const specialTokens = Object.fromEntries(
    SPECIAL_NAMES.map((key) => [key, contentOf(config[key])] as const)
      .filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
  const tokenizer: Tokenizer = {
    name,
    chatTemplate: chatTemplateOf(config.chat_template),
    template: config.chat_template ? readChatTemplate(config as TokenizerConfig) : undefined,
    specialTokens,
    ...codec,
    tokenText: (id) => codec.decode([id]),
  };
  madeFrom.set(tokenizer, files);
  return displayable(tokenizer, () => {
    const { html, text } = overview(tokenizer);
    return { "text/html": html, "text/plain": text };
  });
}

const madeFrom = new WeakMap<Tokenizer, TokenizerFiles>();

/**
 * The files that a tokenizer was made from, to make it again on another thread.
 *
 * @param tokenizer The tokenizer.
 * @returns Its files.
 * @throws {TypeError} If `makeTokenizer` did not make it.
 */
export function filesOf(tokenizer: Tokenizer): TokenizerFiles {
  const files = madeFrom.get(tokenizer);
  if (files) return files;
  throw new TypeError(
    `Cannot send the tokenizer ${tokenizer.name} to another thread: make it by makeTokenizer, or use one worker`,
  );
}

function overview({ name, size, specialTokens, chatTemplate }: Tokenizer): Table {
  const template = chatTemplate === undefined ? "none" : counted(chatTemplate.length, "character");
  const rows = { tokens: size, ...specialTokens, "chat template": template };
  return table(
    Object.entries(rows).map(([what, value]) => ({ what, value })),
    [{ key: "what", label: name }, { key: "value", label: "", align: "left" }],
  );
}

/** A template, or the one called `default` of several. */
function chatTemplateOf(entry: unknown): string | undefined {
  if (typeof entry === "string") return entry;
  const templates = Array.isArray(entry) ? entry as { name?: unknown; template?: unknown }[] : [];
  const template = templates.find(({ name }) => name === "default")?.template;
  return typeof template === "string" ? template : undefined;
}
