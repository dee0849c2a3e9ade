/** Training data: traces to messages, text and token ids, with a label for each. */
export type { Tokenizer, TokenizerFiles } from "./tokenizer/tokenizer.ts";
export { makeTokenizer } from "./tokenizer/make_tokenizer.ts";
export { embeddedTokenizer } from "./tokenizer/embedded_tokenizer.ts";
