import { IdBuffer } from "./id_buffer.ts";
import type { PlacedTokens } from "./tokenizer.ts";

/** Places of tokens that are gathered. */
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
