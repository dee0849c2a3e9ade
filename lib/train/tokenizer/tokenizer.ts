import type { ChatTemplate } from "../template/chat_template.ts";

/** Token ids of a text with their places. */
export interface PlacedTokens {
  /** The token ids. */
  ids: number[];
  /** For each token, the UTF-16 index of the first character that it holds a part of. */
  starts: Int32Array;
  /** For each token, the UTF-16 index behind the last character that it holds a part of. */
  ends: Int32Array;
}

/** Encodes texts to token ids, and decodes token ids to texts. */
export interface Codec {
  /** How many tokens there are, added ones included. A model may have room for more. */
  readonly size: number;
  /**
   * The ids of a text. Special and other added tokens in the text are recognised; none is added around it.
   *
   * @param text The text. A lone surrogate counts as U+FFFD.
   * @returns The ids, as Python's `encode(text, add_special_tokens=False)` gives them.
   */
  encode(text: string): number[];
  /**
   * The ids of a text, and the characters that each token stands for. Tokens that share a character both have it;
   * where normalisation changed a stretch of text, each of its tokens has the whole stretch.
   *
   * @param text The text.
   * @returns The ids, as `encode` gives them, with their places.
   */
  encodeWithPlaces(text: string): PlacedTokens;
  /**
   * The text of some ids, special tokens included.
   *
   * @param ids Token ids.
   * @returns The text; bytes that are no character are U+FFFD.
   * @throws {RangeError} If the tokenizer has no token of an id, such as the label -100.
   */
  decode(ids: ArrayLike<number>): string;
  /**
   * The id of a token.
   *
   * @param token The token as its files write it: `<|im_end|>`, `Ġthe`.
   * @returns Its id; undefined if there is no such token.
   */
  tokenId(token: string): number | undefined;
}

/** Text to token ids and back, as the tokenizer of a model does it. */
export interface Tokenizer extends Codec {
  /** The tokenizer's name: `Qwen2.5`, a folder, a hub id. */
  readonly name: string;
  /** The chat template, in Jinja; undefined if its files have none. */
  readonly chatTemplate: string | undefined;
  /**
   * The chat template with the tokens that it may write, for `applyTemplate`; undefined if the tokenizer's files
   * have none.
   */
  readonly template: ChatTemplate | undefined;
  /** Special tokens under the names that templates use: `eos_token`, `pad_token`, …; only those it has. */
  readonly specialTokens: Readonly<Record<string, string>>;
  /**
   * The text of one token, to show it.
   *
   * @param id The token's id.
   * @returns Its text: ` the`, where its files write `Ġthe`; U+FFFD for bytes that are no whole character.
   * @throws {RangeError} If there is no such token.
   */
  tokenText(id: number): string;
}
