/** From traces to what models are trained on: messages, chat templates. */
export * from "./messages/mod.ts";
export * from "./template/mod.ts";
