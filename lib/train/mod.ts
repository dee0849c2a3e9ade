/** From traces to what models are trained on: messages, chat templates, token ids. */
export * from "./messages/mod.ts";
export * from "./template/mod.ts";
export type { Codec, Tokenizer, TokenizerFiles } from "./tokenizer/tokenizer.ts";
export { makeTokenizer } from "./tokenizer/make_tokenizer.ts";
export { embeddedTokenizer } from "./tokenizer/embedded_tokenizer.ts";
export * from "./split/mod.ts";
export * from "./records/mod.ts";
