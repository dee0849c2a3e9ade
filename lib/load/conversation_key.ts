import { sha256 } from "@noble/hashes/sha2.js";
import { utf8ToBytes } from "@noble/hashes/utils.js";
import type { Trace } from "../trace/mod.ts";

/**
 * What two conversations share that say the same: a hash of all turns, white space folded.
 *
 * @param trace A trace.
 * @returns 16 hexadecimal digits.
 */
export function conversationKey({ conversations }: Pick<Trace, "conversations">): string {
  const hash = sha256.create();
  for (const { from, value } of conversations) hash.update(utf8ToBytes(`${from}\n${fold(value)}\n`));
  return hash.digest().toHex().slice(0, 16);
}

function fold(text: string): string {
  return text.trim().replaceAll(/\s+/g, " ");
}
