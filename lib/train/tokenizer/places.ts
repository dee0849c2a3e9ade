import type { PlacedTokens } from "./tokenizer.ts";
import type { Vocabulary } from "./vocabulary.ts";
import { IdBuffer } from "./word_tokens.ts";

/** Maps a span of the normalised text to one of the original. */
type OriginalPlaces = (start: number, end: number) => [start: number, end: number];

/**
 * Stretches that normalisation may change. A character below U+0300 never joins what stands before it, so each stretch
 * is normalised by itself as in the whole.
 */
const STRETCH = /[\0-\u02ff]?[\u0300-\uffff]+/g;

interface Stretch {
  /** Span in the original text. */
  original: [start: number, end: number];
  /** Span in the normalised text. */
  normal: [start: number, end: number];
}

/** How many code units two different texts begin with together; never half a character. */
function commonStart(a: string, b: string): number {
  let length = 0;
  while (length < Math.min(a.length, b.length) && a[length] === b[length]) length++;
  return length > 0 && /[\ud800-\udbff]/.test(a[length - 1]!) ? length - 1 : length;
}

/** How many they end with together, behind what they begin with. */
function commonEnd(a: string, b: string): number {
  const most = Math.min(a.length, b.length) - commonStart(a, b);
  let length = 0;
  while (length < most && a.at(-1 - length) === b.at(-1 - length)) length++;
  return length > 0 && /[\udc00-\udfff]/.test(a.at(-length)!) ? length - 1 : length;
}

/**
 * Maps places in a normalised text to places in the original. What lies in a stretch that was changed has the
 * whole stretch; if the stretches do not make up the normalised text, everything has the whole text.
 */
export function originalPlaces(
  text: string,
  normal: string,
  normalize: (text: string) => string,
): OriginalPlaces {
  if (normal === text) return (start, end) => [start, end];
  const changed: Stretch[] = [];
  let shift = 0;
  let joined = "";
  let done = 0;
  for (const { 0: stretch, index } of text.matchAll(STRETCH)) {
    const written = normalize(stretch);
    if (written === stretch) continue;
    const [before, behind] = [commonStart(stretch, written), commonEnd(stretch, written)];
    joined += text.slice(done, index) + written;
    done = index + stretch.length;
    changed.push({
      original: [index + before, done - behind],
      normal: [index + shift + before, index + shift + written.length - behind],
    });
    shift += written.length - stretch.length;
  }
  if (joined + text.slice(done) !== normal) return () => [0, text.length];

  let next = 0; // the first changed stretch that ends behind the start
  const shiftBefore = (index: number) => {
    const before = changed[index - 1];
    return before ? before.original[1] - before.normal[1] : 0;
  };
  return (start, end) => {
    while (next < changed.length && changed[next]!.normal[1] <= start) next++;
    let last = next; // the first one that begins at or behind the end
    while (last < changed.length && changed[last]!.normal[0] < end) last++;
    const first = changed[next];
    const from = first && first.normal[0] <= start ? first.original[0] : start + shiftBefore(next);
    const final = last > next ? changed[last - 1] : undefined;
    const to = final && final.normal[1] > end ? final.original[1] : end + shiftBefore(last);
    return [from, to];
  };
}

/** A token as {@linkcode alignTokens} finds it in a text. */
export interface WrittenToken {
  /** The token's bytes, each as one character. */
  bytes: string;
  /** Whether the token is found in texts as it is written, whatever stands around it. */
  added: boolean;
}

/**
 * Finds tokens in a text again, for tokenizers that do not say where they were. A token that begins with a
 * space may lack it, as at the beginning of a text. Where a token is not found, it and those behind it, up to
 * the next added token, have the whole stretch.
 */
export function alignTokens(text: string, tokens: readonly WrittenToken[]): Omit<PlacedTokens, "ids"> {
  const whole = byteString(new TextEncoder().encode(text));
  const [starts, ends] = [new Int32Array(tokens.length), new Int32Array(tokens.length)];
  let at = 0;
  for (let i = 0; i < tokens.length; i++) {
    const { bytes } = tokens[i]!;
    const length = whole.startsWith(bytes, at)
      ? bytes.length
      : bytes[0] === " " && whole.startsWith(bytes.slice(1), at)
      ? bytes.length - 1
      : -1;
    if (length >= 0) {
      starts[i] = at;
      ends[i] = at += length;
      continue;
    }
    let next = i + 1;
    while (next < tokens.length && !tokens[next]!.added) next++;
    const found = next < tokens.length ? whole.indexOf(tokens[next]!.bytes, at) : -1;
    const end = found < 0 ? whole.length : found;
    starts.fill(at, i, next);
    ends.fill(end, i, next);
    at = end;
    i = next - 1;
  }
  return toUnits(text, starts, ends);
}

/** Bytes as a text with one character for each. */
export function byteString(bytes: Uint8Array): string {
  return new TextDecoder("x-user-defined").decode(bytes).replace(
    /[\uf780-\uf7ff]/g,
    (char) => String.fromCharCode(char.charCodeAt(0) - 0xf700),
  );
}

/** Converts byte indices to UTF-16 indices of whole characters. */
function toUnits(text: string, starts: Int32Array, ends: Int32Array): Omit<PlacedTokens, "ids"> {
  const unitOf: number[] = [];
  for (let unit = 0; unit < text.length; unit += unitsAt(text, unit)) {
    const code = text.codePointAt(unit)!;
    const bytes = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    for (let byte = 0; byte < bytes; byte++) unitOf.push(unit);
  }
  unitOf.push(text.length);
  return {
    starts: starts.map((byte) => unitOf[byte]!),
    ends: ends.map((byte, i) => {
      const last = unitOf[byte - 1];
      return byte > starts[i]! && last !== undefined ? last + unitsAt(text, last) : unitOf[byte]!;
    }),
  };
}

/** A growing list of places of tokens. */
export class PlaceBuffer {
  readonly #starts = new IdBuffer();
  readonly #ends = new IdBuffer();

  /** Adds a token's place. */
  push(start: number, end: number): void {
    this.#starts.push(start);
    this.#ends.push(end);
  }

  /** Forgets all places. */
  clear(): void {
    this.#starts.clear();
    this.#ends.clear();
  }

  /** Takes all places out. */
  take(): Omit<PlacedTokens, "ids"> {
    const places = { starts: this.#starts.from(0), ends: this.#ends.from(0) };
    this.#starts.take();
    this.#ends.take();
    return places;
  }
}

/** Where the tokens of a text stand in it, from the bytes that each of them has. */
export function placeTokens(
  text: string,
  ids: Int32Array,
  vocabulary: Pick<Vocabulary, "lengthOf">,
  place: (start: number, end: number) => void,
): void {
  if (ASCII.test(text)) {
    let at = 0;
    for (const id of ids) place(at, at += vocabulary.lengthOf(id));
    return;
  }
  let unit = 0; // where the character begins that the next byte is of
  let left = bytesAt(text, 0); // how many of its bytes are still to come
  for (const id of ids) {
    const start = unit;
    let bytes = vocabulary.lengthOf(id);
    while (bytes > 0 && bytes >= left) {
      bytes -= left;
      unit += unitsAt(text, unit);
      left = bytesAt(text, unit);
    }
    left -= bytes;
    place(start, bytes > 0 ? unit + unitsAt(text, unit) : unit);
  }
}

/** One byte for each code unit. */
// deno-lint-ignore no-control-regex -- all of ASCII
const ASCII = /^[\x00-\x7f]*$/;

/** Returns how many bytes the character at an index takes in UTF-8. */
function bytesAt(text: string, unit: number): number {
  const code = text.charCodeAt(unit);
  if (code < 0x80) return 1;
  if (code < 0x800) return 2;
  return code >= 0xd800 && code < 0xdc00 ? 4 : 3;
}

/** Returns how many code units the character at an index takes. */
function unitsAt(text: string, unit: number): number {
  const code = text.charCodeAt(unit);
  return code >= 0xd800 && code < 0xdc00 ? 2 : 1;
}
