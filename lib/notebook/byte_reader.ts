/** How much is asked of the source at once when only a little is wanted. */
const BLOCK_BYTES = 1 << 16;

/**
 * Reads exact numbers of bytes from a source that gives them in pieces of any size. Every byte is copied at
 * most twice, however large the piece that is asked for.
 */
export class ByteReader {
  readonly #source: { read(into: Uint8Array): Promise<number | null> };
  readonly #block = new Uint8Array(BLOCK_BYTES);
  #start = 0;
  #end = 0;

  /** @param source What to read from; its `read` returns the number of bytes read, or null at the end. */
  constructor(source: { read(into: Uint8Array): Promise<number | null> }) {
    this.#source = source;
  }

  /**
   * Reads exactly `size` bytes.
   *
   * @param size How many bytes.
   * @returns The bytes, which are the caller's own; null if the source ended before them.
   */
  async read(size: number): Promise<Uint8Array | null> {
    const bytes = new Uint8Array(size);
    let filled = 0;
    while (true) {
      const held = Math.min(size - filled, this.#end - this.#start);
      bytes.set(this.#block.subarray(this.#start, this.#start + held), filled);
      this.#start += held;
      filled += held;
      if (filled === size) return bytes;
      // What is larger than the block goes straight to its place.
      if (size - filled >= BLOCK_BYTES) {
        const got = await this.#source.read(bytes.subarray(filled));
        if (got === null) return null;
        filled += got;
      } else {
        const got = await this.#source.read(this.#block);
        if (got === null) return null;
        this.#start = 0;
        this.#end = got;
      }
    }
  }
}
