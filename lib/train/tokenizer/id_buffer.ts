/** Room that is kept between texts; what a long text needs beyond it is given back. */
const ROOM = 1 << 16;

/** Ids that are gathered: a typed array that grows, several times faster than pushing onto an array. */
export class IdBuffer {
  /** How many ids there are. */
  length = 0;
  #ids = new Int32Array(ROOM);

  /** Adds one id. */
  push(id: number): void {
    if (this.length === this.#ids.length) this.#grow(1);
    this.#ids[this.length++] = id;
  }

  /** Adds the first `count` of some ids. */
  append(ids: Int32Array, count: number): void {
    if (this.length + count > this.#ids.length) this.#grow(count);
    for (let at = 0; at < count; at++) this.#ids[this.length + at] = ids[at]!;
    this.length += count;
  }

  /** The ids from one of them on. */
  from(start: number): Int32Array {
    return this.#ids.slice(start, this.length);
  }

  /** Forgets all ids. */
  clear(): void {
    this.length = 0;
  }

  /** Takes all ids out. */
  take(): number[] {
    const ids = new Array<number>(this.length);
    for (let at = 0; at < this.length; at++) ids[at] = this.#ids[at]!;
    this.clear();
    if (this.#ids.length > ROOM) this.#ids = new Int32Array(ROOM);
    return ids;
  }

  #grow(more: number): void {
    const grown = new Int32Array(2 * (this.length + more));
    grown.set(this.#ids);
    this.#ids = grown;
  }
}
