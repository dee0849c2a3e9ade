import { loadTokenizerFiles } from "../load/mod.ts";
import { embeddedTokenizer, makeTokenizer, type Tokenizer } from "../train/mod.ts";
import { DataError } from "./failure.ts";

/**
 * The tokenizer that a flag names.
 *
 * @param source A folder or a hub id; the embedded tokenizer if there is none.
 * @returns The tokenizer.
 * @throws {DataError} If its files are not those of a tokenizer.
 */
export async function tokenizerOf(source?: string): Promise<Tokenizer> {
  if (source === undefined) return await embeddedTokenizer();
  const files = await loadTokenizerFiles(source);
  try {
    return await makeTokenizer(files);
  } catch (error) {
    if (error instanceof TypeError) throw new DataError(error.message);
    throw error;
  }
}
