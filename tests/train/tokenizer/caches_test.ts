import { assert, assertEquals } from "@std/assert";
import { segmentCache } from "../../../lib/train/tokenizer/byte_bpe.ts";
import { IdBuffer, WordCache } from "../../../lib/train/tokenizer/word_tokens.ts";

Deno.test("a long text that comes again is kept, until much else came again", () => {
  const cache = segmentCache();
  const ids = new IdBuffer();
  const encoded: string[] = [];
  const ask = (text: string) => {
    cache.encode(text, ids, (text) => {
      encoded.push(text);
      ids.push(text.length);
      ids.push(7);
    });
    assertEquals(ids.take(), [text.length, 7]);
  };
  const times = (text: string) => encoded.filter((each) => each === text).length;
  const prompt = "prompt  ".repeat(3000);
  const other = (n: number) => `${n}`.padStart(8).repeat(5000);

  for (let n = 0; n < 5; n++) ask(prompt);
  assertEquals(times(prompt), 2, "the first time it is not kept, from the third on it is known");
  for (let n = 0; n < 100; n++) {
    for (let again = 0; again < 3; again++) ask(other(n));
    ask(prompt);
  }
  assertEquals(times(prompt), 2, "what is asked for stays");
  assertEquals(times(other(99)), 2);
  ask(other(99));
  ask(other(0));
  assertEquals([times(other(99)), times(other(0))], [2, 3], "the oldest made room");
  for (let n = 0; n < 5; n++) ask("short");
  assertEquals(times("short"), 5, "short texts are not kept");
});

Deno.test("the words that were met lately are known, however many there were", () => {
  const cache = new WordCache();
  const ids = new IdBuffer();
  const write = (text: string) => {
    const bytes = new TextEncoder().encode(`${text}   `);
    return { view: new DataView(bytes.buffer), end: bytes.length - 3 };
  };
  let kept = 0;
  for (let n = 0; n < 200_000; n++) {
    const word = write(`  word ${n}`);
    assertEquals(cache.recall(word.view, 1, word.end, ids), false);
    cache.keep(word.view, 1, word.end, Int32Array.of(n, 2 * n, 3 * n), 1 + n % 3);
    const back = write(` word ${n - 1000}`);
    if (n >= 1000 && cache.recall(back.view, 0, back.end, ids)) {
      kept++;
      assertEquals(ids.take(), [n - 1000, 2 * (n - 1000), 3 * (n - 1000)].slice(0, 1 + (n - 1000) % 3));
    }
  }
  assert(kept > 150_000, `${kept} words were known`);
  const first = write(" word 0");
  assertEquals(cache.recall(first.view, 0, first.end, ids), false, "the first ones made room");
});

Deno.test("words that begin alike are not taken for each other", () => {
  const cache = new WordCache();
  const ids = new IdBuffer();
  const bytes = new TextEncoder().encode("abcdefghijklmnopqrstuvwxyz0123456789---");
  const view = new DataView(bytes.buffer);
  for (let end = 1; end <= 36; end++) cache.keep(view, 0, end, Int32Array.of(end), 1);
  for (let end = 1; end <= 36; end++) {
    assertEquals(cache.recall(view, 0, end, ids), end <= 32, "only words of up to 32 bytes are kept");
    assertEquals(ids.take(), end <= 32 ? [end] : []);
    assertEquals(cache.recall(view, 1, end + 1, ids), false);
  }
});
