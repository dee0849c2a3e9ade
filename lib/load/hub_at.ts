import { hubFetch } from "./hub_fetch.ts";
import type { Hub } from "./hub_files.ts";

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
 * The hub, with what the environment says where the options do not.
 *
 * @param options How it is reached. @default {as the environment says}
 * @returns Its address, and a `fetch` that shows it the token.
 */
export function hubAt(options: HubOptions = {}): Hub {
  const address = options.endpoint ?? (Deno.env.get("HF_ENDPOINT") || "https://huggingface.co");
  const endpoint = address.replace(/\/+$/, "");
  const token = options.token ?? Deno.env.get("HF_TOKEN");
  return { endpoint, fetch: hubFetch(options.fetch ?? fetch, endpoint, token?.trim() || undefined) };
}
