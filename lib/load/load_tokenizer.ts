import { type Displayable, displayable } from "../display/mod.ts";
import { readTokenizerFolder, type TokenizerFiles } from "./folder_tokenizer.ts";
import type { LoadOptions } from "./hub/hub.ts";
import { fetchTokenizer } from "./hub/hub_tokenizer.ts";
import { LoadError } from "./load_error.ts";

/** `owner/name` or `owner/name@revision`. */
const HUB_ID = /^(?:hf:)?([A-Za-z0-9][\w.-]*\/[A-Za-z0-9][\w.-]*)(?:@([^\s/]+))?$/;

/**
 * Loads the files of a tokenizer, from a folder or from the hub, for `makeTokenizer`.
 *
 * A folder holds `tokenizer.json`, `tokenizer_config.json` and, in newer layouts, `chat_template.jinja`. What
 * is no folder is a hub id, `owner/name` or `owner/name@revision`. It is read by `AutoTokenizer` of
 * `@huggingface/transformers`, which is fetched at the first use (about 500 MB) and needs Deno's `--allow-env`
 * and `--allow-ffi`.
 *
 * @param source The folder's path, or the hub id; `hf:` in front of it leaves no doubt.
 * @param options How to reach the hub, progress, abort.
 * @returns The files.
 * @throws {LoadError} If there is no such folder or id, or a file is missing or broken.
 *
 * @example
 * ```ts
 * import { assertRejects } from "@std/assert";
 * import { LoadError } from "tracebook";
 * import { loadTokenizerFiles } from "./mod.ts";
 *
 * await assertRejects(() => loadTokenizerFiles("./no_such_folder"), LoadError, "there is no such folder");
 * ```
 */
export async function loadTokenizerFiles(
  source: string,
  options: LoadOptions = {},
): Promise<TokenizerFiles & Displayable> {
  const files = await findFiles(source, options);
  return displayable(
    files,
    () => ({ "text/plain": `The files of the tokenizer ${source}, for makeTokenizer` }),
  );
}

async function findFiles(source: string, options: LoadOptions): Promise<TokenizerFiles> {
  const [, repo, revision] = HUB_ID.exec(source) ?? [];
  if (!source.startsWith("hf:")) {
    const info = await Deno.stat(source).catch((error) => {
      if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory) {
        return undefined;
      }
      throw error;
    });
    if (info?.isDirectory) return await readTokenizerFolder(source);
    if (info || !repo) {
      const reason = info ? "it is no folder" : "there is no such folder";
      throw new LoadError(reason, { file: source }, "Give a folder with a tokenizer.json, or a hub id.");
    }
  }
  if (repo && !repo.includes("..")) {
    return await fetchTokenizer({ name: source, repo, revision }, options);
  }
  throw new LoadError("it is no hub id", { file: source }, "Write owner/name, such as hf:Qwen/Qwen2.5-7B.");
}
