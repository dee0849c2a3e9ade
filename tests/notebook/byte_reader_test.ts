import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { ByteReader } from "../../lib/notebook/kernel/zmtp.ts";

/** A source that gives its bytes in pieces of the given sizes, as far as the reader leaves room. */
function pieces(bytes: Uint8Array, sizes: number[]) {
  let at = 0, turn = 0;
  return {
    read(into: Uint8Array): Promise<number | null> {
      if (at === bytes.length) return Promise.resolve(null);
      const size = Math.min(sizes[turn++ % sizes.length]!, into.length, bytes.length - at);
      into.set(bytes.subarray(at, at + size));
      at += size;
      return Promise.resolve(size);
    },
  };
}

Deno.test("bytes come whole and in order, however they are cut", async () => {
  const sizes = fc.array(fc.integer({ min: 1, max: 100_000 }), { minLength: 1 });
  const wants = fc.array(fc.integer({ min: 0, max: 150_000 }), { maxLength: 8 });
  await fc.assert(
    fc.asyncProperty(sizes, wants, async (sizes, wants) => {
      const total = wants.reduce((sum, want) => sum + want, 0);
      const bytes = Uint8Array.from({ length: total + 3 }, (_, i) => i * 31 % 251);
      const reader = new ByteReader(pieces(bytes, sizes));
      let at = 0;
      for (const want of wants) {
        assertEquals(await reader.read(want), bytes.slice(at, at + want));
        at += want;
      }
      assertEquals(await reader.read(4), null);
    }),
    { numRuns: 40 },
  );
});
