import { LoadError } from "../load_error.ts";
import { datasetPage, type Hub } from "./hub.ts";
import { hubError } from "./hub_error.ts";
import type { HubFile } from "./hub_files.ts";

/** File on the hub, and how it is requested. */
export interface RemoteFile {
  /** Data set, `owner/name`. */
  repo: string;
  /** File in the data set. */
  file: HubFile;
  /** Name of the file in errors. */
  name: string;
  /** Hub that has the file. */
  hub: Hub;
  /** Version that the hub and the content's host have stated so far; it must stay the same. */
  version?: string;
}

/** SHA-256 in hexadecimal digits, which is how the hub hashes large files. */
export const SHA256 = /^[0-9a-f]{64}$/;

/** Connections in a row that may fail without bringing a byte. */
const MAX_FAILURES = 5;

/**
 * Reads the bytes from `start` up to, not including, `end`, as they come. Where a connection breaks or stands
 * still, a new one continues behind the last byte; `closed` ends the reading, as the hub's own signal does.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9110#name-range-requests
 */
export async function* readRange(
  remote: RemoteFile,
  start: number,
  end: number,
  closed: AbortSignal,
): AsyncGenerator<Uint8Array> {
  const { name, hub: { endpoint, offline, idleTimeout, cache, signal: aborted }, repo } = remote;
  const signal = aborted ? AbortSignal.any([closed, aborted]) : closed;
  if (offline) {
    const reason = `HF_HUB_OFFLINE is set, and the bytes ${start} to ${end - 1} are not kept in ${cache.own}`;
    throw new LoadError(reason, { file: name }, "Load it once without HF_HUB_OFFLINE.");
  }
  let at = start;
  for (let broken = 0; at < end;) {
    const before = at;
    let cause: unknown;
    try {
      const body = await requestRange(remote, at, end, signal);
      for await (const piece of withIdleTimeout(body, idleTimeout, signal)) {
        if (at + piece.length > end) throw protocolError(name, `more than ${end - start} bytes came`);
        at += piece.length;
        yield piece;
      }
      cause = new Error(`${at - start} of ${end - start} bytes came`);
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof LoadError) throw error;
      cause = error;
    }
    if (at === end) return;
    broken = at > before ? 0 : broken + 1;
    if (broken === MAX_FAILURES) throw hubError(undefined, name, datasetPage(repo, { endpoint }), cause);
    await new Promise((resume) => setTimeout(resume, 100 * 2 ** broken));
  }
}

async function requestRange(
  remote: RemoteFile,
  start: number,
  end: number,
  signal: AbortSignal,
): Promise<ReadableStream<Uint8Array>> {
  const { repo, file, name, hub } = remote;
  const page = datasetPage(repo, hub);
  const path = file.path.split("/").map(encodeURIComponent).join("/");
  const url = `${page}/resolve/${encodeURIComponent(file.revision)}/${path}`;
  const response = await hub.fetch(url, { headers: { range: `bytes=${start}-${end - 1}` }, signal })
    .catch((cause) => {
      signal.throwIfAborted();
      throw hubError(undefined, name, page, cause);
    });
  try {
    if (response.status === 200) {
      const remedy = "Download the file and load it.";
      throw new LoadError("the server does not send parts of files", { file: name }, remedy);
    }
    if (response.status !== 206 || !response.body) throw hubError(response.status, name, page);
    checkVersion(remote, response.headers);
    const [, from] = /^bytes (\d+)-/.exec(response.headers.get("content-range") ?? "") ?? [];
    if (Number(from) !== start) {
      throw protocolError(name, `bytes from ${from} came where ${start} was asked for`);
    }
    return response.body;
  } catch (error) {
    await response.body?.cancel();
    throw error;
  }
}

/** Checks that a response is of the same version of the file as the ones before. */
function checkVersion(remote: RemoteFile, headers: Headers): void {
  const { file, name } = remote;
  const total = Number(headers.get("content-range")?.split("/")[1]);
  const linked = headers.get("x-linked-etag")?.replaceAll(/^W\/|"/g, "") ?? "";
  const isOther = [linked, file.etag].every((hash) => SHA256.test(hash)) && linked !== file.etag;
  const version = `${linked} ${headers.get("etag")}`;
  if (total !== file.size || isOther || (remote.version ?? version) !== version) {
    throw new LoadError("it changed on the hub while it was read", { file: name }, "Load it again.");
  }
  remote.version = version;
}

function protocolError(name: string, what: string): LoadError {
  return new LoadError(what, { file: name }, "The server does not keep to HTTP: try another HF_ENDPOINT.");
}

/** Reads a body; throws where no piece comes for so many seconds, and when the signal aborts. */
async function* withIdleTimeout(
  body: ReadableStream<Uint8Array>,
  seconds: number,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  const reader = body.getReader();
  const cancel = () => void reader.cancel(signal.reason).catch(() => {}); // it is broken already
  signal.addEventListener("abort", cancel);
  let timer: ReturnType<typeof setTimeout> | undefined;
  try {
    for (;;) {
      const stall = new Promise<never>((_, fail) => {
        timer = setTimeout(() => fail(new Error(`no byte came for ${seconds} s`)), 1000 * seconds);
      });
      const { done, value } = await Promise.race([reader.read(), stall]);
      clearTimeout(timer);
      signal.throwIfAborted();
      if (done) return;
      yield value;
    }
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", cancel);
    await reader.cancel().catch(() => {}); // it is broken, or at its end
  }
}
