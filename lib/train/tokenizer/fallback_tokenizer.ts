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
  const theirs = made(() => new Tokenizer(tokenizer, config), name);
  return {
    size: theirs.get_vocab().size,
    encode: (text) => theirs.encode(text.toWellFormed(), { add_special_tokens: false }).ids,
    decode(list) {
      const ids = Array.from(list);
      for (const id of ids) {
        if (theirs.id_to_token(id) !== undefined) continue;
        throw new RangeError(`Cannot decode ${id}: the tokenizer has no token with this id`);
      }
      const plain = { skip_special_tokens: false, clean_up_tokenization_spaces: false };
      return ids.length === 0 ? "" : theirs.decode(ids, plain);
    },
    tokenId: (token) => theirs.token_to_id(token),
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
