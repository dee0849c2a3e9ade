/** Texts of so many code units need no memory of their own. */
const SCRATCH = 1 << 16;

/** The UTF-8 of a text. */
export interface Utf8 {
  /** The bytes, and at least three more. */
  readonly bytes: Uint8Array;
  /** The same, to read several at once. */
  readonly view: DataView;
}

/**
 * Makes the function that writes texts as UTF-8, mostly into the same memory.
 *
 * @returns The function: it gives the bytes, valid until its next call, and how many there are.
 */
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
