import ky, { isHTTPError } from "ky";
import { join } from "node:path";
import { isSystemError, ownNotebookProgress, type ProgressSink } from "../../files/mod.ts";
import { LoadError } from "../load_error.ts";

/** Options for reading from the hub: its address, the access token, the cache folder. */
export interface HubOptions {
  /** Function that sends the requests. @default {globalThis.fetch} */
  fetch?: typeof fetch;
  /** Address of the hub. @default {the environment's HF_ENDPOINT, else "https://huggingface.co"} */
  endpoint?: string;
  /** Access token, sent to the endpoint's host only. @default {the environment's HF_TOKEN, else that of a login} */
  token?: string;
  /** Folder of Hugging Face's cache. @default {the environment's HF_HOME, else ".cache/huggingface" at home} */
  home?: string;
}

/** Options for {@linkcode loadTraces} and {@linkcode loadTokenizerFiles}. */
export interface LoadOptions extends HubOptions {
  /** Aborts the reading of files of the hub; its reason is thrown. */
  signal?: AbortSignal;
  /** Called with the number of bytes downloaded from the hub. @default {a bar in a notebook, nothing elsewhere} */
  onProgress?: ProgressSink;
}

/** The hub as options and environment describe it: where it is, how it is asked, what is cached. */
export interface Hub extends Pick<LoadOptions, "signal" | "onProgress"> {
  /** Address without a slash at the end. */
  endpoint: string;
  /** Sends a GET request with the token, if there is one, and repeats it where that may help. */
  fetch: typeof fetch;
  /** Folders of the cache. */
  cache: HubCache;
  /** Whether no request may be sent, so that only what is cached can be read. */
  offline: boolean;
  /** Seconds without a byte after which a connection counts as broken. */
  idleTimeout: number;
}

/**
 * Describes the hub that the options, or else the environment, name; no request is sent yet.
 *
 * @see https://huggingface.co/docs/huggingface_hub/package_reference/environment_variables
 */
export function createHub(options: LoadOptions = {}): Hub {
  const address = options.endpoint ?? (Deno.env.get("HF_ENDPOINT") || "https://huggingface.co");
  const endpoint = address.replace(/\/+$/, "");
  const token = options.token ?? Deno.env.get("HF_TOKEN") ?? savedToken(options.home);
  const idleTimeout = Number(Deno.env.get("HF_HUB_DOWNLOAD_TIMEOUT")) || 10;
  const authorized = hubFetch(options.fetch ?? fetch, endpoint, token?.trim() || undefined);
  return {
    endpoint,
    fetch: retryingFetch(authorized, idleTimeout),
    cache: hubCache(options.home),
    offline: /^(1|on|yes|true)$/i.test(Deno.env.get("HF_HUB_OFFLINE") ?? ""),
    idleTimeout,
    signal: options.signal,
    onProgress: options.onProgress ?? ownNotebookProgress(),
  };
}

/** Returns the address of the data set's page on the hub. */
export function datasetPage(repo: string, { endpoint }: Pick<Hub, "endpoint">): string {
  return `${endpoint}/datasets/${repo}`;
}

const MAX_REDIRECTS = 5;

/**
 * Makes a `fetch` for GET requests that sends the token to the hub's own host and to no other, whatever redirects
 * say. The hash that the hub states when it redirects to another host (`x-linked-etag`) is kept among the headers
 * of the response.
 */
function hubFetch(fetcher: typeof fetch, endpoint: string, token?: string): typeof fetch {
  const home = new URL(endpoint).origin;
  return async (input, init) => {
    const request = new Request(input, init);
    let url = new URL(request.url);
    let linked: string | null = null;
    for (let hop = 0; hop <= MAX_REDIRECTS; hop++) {
      const headers = new Headers(request.headers);
      headers.delete("authorization");
      if (token && url.origin === home) headers.set("authorization", `Bearer ${token}`);
      const response = await fetcher(url, { headers, redirect: "manual", signal: request.signal });
      linked = url.origin === home ? response.headers.get(LINKED_ETAG) ?? linked : linked;
      const next = response.status >= 300 && response.status < 400 && response.headers.get("location");
      if (!next) return withHeader(response, linked);
      await response.body?.cancel();
      url = new URL(next, url);
    }
    throw new TypeError(`more than ${MAX_REDIRECTS} redirects from ${home}`);
  };
}

const LINKED_ETAG = "x-linked-etag";

function withHeader(response: Response, linked: string | null): Response {
  if (linked === null || response.headers.get(LINKED_ETAG) === linked) return response;
  const { status, statusText } = response;
  const headers = new Headers(response.headers);
  headers.set(LINKED_ETAG, linked);
  return new Response(response.body, { status, statusText, headers });
}

/** Folders of what came from the hub. */
export interface HubCache {
  /** Cache of whole files, shared with Python's `huggingface_hub`. */
  shared: string;
  /** Tracebook's own cache: listings, and ranges of files. */
  own: string;
}

/**
 * Returns the folders that the environment names, as Python's `huggingface_hub` reads it: `HF_HUB_CACHE`, or `hub`
 * in `HF_HOME`, or `huggingface/hub` in the user's cache folder; Tracebook's own is `tracebook` in `HF_HOME`.
 * `home` stands in for `HF_HOME`.
 *
 * @see https://huggingface.co/docs/huggingface_hub/package_reference/environment_variables
 */
function hubCache(home?: string): HubCache {
  const folder = home ?? hfHome();
  const shared = home === undefined ? expandHome(Deno.env.get("HF_HUB_CACHE")) : undefined;
  return { shared: shared ?? join(folder, "hub"), own: join(folder, "tracebook") };
}

/** Reads the token that `hf auth login` has left in `HF_HOME`; undefined if there is none. */
function savedToken(home: string = hfHome()): string | undefined {
  try {
    return Deno.readTextFileSync(join(home, "token"));
  } catch (error) {
    if (isSystemError(error)) return undefined; // no login on this machine
    throw error;
  }
}

function hfHome(): string {
  return expandHome(Deno.env.get("HF_HOME")) ?? join(userCache(), "huggingface");
}

function userCache(): string {
  return expandHome(Deno.env.get("XDG_CACHE_HOME")) ?? join(userHome(), ".cache");
}

function userHome(): string {
  const home = Deno.env.get("HOME") || Deno.env.get("USERPROFILE");
  if (home) return home;
  const remedy = "Set HF_HOME to the folder in which to keep it.";
  throw new LoadError("there is no folder to keep it in", { file: "the hub's files" }, remedy);
}

function expandHome(path: string | undefined): string | undefined {
  return path ? path.replace(/^~(?=$|[/\\])/, () => userHome()) : undefined;
}

/** Retries after the first request; they begin after 0.3, 0.9, 2.1 and 4.5 seconds unless the server says otherwise. */
const RETRIES = 4;
/** Longest pause in seconds that a server may ask for; for a longer one the user is told instead. */
const MAX_RETRY_AFTER = 60;
/** Statuses of a server that may answer later. */
const RETRY_STATUSES = [408, 429, 500, 502, 503, 504];

/**
 * Makes a `fetch` for GET requests that retries, after a growing pause, when a connection fails or the server
 * cannot answer now (429, 5xx); a `Retry-After` of at most a minute is kept to. A whole body is read before it
 * counts as answered; a range is handed on as it comes, for its reader can continue in the middle.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9110#name-retry-after
 */
function retryingFetch(fetcher: typeof fetch, idleTimeout: number): typeof fetch {
  const fetchWhole: typeof fetch = async (input, init) => {
    const request = new Request(input, init);
    const response = await fetcher(request);
    if (!response.ok || request.headers.has("range")) return response;
    const { status, statusText, headers } = response;
    return new Response(await response.arrayBuffer(), { status, statusText, headers });
  };
  return async (input, init) => {
    try {
      return await ky(input, {
        ...init,
        fetch: fetchWhole,
        timeout: 1000 * idleTimeout,
        throwHttpErrors: (status) => RETRY_STATUSES.includes(status),
        retry: {
          limit: RETRIES,
          statusCodes: RETRY_STATUSES,
          afterStatusCodes: RETRY_STATUSES,
          retryOnTimeout: true,
          shouldRetry: ({ error }) => retryAfterSeconds(error) > MAX_RETRY_AFTER ? false : undefined,
        },
      });
    } catch (error) {
      if (!isHTTPError(error)) throw error;
      const headers = new Headers(error.response.headers);
      for (const name of ["content-type", "content-length", "content-encoding"]) headers.delete(name);
      return new Response(null, { status: error.response.status, headers });
    }
  };
}

/** Returns the seconds that a response asks to wait; 0 if it does not say. */
function retryAfterSeconds(error: unknown): number {
  const wanted = isHTTPError(error) && error.response.headers.get("retry-after");
  if (!wanted) return 0;
  const seconds = Number(wanted);
  return Number.isNaN(seconds) ? (Date.parse(wanted) - Date.now()) / 1000 : seconds;
}
