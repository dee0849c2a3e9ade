import { concatRows } from "../concat_rows.ts";
import { hubAddress } from "./hub_address.ts";
import { hubFiles } from "./hub_files.ts";
import { hubRows } from "./hub_rows.ts";
import { type HubOptions, type HubWatch, reachHub } from "./reach_hub.ts";
import type { LoadPart } from "../source_names.ts";

/**
 * The rows of `hf:owner/name/config`, read from the hub by ranges.
 *
 * @param text The address.
 * @param options How the hub is reached.
 * @param watch Who ends the reading, and who is told of it.
 * @returns The config's name, and its rows.
 * @throws {LoadError} If the address is wrong, or the hub refuses or has no such files.
 */
export async function hubPart(text: string, options: HubOptions, watch: HubWatch): Promise<LoadPart> {
  const address = hubAddress(text);
  const hub = reachHub(options, watch);
  const files = await hubFiles(address, hub);
  const { repo } = address;
  // What only this call knows cannot be handed on; a token must not be.
  const isOwn = Object.values(options).some((option) => option !== undefined);
  const parts = files.map((file) => hubRows(repo, file, hub, isOwn ? null : { kind: "hub", repo, file }));
  const source = address.config === "default" ? repo.split("/")[1]! : address.config;
  return { source, fullSource: text.slice("hf:".length), rows: concatRows(parts) };
}
