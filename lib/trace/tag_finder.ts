/** The tags a turn may hold. */
export const TAGS = {
  think: "<think>",
  thinkEnd: "</think>",
  call: "<tool_call>",
  callEnd: "</tool_call>",
  response: "<tool_response>",
  responseEnd: "</tool_response>",
} as const;

/** One of the tags' texts. */
export type Tag = (typeof TAGS)[keyof typeof TAGS];

/**
 * Finds tags in one text, remembering each tag's next place, so that reading a text from left to right
 * searches it once for each tag however many tags it holds.
 */
export class TagFinder {
  readonly #next = new Map<string, number>();

  /** @param text The text to search. */
  constructor(readonly text: string) {}

  /**
   * The first place of a tag at or after `from`. A tag between two backticks is only mentioned and does not
   * count.
   *
   * @param tag The tag.
   * @param from UTF-16 index; must not go back between calls for the same tag.
   * @returns Its UTF-16 index; the text's length if there is none.
   */
  find(tag: Tag, from: number): number {
    const known = this.#next.get(tag);
    if (known !== undefined && known >= from) return known;
    let at = this.text.indexOf(tag, from);
    while (at >= 0 && this.isQuoted(at, at + tag.length)) at = this.text.indexOf(tag, at + 1);
    return this.#keep(tag, at);
  }

  /**
   * The first place at or after `from` where a tag begins a line.
   *
   * @param tag The tag.
   * @param from UTF-16 index above 0; must not go back between calls for the same tag.
   * @returns Its UTF-16 index; the text's length if there is none.
   */
  findOnOwnLine(tag: Tag, from: number): number {
    const key = `\n${tag}`;
    const known = this.#next.get(key);
    if (known !== undefined && known >= from) return known;
    const before = this.text.indexOf(key, from - 1);
    return this.#keep(key, before < 0 ? -1 : before + 1);
  }

  /** Whether a backtick stands on both sides of `[start, end)`. */
  isQuoted(start: number, end: number): boolean {
    return this.text[start - 1] === "`" && this.text[end] === "`";
  }

  #keep(key: string, at: number): number {
    const found = at < 0 ? this.text.length : at;
    this.#next.set(key, found);
    return found;
  }
}
