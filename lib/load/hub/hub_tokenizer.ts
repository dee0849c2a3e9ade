import type { TokenizerFiles } from "../folder_tokenizer.ts";
import { LoadError } from "../load_error.ts";
import { createHub, type LoadOptions } from "./hub.ts";
import { hubError } from "./hub_error.ts";

/** A literal in the `import` would download the package, some 500 MB, for everyone. */
const TRANSFORMERS = "npm:@huggingface/transformers@^4.3.1";

/**
 * Fetches a tokenizer's files from the hub by `AutoTokenizer` of `@huggingface/transformers`; where there is a
 * `chat_template.jinja`, it is the template.
 *
 * @see https://huggingface.co/docs/transformers.js/api/tokenizers
 */
export async function fetchTokenizer(
  { name, repo, revision = "main" }: { name: string; repo: string; revision?: string },
  options: LoadOptions,
): Promise<TokenizerFiles> {
  const hub = createHub(options);
  const { signal, onProgress } = options;
  const page = `${hub.endpoint}/${repo}`;
  const files = `${page}/resolve/${encodeURIComponent(revision)}`;

  /** Requests a file; undefined if there is none. */
  async function request(file: string, headers?: HeadersInit): Promise<Response | undefined> {
    const response = await hub.fetch(`${files}/${file}`, { headers, signal }).catch((cause) => {
      signal?.throwIfAborted();
      throw hubError(undefined, name, page, cause, "model");
    });
    if (response.ok) return response;
    await response.body?.cancel();
    if (response.status === 404) return undefined;
    throw hubError(response.status, name, page, undefined, "model");
  }

  // A missing or forbidden tokenizer is reported before the package is fetched.
  const config = await request("tokenizer_config.json", { range: "bytes=0-0" });
  if (!config) throw hubError(404, name, page, undefined, "model");
  await config.body?.cancel();
  const template = await (await request("chat_template.jinja"))?.text();

  const { AutoTokenizer, env } = await transformers(name);
  // The package's own cache would give one endpoint's files for another's.
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
