import { type Json, nativeJson, plainJson, ScanFailure, scanJson, skipJsonSpaceBack } from "../python/mod.ts";

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

const OWN_LINE = new Map(Object.values(TAGS).map((tag) => [tag, `\n${tag}`] as const));
const [BACKTICK, SLASH, LETTER_T] = [96, 47, 116];

/**
 * Finds tags in one text, remembering each tag's next place, so that reading a text from left to right
 * searches it once for each tag however many tags it holds.
 */
export class TagFinder {
  // Places are kept by the length of the tag: no two are of one length.
  readonly #next: number[] = [];
  readonly #nextOnOwnLine: number[] = [];
  readonly #nextAhead: number[] = [];

  /** */
  constructor(readonly text: string) {}

  /**
   * The first place at or after `from` where one of several tags is. A tag between two backticks is only mentioned and
   * does not count.
   *
   * @returns The tag and its UTF-16 index; undefined if there is none.
   */
  first(which: readonly Tag[], from: number): [tag: Tag, at: number] | undefined {
    const { text } = this;
    for (let at = text.indexOf("<", from); at >= 0; at = text.indexOf("<", at + 1)) {
      const unit = text.charCodeAt(at + 1);
      if (unit !== LETTER_T && unit !== SLASH) continue;
      const tag = which.find((tag) => text.startsWith(tag, at));
      if (tag && !this.isQuoted(at, at + tag.length)) return [tag, at];
    }
  }

  /**
   * The first place of a tag at or after `from`. A tag between two backticks is only mentioned and does not
   * count.
   *
   * @param from UTF-16 index; must not go back between calls for the same tag.
   * @returns Its UTF-16 index; the text's length if there is none.
   */
  find(tag: Tag, from: number): number {
    const known = this.#next[tag.length];
    if (known !== undefined && known >= from) return known;
    let at = this.text.indexOf(tag, from);
    while (at >= 0 && this.isQuoted(at, at + tag.length)) at = this.text.indexOf(tag, at + 1);
    return this.#next[tag.length] = this.#orEnd(at);
  }

  /**
   * A place of a tag at or after `from`, for a look ahead that does not move `find`: the first one, if no earlier look
   * was from further on.
   *
   * @returns Its UTF-16 index; the text's length if there is none.
   */
  peek(tag: Tag, from: number): number {
    const known = this.#nextAhead[tag.length];
    if (known !== undefined && known >= from) return known;
    return this.#nextAhead[tag.length] = this.#orEnd(this.text.indexOf(tag, from));
  }

  /**
   * The first place at or after `from` where a tag begins a line.
   *
   * @param from UTF-16 index above 0; must not go back between calls for the same tag.
   * @returns Its UTF-16 index; the text's length if there is none.
   */
  findOnOwnLine(tag: Tag, from: number): number {
    const known = this.#nextOnOwnLine[tag.length];
    if (known !== undefined && known >= from) return known;
    const before = this.text.indexOf(OWN_LINE.get(tag)!, from - 1);
    return this.#nextOnOwnLine[tag.length] = this.#orEnd(before < 0 ? before : before + 1);
  }

  /** Whether a backtick stands on both sides of `[start, end)`. */
  isQuoted(start: number, end: number): boolean {
    return this.text.charCodeAt(end) === BACKTICK && this.text.charCodeAt(start - 1) === BACKTICK;
  }

  #orEnd(at: number): number {
    return at < 0 ? this.text.length : at;
  }
}

/** A JSON value as plain data, and the UTF-16 index behind it. */
interface PlainScanned {
  /** The value. */
  value: Json;
  /** UTF-16 index behind the value. */
  end: number;
}

/**
 * Reads the JSON value that begins at `from`, and leaves what follows alone. Mostly it is all that its block holds; then
 * the engine's own parser reads it.
 *
 * @param from UTF-16 index of the value's first character.
 * @returns The value and its end, or why and where reading failed.
 */
export function scanJsonBlock(
  tags: TagFinder,
  from: number,
  open: Tag,
  close: Tag,
): PlainScanned | ScanFailure {
  const { text } = tags;
  const end = tags.peek(close, from);
  // Up to the next block at most, so that no stretch of text is tried twice.
  if (end < tags.peek(open, from) && (text[from] === "{" || text[from] === "[")) {
    // What fills the stretch is the value that begins there: no beginning of an object or a list is one itself.
    const value = nativeJson(text.slice(from, end));
    if (value !== undefined) return { value, end: skipJsonSpaceBack(text, end) };
  }
  const scanned = scanJson(text, from);
  return scanned instanceof ScanFailure ? scanned : { value: plainJson(scanned.value), end: scanned.end };
}
