import { alignTokens, byteString, type WrittenToken } from "./align_tokens.ts";
import { tokenBytes } from "./token_bytes.ts";
import type { Codec, TokenizerFiles } from "./tokenizer.ts";

/**
 * A tokenizer of any kind, by Hugging Face's own JavaScript. It is slower than our byte-level BPE, and
 * normalises by a later Unicode than the Rust tokenizer does.
 *
 * @param files The tokenizer's files.
 * @returns Ids of texts, and texts of ids.
 * @throws {TypeError} If the files are of a kind that it does not know either.
 * @see https://github.com/huggingface/tokenizers.js
 */
export async function fallbackTokenizer({ name, tokenizer, config }: TokenizerFiles): Promise<Codec> {
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
