import type { Hub } from "./hub_files.ts";
import { hubFetch } from "./hub_fetch.ts";

/** How the hub is reached. */
export interface HubOptions {
  /** The `fetch` that reaches the hub. @default {globalThis.fetch} */
  fetch?: typeof fetch;
  /** The hub's address. @default {the environment's HF_ENDPOINT, else "https://huggingface.co"} */
  endpoint?: string;
  /** The access token, shown to the endpoint's host only. @default {the environment's HF_TOKEN} */
  token?: string;
}

/**
 * The hub that the options, or else the environment, name.
 *
 * @param options How the hub is reached. @default {as the environment says}
 * @returns The hub; nothing is asked of it yet.
 */
export function reachHub(options: HubOptions = {}): Hub {
  const named = options.endpoint ?? (Deno.env.get("HF_ENDPOINT") || "https://huggingface.co");
  const endpoint = named.replace(/\/+$/, "");
  const token = options.token ?? Deno.env.get("HF_TOKEN");
  return { endpoint, fetch: hubFetch(options.fetch ?? fetch, endpoint, token?.trim() || undefined) };
}
