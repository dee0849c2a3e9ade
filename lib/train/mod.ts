/** From traces to what models are trained on: messages, chat templates, token ids, labels. */
export * from "./messages/mod.ts";
export * from "./template/mod.ts";
export * from "./mask/mod.ts";
export * from "./window/mod.ts";
export * from "./audit/mod.ts";
export type { Codec, PlacedTokens, Tokenizer, TokenizerFiles } from "./tokenizer/tokenizer.ts";
export { makeTokenizer } from "./tokenizer/make_tokenizer.ts";
export { embeddedTokenizer } from "./tokenizer/embedded_tokenizer.ts";
export * from "./split/mod.ts";
export * from "./records/mod.ts";
