import type { TokenizerFiles } from "../../../lib/load/mod.ts";
import { repositoryUrl } from "../../repository.ts";

/** A small byte-level tokenizer with a pattern of gpt-oss's and a token for each flag. */
export const smallFiles: TokenizerFiles = {
  name: "small",
  tokenizer: JSON.parse(
    await Deno.readTextFile(repositoryUrl("tests/fixtures/train/small.json")),
  ),
  config: {},
};
