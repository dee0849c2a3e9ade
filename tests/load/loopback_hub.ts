import { createHash } from "node:crypto";
import type { HubOptions } from "../../lib/load/mod.ts";

/** One request as the hub saw it. */
export interface SeenRequest {
  /** `GET /api/…`, with the query. */
  line: string;
  /** The port it came to: the hub's or the content host's. */
  host: "hub" | "content";
  /** The Range header. */
  range: string | null;
  /** The Authorization header. */
  authorization: string | null;
}

/** How the loopback hub behaves. */
export interface LoopbackOptions {
  /** `revision/path` to content; the revision may hold slashes, as `refs/convert/parquet`. */
  files: Record<string, Uint8Array>;
  /** What the card says of configs. */
  configs?: unknown;
  /** The token without which it answers 401. */
  token?: string;
  /** Answers every request with this status. */
  status?: number;
  /** Says that the contents never change, so that their hashes are made once. */
  frozen?: boolean;
  /** How many files a page of a listing holds. @default {1000} */
  page?: number;
  /** Called for each request for content. */
  onContent?: (range: [number, number]) => void;
  /** Gives another answer in place of the proper one, by what was asked and how often anything was before. */
  fault?: (request: SeenRequest, number: number, proper: () => Response) => Response | undefined;
}

/** A server on 127.0.0.1 that answers as the hub does, and a second one that holds the contents. */
export interface LoopbackHub extends AsyncDisposable {
  /** The hub's address. */
  endpoint: string;
  /** What was asked, in order. */
  requests: SeenRequest[];
  /** The contents; may be changed while it runs. */
  files: Record<string, Uint8Array>;
  /** Milliseconds between two pieces of 65,536 bytes of content. */
  slow: number;
  /** Reaches it, with an empty folder as its cache, which goes when the hub does. */
  options: HubOptions & { home: string };
}

const REPO = "lab/traces";
/** Starts a hub with one data set, `lab/traces`, and a model of the same name with the same files. */
export function loopbackHub(options: LoopbackOptions): LoopbackHub {
  const hashes = new WeakMap<Uint8Array, string>();
  const etagOf = (bytes: Uint8Array) => {
    const hash = hashes.get(bytes) ?? createHash("sha256").update(bytes).digest("hex");
    if (options.frozen) hashes.set(bytes, hash);
    return hash;
  };
  const { files, page = 1000 } = options;
  const requests: SeenRequest[] = [];
  /** What commits are of which branch: every commit shows what the branch holds now. */
  const branches = new Map<string, string>();
  const home = Deno.makeTempDirSync();
  const seen = (host: SeenRequest["host"], request: Request, answer: () => Response): Response => {
    const { pathname, search } = new URL(request.url);
    const number = requests.push({
      line: `${request.method} ${pathname}${search}`,
      host,
      range: request.headers.get("range"),
      authorization: request.headers.get("authorization"),
    });
    return options.fault?.(requests[number - 1]!, number - 1, answer) ?? answer();
  };

  const commitOf = (branch: string, paths: string[]) => {
    const sha = createHash("sha1").update(branch + paths.map((path) => etagOf(files[path]!))).digest("hex");
    branches.set(sha, branch);
    return sha;
  };

  const content = serve((request) => seen("content", request, () => contentAnswer(request)));
  const contentAnswer = (request: Request) => {
    const bytes = files[decodeURIComponent(new URL(request.url).pathname.slice(1))];
    if (!bytes) return new Response("gone", { status: 404 });
    const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(request.headers.get("range") ?? "") ?? [];
    const headers = { etag: `"${etagOf(bytes)}"`, "accept-ranges": "bytes" };
    if (from === undefined) return new Response(new Uint8Array(bytes), { headers });
    const range: [number, number] = [Number(from), Math.min(Number(to), bytes.length - 1)];
    options.onContent?.(range);
    const part = new Uint8Array(bytes.subarray(range[0], range[1] + 1));
    const contentRange = `bytes ${range[0]}-${range[1]}/${bytes.length}`;
    const body = hub.slow ? slowly(part, hub.slow) : part;
    return new Response(body, { status: 206, headers: { ...headers, "content-range": contentRange } });
  };

  const api = serve((request) => seen("hub", request, () => hubAnswer(request)));
  const hubAnswer = (request: Request) => {
    if (options.status) return json({ error: "refused" }, options.status);
    if (options.token && request.headers.get("authorization") !== `Bearer ${options.token}`) {
      return json({ error: "Invalid username or password." }, 401);
    }
    const url = new URL(request.url);
    const [, kind, revision = "", path = ""] = new RegExp(
      `^/(api/datasets/${REPO}/tree|api/datasets/${REPO}/revision|(?:datasets/)?${REPO}/resolve)/([^/]+)/?(.*)$`,
    )
      .exec(url.pathname) ?? [];
    const asked = decodeURIComponent(revision).replace(/^HEAD$/, "main");
    const name = branches.get(asked) ?? asked;
    const branch = `${name}/`;
    const there = Object.keys(files).filter((name) => name.startsWith(branch)).sort();
    if (!kind || there.length === 0) return json({ error: "not found" }, 404);
    if (kind.endsWith("revision")) {
      return json({ _id: "1", id: REPO, sha: commitOf(name, there), cardData: { configs: options.configs } });
    }
    if (kind.endsWith("tree")) {
      return listing(
        url,
        branch,
        there.filter((name) => name.startsWith(branch + path)),
      );
    }
    const bytes = files[branch + decodeURIComponent(path)];
    if (!bytes) return json({ error: "Entry not found" }, 404, { "x-error-code": "EntryNotFound" });
    return new Response(null, {
      status: 302,
      headers: {
        location: `${content.address}/${encodeURIComponent(branch + decodeURIComponent(path))}`,
        "x-repo-commit": commitOf(name, there),
        "x-linked-etag": `"${etagOf(bytes)}"`,
        "x-linked-size": String(bytes.length),
      },
    });
  };

  function listing(url: URL, branch: string, names: string[]): Response {
    const start = Number(url.searchParams.get("cursor") ?? 0);
    const entries = names.slice(start, start + page).map((name) => ({
      type: "file",
      path: name.slice(branch.length),
      size: files[name]!.length,
      oid: createHash("sha1").update(etagOf(files[name]!)).digest("hex"),
      lfs: { oid: etagOf(files[name]!), size: files[name]!.length, pointerSize: 130 },
    }));
    const next = new URL(url);
    next.searchParams.set("cursor", String(start + page));
    return json(entries, 200, start + page < names.length ? { link: `<${next}>; rel="next"` } : {});
  }

  const hub: LoopbackHub = {
    endpoint: api.address,
    requests,
    files,
    slow: 0,
    options: { endpoint: api.address, token: options.token ?? "", home },
    async [Symbol.asyncDispose]() {
      await Promise.all([api.server.shutdown(), content.server.shutdown()]);
      await Deno.remove(home, { recursive: true });
    },
  };
  return hub;
}

function slowly(bytes: Uint8Array, ms: number): ReadableStream<Uint8Array> {
  let at = 0;
  return new ReadableStream({
    async pull(controller) {
      await new Promise((resume) => setTimeout(resume, ms));
      controller.enqueue(bytes.slice(at, at += 65_536));
      if (at >= bytes.length) controller.close();
    },
  });
}

function serve(handler: (request: Request) => Response) {
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, handler);
  return { server, address: `http://127.0.0.1:${server.addr.port}` };
}

function json(body: unknown, status = 200, headers: Record<string, string> = {}): Response {
  return Response.json(body, { status, headers });
}
