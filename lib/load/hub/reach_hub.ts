import type { ProgressSink } from "../../store/mod.ts";
import { ownNotebookProgress } from "../../store/notebook_progress.ts";
import { hubFetch } from "./hub_fetch.ts";
import { type HubCache, hubCache, savedToken } from "./hub_home.ts";
import { retryingFetch } from "./retrying_fetch.ts";

/** How the hub is reached, and where what came from it is kept. */
export interface HubOptions {
  /** The `fetch` that reaches the hub. @default {globalThis.fetch} */
  fetch?: typeof fetch;
  /** The hub's address. @default {the environment's HF_ENDPOINT, else "https://huggingface.co"} */
  endpoint?: string;
  /** The access token, shown to the endpoint's host only. @default {the environment's HF_TOKEN, else that of a login} */
  token?: string;
  /** The folder of Hugging Face's cache. @default {the environment's HF_HOME, else ".cache/huggingface" at home} */
  home?: string;
}

/** What goes on while the hub is read. */
export interface HubWatch {
  /** Ends the reading; its reason is thrown. */
  signal?: AbortSignal;
  /** Is told of the bytes that have come. @default {a bar in a notebook, nothing elsewhere} */
  progress?: ProgressSink;
}

/** The hub, how it is reached, and what is kept of it. */
export interface Hub {
  /** Its address, without a slash at the end. */
  endpoint: string;
  /** Reaches it, with the token where there is one; asks again where that may help. */
  fetch: typeof fetch;
  /** Where what came from it is kept. */
  cache: HubCache;
  /** Whether it must not be asked: what is kept has to do. */
  offline: boolean;
  /** Seconds without a byte after which a connection counts as broken. */
  patience: number;
  /** Who ends the reading, and who is told of it. */
  watch: HubWatch;
}

/**
 * The hub that the options, or else the environment, name.
 *
 * @param options How the hub is reached. @default {as the environment says}
 * @param watch Who ends its reading, and who is told of it.
 * @returns The hub; nothing is asked of it yet.
 * @see https://huggingface.co/docs/huggingface_hub/package_reference/environment_variables
 */
export function reachHub(options: HubOptions = {}, watch: HubWatch = {}): Hub {
  const named = options.endpoint ?? (Deno.env.get("HF_ENDPOINT") || "https://huggingface.co");
  const endpoint = named.replace(/\/+$/, "");
  const token = options.token ?? Deno.env.get("HF_TOKEN") ?? savedToken(options.home);
  const patience = Number(Deno.env.get("HF_HUB_DOWNLOAD_TIMEOUT")) || 10;
  const asking = hubFetch(options.fetch ?? fetch, endpoint, token?.trim() || undefined);
  return {
    endpoint,
    fetch: retryingFetch(asking, patience),
    cache: hubCache(options.home),
    offline: /^(1|on|yes|true)$/i.test(Deno.env.get("HF_HUB_OFFLINE") ?? ""),
    patience,
    watch: { ...watch, progress: watch.progress ?? ownNotebookProgress() },
  };
}

/** The data set's page on the hub. */
export function pageOf(repo: string, { endpoint }: Pick<Hub, "endpoint">): string {
  return `${endpoint}/datasets/${repo}`;
}
