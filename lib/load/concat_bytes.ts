/**
 * All bytes of a stream.
 *
 * @param stream The stream.
 * @returns Its bytes in one piece.
 */
export async function concat(stream: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const pieces = await Array.fromAsync(stream);
  const all = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}
