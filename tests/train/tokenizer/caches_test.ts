import { assert, assertEquals } from "@std/assert";
import { IdBuffer } from "../../../lib/train/tokenizer/id_buffer.ts";
import { segmentCache } from "../../../lib/train/tokenizer/segment_cache.ts";
import { WordCache } from "../../../lib/train/tokenizer/word_cache.ts";

Deno.test("a long text is encoded once, until much else was asked for", () => {
  const cache = segmentCache();
  const ids = new IdBuffer();
  const encoded: string[] = [];
  const ask = (text: string) => {
    cache.encode(text, ids, (text) => {
      encoded.push(text.slice(0, 8));
      ids.push(text.length);
      ids.push(7);
    });
    return ids.take();
  };
  const prompt = "prompt  ".repeat(3000);
  const other = (n: number) => `${n}`.padStart(8).repeat(5000);

  assertEquals(ask(prompt), [24000, 7]);
  assertEquals(ask(prompt), [24000, 7]);
  for (let n = 0; n < 200; n++) {
    assertEquals(ask(other(n)), [40000, 7]);
    assertEquals(ask(prompt), [24000, 7]);
  }
  assertEquals(encoded.filter((text) => text === "prompt  ").length, 1, "what is asked for again is kept");
  ask(other(199));
  ask(other(0));
  assertEquals(encoded.filter((text) => text === other(199).slice(0, 8)).length, 1);
  assertEquals(encoded.filter((text) => text === other(0).slice(0, 8)).length, 2, "the oldest made room");
  ask("short");
  ask("short");
  assertEquals(encoded.filter((text) => text === "short").length, 2, "short texts are not kept");
});

Deno.test("the words that were met lately are known, however many there were", () => {
  const cache = new WordCache();
  const ids = new IdBuffer();
  const utf8 = new TextEncoder();
  let kept = 0;
  for (let n = 0; n < 200_000; n++) {
    const word = utf8.encode(`  word ${n}`);
    assertEquals(cache.recall(word, 1, word.length, ids), false);
    cache.keep(word, 1, word.length, Int32Array.of(n, 2 * n, 3 * n), 1 + n % 3);
    const back = utf8.encode(` word ${n - 1000}`);
    if (n >= 1000 && cache.recall(back, 0, back.length, ids)) {
      kept++;
      assertEquals(ids.take(), [n - 1000, 2 * (n - 1000), 3 * (n - 1000)].slice(0, 1 + (n - 1000) % 3));
    }
  }
  assert(kept > 150_000, `${kept} words were known`);
  const first = utf8.encode(" word 0");
  assertEquals(cache.recall(first, 0, first.length, ids), false, "the first ones made room");
});
