/** The tokens of a byte-level model as bytes, found by their bytes or their id. */
export interface Vocabulary {
  /** How many tokens there are; ids of added tokens are counted from here. */
  readonly size: number;
  /** Returns the id of the token with these bytes; -1 if there is none. */
  find(bytes: Uint8Array, start: number, end: number): number;
  /** Returns the id of a token as the model's files write it; undefined if there is none. */
  idOf(token: string): number | undefined;
  /** Returns the bytes of a token; undefined if there is no such id. */
  bytesOf(id: number): Uint8Array | undefined;
  /** Returns how many bytes a token has. */
  lengthOf(id: number): number;
}

/**
 * Reads the vocabulary of a byte-level BPE model. The bytes lie in one array, with a hash table over them: a
 * `Map` of 150,000 strings takes five times as long to make.
 */
export function readVocabulary(vocab: Readonly<Record<string, number>>): Vocabulary {
  const tokens = Object.keys(vocab);
  let length = 0;
  let maxId = -1;
  for (const token of tokens) {
    length += token.length;
    maxId = Math.max(maxId, vocab[token]!);
  }
  const arena = new Uint8Array(length);
  const starts = new Int32Array(maxId + 1).fill(-1);
  const ends = new Int32Array(maxId + 1);
  const slots = 1 << Math.ceil(Math.log2(tokens.length * 2 + 2));
  const table = new Int32Array(slots).fill(-1);
  /** Tokens with a character outside the byte alphabet, which no word is ever written with. */
  const foreign = new Map<string, number>();
  const foreignBytes = new Map<number, Uint8Array>();
  let used = 0;

  for (const token of tokens) {
    const id = vocab[token]!;
    let hash = HASH_START;
    let at = 0;
    for (; at < token.length; at++) {
      const byte = BYTE_OF_UNIT[token.charCodeAt(at)]!;
      if (byte < 0) break;
      arena[used + at] = byte;
      hash = Math.imul(hash ^ byte, HASH_PRIME);
    }
    if (at < token.length) {
      foreign.set(token, id);
      foreignBytes.set(id, tokenBytes(token));
      continue;
    }
    starts[id] = used;
    ends[id] = used += at;
    let slot = slotOf(hash, slots);
    while (table[slot]! >= 0) slot = (slot + 1) & (slots - 1);
    table[slot] = id;
  }

  function find(bytes: Uint8Array, start: number, end: number): number {
    let hash = HASH_START;
    for (let at = start; at < end; at++) hash = Math.imul(hash ^ bytes[at]!, HASH_PRIME);
    let slot = slotOf(hash, slots);
    for (; table[slot]! >= 0; slot = (slot + 1) & (slots - 1)) {
      const id = table[slot]!;
      const first = starts[id]!;
      if (ends[id]! - first !== end - start) continue;
      let at = start;
      while (at < end && bytes[at] === arena[first + at - start]) at++;
      if (at === end) return id;
    }
    return -1;
  }

  return {
    size: tokens.length,
    find,
    idOf(token) {
      const bytes = alphabetBytes(token);
      if (!bytes) return foreign.get(token);
      const id = find(bytes, 0, bytes.length);
      return id < 0 ? undefined : id;
    },
    bytesOf: (id) => starts[id]! >= 0 ? arena.subarray(starts[id], ends[id]) : foreignBytes.get(id),
    lengthOf: (id) => ends[id]! - starts[id]!,
  };
}

const HASH_START = 0x811c9dc5 | 0;
const HASH_PRIME = 0x01000193;

function slotOf(hash: number, slots: number): number {
  return (hash ^ (hash >>> 15)) & (slots - 1);
}

/**
 * How byte-level BPE writes bytes as characters: printable Latin-1 stands for itself, the other 68 bytes are
 * U+0100 to U+0143 in order, so that a space is `Ġ` and a newline `Ċ`.
 *
 * @see https://github.com/openai/gpt-2/blob/master/src/encoder.py
 */
const CHAR_OF_BYTE: readonly string[] = alphabet();

/** The byte that a UTF-16 code unit stands for; -1 where it stands for none. */
export const BYTE_OF_UNIT: Int16Array = new Int16Array(0x10000).fill(-1);
for (const [byte, char] of CHAR_OF_BYTE.entries()) BYTE_OF_UNIT[char.charCodeAt(0)] = byte;

function alphabet(): string[] {
  let spare = 0x100;
  return Array.from({ length: 256 }, (_, byte) => {
    const printable = (byte > 0x20 && byte < 0x7f) || (byte > 0xa0 && byte !== 0xad);
    return String.fromCharCode(printable ? byte : spare++);
  });
}

/** The bytes that a token of a byte-level model stands for. */
export function tokenBytes(token: string): Uint8Array {
  return alphabetBytes(token) ?? new TextEncoder().encode(token);
}

/** The bytes that a token writes in the byte alphabet. Undefined if a character is not in the alphabet. */
function alphabetBytes(token: string): Uint8Array | undefined {
  const bytes = new Uint8Array(token.length);
  for (let at = 0; at < token.length; at++) {
    const byte = BYTE_OF_UNIT[token.charCodeAt(at)]!;
    if (byte < 0) return undefined;
    bytes[at] = byte;
  }
  return bytes;
}

/** Texts of at most so many code units share one array. */
const SCRATCH = 1 << 16;

/** A text in UTF-8. */
export interface Utf8 {
  /** The bytes, and at least three more behind them. */
  readonly bytes: Uint8Array;
  /** A view of the bytes, to read several at once. */
  readonly view: DataView;
}

/** Makes the function that writes texts as UTF-8, mostly into the same memory. */
export function utf8Writer(): (text: string) => Utf8 & { length: number } {
  const encoder = new TextEncoder();
  const room = (units: number) => {
    const bytes = new Uint8Array(3 * units + 3);
    return { bytes, view: new DataView(bytes.buffer) };
  };
  const scratch = room(SCRATCH);
  return (text) => {
    const { bytes, view } = text.length <= SCRATCH ? scratch : room(text.length);
    return { bytes, view, length: encoder.encodeInto(text, bytes).written };
  };
}
