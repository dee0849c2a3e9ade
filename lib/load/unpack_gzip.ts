import { Readable } from "node:stream";
import { createGunzip } from "node:zlib";

/** So many pieces may wait to be taken. */
const MOST_WAITING = 16;

/**
 * Unpacks gzip, of any number of members. What could be unpacked before a fault comes before its error, at each reading the
 * same: streams that are piped drop what waits in them when they fail.
 *
 * @param packed The packed bytes.
 * @returns The bytes; leaving the loop over them ends the work.
 * @throws {Error} If the bytes are no gzip, or end too soon.
 */
export async function* unpackGzip(packed: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  // Not DecompressionStream: a gzip file may have several members, and that one refuses the second.
  const gunzip = createGunzip();
  const waiting: Uint8Array[] = [];
  let end: { error?: Error } | undefined;
  let wake = () => {};
  const ended = (error?: Error) => {
    end ??= { error };
    wake();
  };
  gunzip.on("data", (piece: Uint8Array) => {
    if (waiting.push(piece) >= MOST_WAITING) gunzip.pause();
    wake();
  });
  gunzip.on("end", () => ended()).on("error", ended);
  const source = Readable.from(packed).on("error", ended);
  source.pipe(gunzip);
  try {
    while (true) {
      const piece = waiting.shift();
      if (piece) yield piece;
      else if (end?.error) throw end.error;
      else if (end) return;
      else {
        const more = new Promise<void>((resolve) => wake = resolve);
        gunzip.resume();
        await more;
      }
    }
  } finally {
    source.destroy();
    gunzip.destroy();
  }
}
