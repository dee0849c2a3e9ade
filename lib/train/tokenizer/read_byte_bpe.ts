import { isObject } from "../../trace/is_object.ts";
import { readAddedTokens } from "./added_tokens.ts";
import type { ByteBpe } from "./byte_bpe.ts";
import { readMerges } from "./merge_table.ts";
import { rustNfc } from "./nfc.ts";
import { readWords } from "./read_words.ts";
import type { TokenizerFiles } from "./tokenizer.ts";
import { readVocabulary } from "./vocabulary.ts";

/**
 * Reads the files of a byte-level BPE tokenizer: those of Qwen, Llama 3, GPT-2 and their kin.
 *
 * @param files The tokenizer's files.
 * @returns What it is made of; undefined if it is of another kind, or does something that is not known here.
 * @throws {TypeError} If its vocabulary or merges cannot be read.
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

/** What a normaliser does; undefined if it is not known here. */
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
