/** A token beside the model's own, found in a text before anything else happens to it. */
export interface AddedToken {
  /** The token as texts hold it. */
  content: string;
  /** The token's id. */
  id: number;
  /** Whether the token is not found inside a word. */
  singleWord: boolean;
  /** Whether the token takes the spaces before it along. */
  lstrip: boolean;
  /** Whether the token takes the spaces after it along. */
  rstrip: boolean;
  /** Whether the token is searched in the normalised text. */
  normalized: boolean;
}

/** The model's own tokens, as far as added tokens depend on them. */
interface ModelTokens {
  readonly size: number;
  idOf(token: string): number | undefined;
}

/** The names under which `tokenizer_config.json` gives the tokens that templates can use. */
export const SPECIAL_NAMES = ["bos", "eos", "unk", "sep", "pad", "cls", "mask"].map((name) =>
  `${name}_token`
);

/**
 * The added tokens of both files, as transformers has them: first those of `tokenizer.json`, then those that
 * the config adds or describes anew. A token that the model knows keeps its id, another gets the next one.
 */
export function readAddedTokens(
  tokenizer: Readonly<Record<string, unknown>>,
  config: Readonly<Record<string, unknown>>,
  model: ModelTokens,
): AddedToken[] {
  const byContent = new Map<string, AddedToken>();
  const add = (entry: unknown) => {
    const fields = typeof entry === "string" ? { content: entry, special: true } : objectOf(entry);
    const content = fields.content;
    if (typeof content !== "string" || content === "") return;
    byContent.set(content, {
      content,
      id: byContent.get(content)?.id ?? model.idOf(content) ?? nextId(byContent, model),
      singleWord: fields.single_word === true,
      lstrip: fields.lstrip === true,
      rstrip: fields.rstrip === true,
      normalized: typeof fields.normalized === "boolean" ? fields.normalized : fields.special !== true,
    });
  };

  listOf(tokenizer.added_tokens).forEach(add);
  const described = Object.entries(objectOf(config.added_tokens_decoder));
  for (const [, entry] of described.sort(([a], [b]) => Number(a) - Number(b))) add(entry);
  for (
    const entry of [
      ...SPECIAL_NAMES.map((name) => config[name]),
      ...listOf(config.additional_special_tokens),
      ...listOf(config.extra_special_tokens),
    ]
  ) {
    const content = contentOf(entry);
    if (content !== undefined && !byContent.has(content)) add(entry);
  }
  return [...byContent.values()];
}

/**
 * How a special token is written in `tokenizer_config.json`: as a string, or as an object with `content`.
 * Undefined if it has none.
 */
export function contentOf(entry: unknown): string | undefined {
  const content = typeof entry === "string" ? entry : objectOf(entry).content;
  return typeof content === "string" ? content : undefined;
}

function nextId(added: Map<string, AddedToken>, model: ModelTokens): number {
  let highest = model.size - 1;
  for (const { id } of added.values()) highest = Math.max(highest, id);
  return highest + 1;
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function objectOf(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? value as Record<string, unknown> : {};
}

/** Takes a text apart at the added tokens in it. */
type SplitAdded = (
  text: string,
  onText: (text: string, start: number) => void,
  onToken: (id: number, start: number, end: number) => void,
) => void;

/**
 * Makes the function that finds added tokens in texts, as the Rust tokenizer does: of those that begin first
 * the longest, with the spaces beside it that its flags give it.
 */
export function splitAdded(tokens: readonly AddedToken[]): SplitAdded {
  if (tokens.length === 0) return (text, onText) => text && onText(text, 0);
  const byContent = new Map(tokens.map((token) => [token.content, token]));
  const longestFirst = [...byContent.keys()].sort((a, b) => b.length - a.length);
  const any = new RegExp(longestFirst.map((content) => RegExp.escape(content)).join("|"), "g");

  return (text, onText, onToken) => {
    let done = 0;
    any.lastIndex = 0;
    for (let match = any.exec(text); match; match = any.exec(text)) {
      const { id, singleWord, lstrip, rstrip } = byContent.get(match[0])!;
      let start = match.index;
      let end = start + match[0].length;
      if (singleWord && WORD_BEFORE.test(text.slice(Math.max(0, start - 2), start))) continue;
      if (singleWord && WORD_AFTER.test(text.slice(end, end + 2))) continue;
      while (lstrip && start > done && SPACE.test(text[start - 1]!)) start--;
      while (rstrip && end < text.length && SPACE.test(text[end]!)) end++;
      if (start > done) onText(text.slice(done, start), done);
      onToken(id, start, end);
      done = end;
    }
    if (done < text.length) onText(text.slice(done), done);
  };
}

/** `\s` and `\w` are here those of Rust's own regular expressions. */
const SPACE = /^\p{White_Space}$/u;
const WORD = String.raw`[\p{Alphabetic}\p{M}\p{Nd}\p{Pc}\p{Join_Control}]`;
const WORD_BEFORE = new RegExp(`${WORD}$`, "u");
const WORD_AFTER = new RegExp(`^${WORD}`, "u");
