import ky, { isHTTPError } from "ky";
import { join } from "node:path";
import { isSystemError, ownNotebookProgress, type ProgressSink } from "../../files/mod.ts";
import { LoadError } from "../load_error.ts";

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
  onProgress?: ProgressSink;
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
    watch: { ...watch, onProgress: watch.onProgress ?? ownNotebookProgress() },
  };
}

/** The data set's page on the hub. */
export function pageOf(repo: string, { endpoint }: Pick<Hub, "endpoint">): string {
  return `${endpoint}/datasets/${repo}`;
}

const REDIRECTS = 5;

/**
 * A `fetch` that shows the token to the hub's own host and to no other, whatever redirects say. What the hub says of the
 * file when it redirects to another host (`x-linked-etag`) is among the answer's headers.
 *
 * @param fetcher The `fetch` underneath.
 * @param endpoint The hub's address, such as `https://huggingface.co`.
 * @param token The access token, if there is one.
 * @returns A `fetch` for GET requests.
 */
function hubFetch(fetcher: typeof fetch, endpoint: string, token?: string): typeof fetch {
  const home = new URL(endpoint).origin;
  return async (input, init) => {
    const request = new Request(input, init);
    let url = new URL(request.url);
    let linked: string | null = null;
    for (let hop = 0; hop <= REDIRECTS; hop++) {
      const headers = new Headers(request.headers);
      headers.delete("authorization");
      if (token && url.origin === home) headers.set("authorization", `Bearer ${token}`);
      const response = await fetcher(url, { headers, redirect: "manual", signal: request.signal });
      linked = url.origin === home ? response.headers.get(LINKED) ?? linked : linked;
      const next = response.status >= 300 && response.status < 400 && response.headers.get("location");
      if (!next) return withHeader(response, linked);
      await response.body?.cancel();
      url = new URL(next, url);
    }
    throw new TypeError(`more than ${REDIRECTS} redirects from ${home}`);
  };
}

const LINKED = "x-linked-etag";

function withHeader(response: Response, linked: string | null): Response {
  if (linked === null || response.headers.get(LINKED) === linked) return response;
  const { status, statusText } = response;
  const headers = new Headers(response.headers);
  headers.set(LINKED, linked);
  return new Response(response.body, { status, statusText, headers });
}

/** Where what came from the hub is kept. */
export interface HubCache {
  /** The cache of whole files, shared with Python's `huggingface_hub`. */
  shared: string;
  /** Ours: listings, and parts of files. */
  own: string;
}

/**
 * The folders that the environment names, as Python's `huggingface_hub` reads it: `HF_HUB_CACHE`, or `hub` in `HF_HOME`,
 * or `huggingface/hub` in the user's cache folder. Ours is `tracebook` in `HF_HOME`.
 *
 * @param home The folder to use in place of `HF_HOME`.
 * @returns The folders; they need not be there yet.
 * @throws {LoadError} If the environment names no home at all.
 * @see https://huggingface.co/docs/huggingface_hub/package_reference/environment_variables
 */
function hubCache(home?: string): HubCache {
  const folder = home ?? hfHome();
  const shared = home === undefined ? expanded(Deno.env.get("HF_HUB_CACHE")) : undefined;
  return { shared: shared ?? join(folder, "hub"), own: join(folder, "tracebook") };
}

/**
 * The token that `hf auth login` has left in `HF_HOME`.
 *
 * @param home The folder to use in place of `HF_HOME`.
 * @returns The token; undefined if there is none.
 */
function savedToken(home: string = hfHome()): string | undefined {
  try {
    return Deno.readTextFileSync(join(home, "token"));
  } catch (error) {
    if (isSystemError(error)) return undefined; // nobody has logged in
    throw error;
  }
}

function hfHome(): string {
  return expanded(Deno.env.get("HF_HOME")) ?? join(userCache(), "huggingface");
}

function userCache(): string {
  return expanded(Deno.env.get("XDG_CACHE_HOME")) ?? join(userHome(), ".cache");
}

function userHome(): string {
  const home = Deno.env.get("HOME") || Deno.env.get("USERPROFILE");
  if (home) return home;
  const remedy = "Set HF_HOME to the folder in which to keep it.";
  throw new LoadError("there is no folder to keep it in", { file: "the hub's files" }, remedy);
}

function expanded(path: string | undefined): string | undefined {
  return path ? path.replace(/^~(?=$|[/\\])/, () => userHome()) : undefined;
}

/** Tries after the first one; they begin after 0.3, 0.9, 2.1 and 4.5 seconds if the server says nothing else. */
const RETRIES = 4;
/** A server that wants a longer pause than this many seconds is told to the user instead. */
const LONGEST_PAUSE = 60;
const PASSING = [408, 429, 500, 502, 503, 504];

/**
 * A `fetch` that asks again, after a growing pause, when a connection fails or the server says that it cannot answer now
 * (429, 5xx); a `Retry-After` of at most a minute is kept to. What is sent whole is read before it counts as answered; a
 * range is handed on as it comes, for its reader can go on in the middle.
 *
 * @param fetcher The `fetch` underneath.
 * @param patience Seconds without an answer after which it is asked again.
 * @returns A `fetch` for GET requests; the last answer is given when trying has not helped.
 * @see https://www.rfc-editor.org/rfc/rfc9110#name-retry-after
 */
function retryingFetch(fetcher: typeof fetch, patience: number): typeof fetch {
  const whole: typeof fetch = async (input, init) => {
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
        fetch: whole,
        timeout: 1000 * patience,
        throwHttpErrors: (status) => PASSING.includes(status),
        retry: {
          limit: RETRIES,
          statusCodes: PASSING,
          afterStatusCodes: PASSING,
          retryOnTimeout: true,
          shouldRetry: ({ error }) => pauseOf(error) > LONGEST_PAUSE ? false : undefined,
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

/** The seconds that an answer asks to wait; 0 if it does not say. */
function pauseOf(error: unknown): number {
  const wanted = isHTTPError(error) && error.response.headers.get("retry-after");
  if (!wanted) return 0;
  const seconds = Number(wanted);
  return Number.isNaN(seconds) ? (Date.parse(wanted) - Date.now()) / 1000 : seconds;
}
