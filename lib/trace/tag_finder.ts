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
 * Finds tags in one text, remembering each tag's next place, so that reading a text from left to right searches it
 * once for each tag however many tags it holds.
 */
export class TagFinder {
  readonly #next = new Map<Tag, number>();

  /** @param text The text to search. */
  constructor(readonly text: string) {}

  /**
   * The first place of a tag at or after `from`. A tag right behind a backtick is only mentioned and does not count.
   *
   * @param tag The tag.
   * @param from UTF-16 index; must not go back between calls for the same tag.
   * @returns Its UTF-16 index; the text's length if there is none.
   */
  find(tag: Tag, from: number): number {
    const known = this.#next.get(tag);
    if (known !== undefined && known >= from) return known;
    let at = this.text.indexOf(tag, from);
    while (at > 0 && this.text[at - 1] === "`") at = this.text.indexOf(tag, at + 1);
    const found = at < 0 ? this.text.length : at;
    this.#next.set(tag, found);
    return found;
  }
}
