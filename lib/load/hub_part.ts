import { concatRows } from "./concat_rows.ts";
import { hubAddress } from "./hub_address.ts";
import { hubBytes } from "./hub_bytes.ts";
import { hubFiles, pageOf } from "./hub_files.ts";
import { parquetRows } from "./parquet_rows.ts";
import { type HubOptions, reachHub } from "./reach_hub.ts";
import type { LoadPart } from "./source_names.ts";

/**
 * The rows of `hf:owner/name/config`, read from the hub by ranges.
 *
 * @param text The address.
 * @param options How the hub is reached.
 * @returns The config's name, and its rows.
 * @throws {LoadError} If the address is wrong, or the hub refuses or has no such files.
 */
export async function hubPart(text: string, options: HubOptions): Promise<LoadPart> {
  const address = hubAddress(text);
  const hub = reachHub(options);
  const files = await hubFiles(address, hub);
  const parts = files.map((file) => {
    const name = `hf:${address.repo}/${file.path}`;
    return parquetRows(name, () => Promise.resolve(hubBytes(file, name, pageOf(address, hub), hub)));
  });
  const source = address.config === "default" ? address.repo.split("/")[1]! : address.config;
  return { source, fullSource: text.slice("hf:".length), rows: concatRows(parts) };
}
