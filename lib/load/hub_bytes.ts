import type { Bytes } from "./bytes.ts";
import { hubError } from "./hub_error.ts";
import type { Hub, HubFile } from "./hub_files.ts";
import { LoadError } from "./load_error.ts";

/**
 * A file on the hub, read by ranges. If it is replaced meanwhile, reading stops instead of mixing two
 * versions.
 *
 * @param file The file.
 * @param name The file as errors name it.
 * @param page The data set's page.
 * @param hub The hub.
 * @returns Its bytes.
 * @see https://www.rfc-editor.org/rfc/rfc9110#name-range-requests
 */
export function hubBytes(file: HubFile, name: string, page: string, hub: Hub): Bytes {
  const path = file.path.split("/").map(encodeURIComponent).join("/");
  const url = `${page}/resolve/${encodeURIComponent(file.revision)}/${path}`;
  let version: string | undefined;

  async function range(start: number, end: number): Promise<ArrayBuffer> {
    if (end <= start) return new ArrayBuffer(0);
    const headers = { range: `bytes=${start}-${end - 1}` };
    const response = await hub.fetch(url, { headers }).catch((cause) => {
      throw hubError(undefined, name, page, cause);
    });
    if (response.status !== 206) {
      await response.body?.cancel();
      if (response.status !== 200) throw hubError(response.status, name, page);
      throw new LoadError(
        "the server does not send parts of files",
        { file: name },
        "Download the file and load it.",
      );
    }
    const total = Number(response.headers.get("content-range")?.split("/")[1]);
    const etag = response.headers.get("etag") ?? undefined;
    if (total !== file.size || (version ?? etag) !== etag) {
      await response.body?.cancel();
      throw new LoadError("it changed on the hub while it was read", { file: name }, "Load it again.");
    }
    version = etag;
    const bytes = await response.arrayBuffer().catch((cause) => {
      throw hubError(undefined, name, page, cause);
    });
    if (bytes.byteLength === end - start) return bytes;
    const reason = `${bytes.byteLength} bytes came where ${end - start} were asked for`;
    throw new LoadError(reason, { file: name }, "The connection was cut: load it again.");
  }

  return { byteLength: file.size, slice: (start, end = file.size) => range(start, end), close() {} };
}
