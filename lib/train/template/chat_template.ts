/** A chat template: how a tokenizer turns messages into one text. */
export interface ChatTemplate {
  /** The Jinja sources by name; most tokenizers have only `default`, some also `tool_use`. */
  sources: { [name: string]: string };
  /** Variables that the sources may write: `bos_token`, `eos_token` and the other named tokens. */
  variables: { [name: string]: string };
  /** Every special token; texts of messages should hold none. */
  specialTokens: string[];
}

/** The part of a `tokenizer_config.json` that is read. */
export interface TokenizerConfig {
  /** The Jinja source, or several with their names. */
  chat_template?: string | { name: string; template: string }[] | null;
  /** All tokens beyond the vocabulary, by id. */
  added_tokens_decoder?: { [id: string]: { content: string; special?: boolean } };
  /** Special tokens that have no name. */
  additional_special_tokens?: (string | { content: string })[] | null;
  /** `bos_token`, `eos_token`, … */
  [name: string]: unknown;
}

/** The tokens that have names, in the order of transformers. */
const NAMED_TOKENS = ["bos", "eos", "unk", "sep", "pad", "cls", "mask"].map((name) => `${name}_token`);

/**
 * Reads the chat template of a tokenizer's files.
 *
 * @param config The parsed `tokenizer_config.json`.
 * @param jinja The text of `chat_template.jinja`, where the tokenizer has one; it goes before the config's.
 * @returns The template.
 * @throws {RangeError} If there is none.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { readChatTemplate } from "../mod.ts";
 *
 * const source = "{% for message in messages %}{{ message.content + eos_token }}{% endfor %}";
 * const template = readChatTemplate({ chat_template: source, eos_token: { content: "</s>" } });
 * assertEquals(template.sources.default, source);
 * assertEquals(template.variables, { eos_token: "</s>" });
 * assertEquals(template.specialTokens, ["</s>"]);
 * ```
 * @see https://huggingface.co/docs/transformers/main/en/chat_templating
 */
export function readChatTemplate(config: TokenizerConfig, jinja?: string): ChatTemplate {
  const given = jinja ?? config.chat_template;
  if (!given?.length) {
    throw new RangeError(
      "Cannot read a chat template: the tokenizer's config has none; pass the text of its chat_template.jinja",
    );
  }
  const named = typeof given === "string" ? [{ name: "default", template: given }] : given;
  const variables = Object.fromEntries(
    NAMED_TOKENS.flatMap((name) => {
      const token = tokenText(config[name]);
      return token === undefined ? [] : [[name, token]];
    }),
  );
  const special = Object.values(config.added_tokens_decoder ?? {}).filter((token) => token.special);
  const unnamed = [...special, ...config.additional_special_tokens ?? []].flatMap((token) =>
    tokenText(token) ?? []
  );
  return {
    sources: Object.fromEntries(named.map(({ name, template }) => [name, template])),
    variables,
    specialTokens: [...new Set([...Object.values(variables), ...unnamed])],
  };
}

/** Returns a token's text: it is configured as text, or as a record with `content`. */
function tokenText(token: unknown): string | undefined {
  const text = typeof token === "object" && token !== null ? (token as { content?: unknown }).content : token;
  return typeof text === "string" ? text : undefined;
}
