/** The parsed files of a tokenizer, for `makeTokenizer`. */
export interface LoadedTokenizer {
  /** The folder or hub id as it was given. */
  name: string;
  /** The parsed `tokenizer.json`. */
  tokenizer: Record<string, unknown>;
  /** The parsed `tokenizer_config.json`, with the chat template in `chat_template`. */
  config: Record<string, unknown>;
}
