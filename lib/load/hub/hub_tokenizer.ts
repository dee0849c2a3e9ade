import type { TokenizerFiles } from "../folder_tokenizer.ts";
import { LoadError } from "../load_error.ts";
import { type HubOptions, type HubWatch, reachHub } from "./hub.ts";
import { hubError } from "./hub_error.ts";

/** A literal in the `import` would download the package, some 500 MB, for everyone. */
const TRANSFORMERS = "npm:@huggingface/transformers@^4.3.1";

/**
 * The files of a tokenizer on the hub, as `AutoTokenizer` of `@huggingface/transformers` loads them.
 *
 * @param id The id as it was given, and its parts.
 * @param options How to reach the hub.
 * @param watch Who ends the reading, and who is told of it.
 * @returns The files; where there is a `chat_template.jinja`, it is the template.
 * @throws {LoadError} If the hub refuses or has no such tokenizer, or the package cannot be loaded.
 * @see https://huggingface.co/docs/transformers.js/api/tokenizers
 */
export async function hubTokenizer(
  { name, repo, revision = "main" }: { name: string; repo: string; revision?: string },
  options: HubOptions,
  { signal, onProgress }: HubWatch = {},
): Promise<TokenizerFiles> {
  const hub = reachHub(options);
  const page = `${hub.endpoint}/${repo}`;
  const files = `${page}/resolve/${encodeURIComponent(revision)}`;

  /** The response to a request for a file; undefined if there is no such file. */
  async function ask(file: string, headers?: HeadersInit): Promise<Response | undefined> {
    const response = await hub.fetch(`${files}/${file}`, { headers, signal }).catch((cause) => {
      signal?.throwIfAborted();
      throw hubError(undefined, name, page, cause, "model");
    });
    if (response.ok) return response;
    await response.body?.cancel();
    if (response.status === 404) return undefined;
    throw hubError(response.status, name, page, undefined, "model");
  }

  // What is not there, or not to be seen, is said before the package is fetched
  const config = await ask("tokenizer_config.json", { range: "bytes=0-0" });
  if (!config) throw hubError(404, name, page, undefined, "model");
  await config.body?.cancel();
  const template = await (await ask("chat_template.jinja"))?.text();

  const { AutoTokenizer, env } = await transformers(name);
  // Its own cache would give one endpoint's files for another's
  const ours = {
    remoteHost: `${hub.endpoint}/`,
    fetch: ((input, init) => hub.fetch(input, { ...init, signal })) as typeof fetch,
    allowLocalModels: false,
    useFSCache: false,
  };
  const before = { ...env };
  try {
    Object.assign(env, ours);
    const { _tokenizerJSON, _tokenizerConfig } = await AutoTokenizer.from_pretrained(repo, {
      revision,
      progress_callback: ({ status, file, loaded = 0, total }) => {
        if (status === "progress") {
          onProgress?.({ stage: `Fetching ${file}`, done: loaded, total, unit: "bytes" });
        }
      },
    });
    return {
      name,
      tokenizer: _tokenizerJSON,
      config: template === undefined ? _tokenizerConfig : { ..._tokenizerConfig, chat_template: template },
    };
  } catch (cause) {
    signal?.throwIfAborted();
    const reason = `its files cannot be read (${cause instanceof Error ? cause.message : cause})`;
    throw new LoadError(reason, { file: name }, `Look at them on ${page}.`, { cause });
  } finally {
    for (const key of Object.keys(ours) as (keyof typeof ours)[]) Object.assign(env, { [key]: before[key] });
  }
}

interface Transformers {
  env: Record<string, unknown>;
  AutoTokenizer: {
    from_pretrained(id: string, options: {
      revision: string;
      progress_callback: (event: { status: string; file?: string; loaded?: number; total?: number }) => void;
    }): Promise<{
      _tokenizerJSON: Record<string, unknown>;
      _tokenizerConfig: Record<string, unknown>;
    }>;
  };
}

async function transformers(name: string): Promise<Transformers> {
  try {
    return await import(TRANSFORMERS);
  } catch (cause) {
    const reason = `@huggingface/transformers cannot be loaded (${
      cause instanceof Error ? cause.message : cause
    })`;
    const remedy =
      "Allow it the environment and native code (--allow-env --allow-ffi), or save the tokenizer's " +
      "files in a folder and give that.";
    throw new LoadError(reason, { file: name }, remedy, { cause });
  }
}
