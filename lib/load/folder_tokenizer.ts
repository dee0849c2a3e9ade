import { decodeText } from "./bytes.ts";
import { LoadError } from "./load_error.ts";

/**
 * Reads the files of a tokenizer from a folder.
 *
 * @param folder The folder's path.
 * @returns The files; where there is a `chat_template.jinja`, it is the template.
 * @throws {LoadError} If there is no `tokenizer.json`, or a file cannot be read.
 *
 * @see https://huggingface.co/docs/transformers/chat_templating_writing
 */
export async function readTokenizerFolder(folder: string): Promise<TokenizerFiles> {
  const path = (file: string) => `${folder.replace(/[/\\]+$/, "")}/${file}`;
  const tokenizer = await readObject(path("tokenizer.json"));
  if (!tokenizer) {
    throw new LoadError(
      "it has no tokenizer.json",
      { file: folder },
      "Write one with transformers: AutoTokenizer.from_pretrained(…).save_pretrained(…).",
    );
  }
  const config = await readObject(path("tokenizer_config.json")) ?? {};
  const template = await readText(path("chat_template.jinja"));
  return {
    name: folder,
    tokenizer,
    config: template === undefined ? config : { ...config, chat_template: template },
  };
}

async function readObject(file: string): Promise<Record<string, unknown> | undefined> {
  const text = await readText(file);
  if (text === undefined) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new LoadError("it is no JSON", { file }, "It may have been cut off: fetch it again.", { cause });
  }
  if (typeof value === "object" && value !== null && !Array.isArray(value)) {
    return value as Record<string, unknown>;
  }
  throw new LoadError("it is no JSON object", { file }, "Fetch it again.");
}

async function readText(file: string): Promise<string | undefined> {
  try {
    return decodeText(await Deno.readFile(file), () => ({ file }));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

/** Parsed files of a tokenizer, for `makeTokenizer`. */
export interface TokenizerFiles {
  /** Name of the tokenizer: the folder or hub id as it was given. */
  name: string;
  /** Parsed `tokenizer.json`. */
  tokenizer: Readonly<Record<string, unknown>>;
  /** Parsed `tokenizer_config.json`, with the chat template in `chat_template`. */
  config: Readonly<Record<string, unknown>>;
}
