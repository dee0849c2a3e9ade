import picomatch from "picomatch";
import { LoadError } from "../load_error.ts";
import type { HubAddress } from "./hub_address.ts";
import { type CardConfig, cardGlobs, usualPaths } from "./hub_choice.ts";
import { findCommit, type HubCommit } from "./hub_commit.ts";
import { hubError } from "./hub_error.ts";
import { type Hub, pageOf } from "./reach_hub.ts";

/** One parquet file on the hub. */
export interface HubFile {
  /** Its path in the repository. */
  path: string;
  /** Its size in bytes. */
  size: number;
  /** The hash of its content. */
  etag: string;
  /** The commit it is from. */
  revision: string;
}

/** The branch on which the hub keeps every data set converted to parquet. */
const CONVERTED = "refs/convert/parquet";

/**
 * The parquet files of a config and split: the repository's own, by their usual names or as its card says,
 * else those that the hub converted.
 *
 * @param address The data set, config and split.
 * @param hub The hub.
 * @returns The files, in the order of their rows.
 * @throws {LoadError} If the hub refuses, or has no such files.
 * @see https://huggingface.co/docs/dataset-viewer/parquet
 */
export async function hubFiles(address: HubAddress, hub: Hub): Promise<HubFile[]> {
  const { repo, config, split, text } = address;
  const own = await findCommit(repo, address.revision ?? "main", hub, text);
  if (!own) throw hubError(404, text, pageOf(repo, hub));
  const paths = own.files.map(({ path }) => path);

  const usual = usualPaths(paths, config, split);
  if (usual.length) return filesAt(address, own, usual);

  const globs = cardGlobs(own.configs, config, split);
  const named = globs.flatMap((glob) =>
    paths.filter(picomatch(glob)).filter((path) => path.endsWith(".parquet")).sort()
  );
  if (named.length) return filesAt(address, own, [...new Set(named)]);

  // It is converted from the main branch: for another revision it would be other data.
  const converted = address.revision === undefined ? await findCommit(repo, CONVERTED, hub, text) : undefined;
  const shards = (converted?.files ?? []).map(({ path }) => path);
  const wanted = shards.filter((path) => path.startsWith(`${config}/${split}/`) && path.endsWith(".parquet"));
  if (converted && wanted.length) return filesAt(address, converted, wanted.sort());

  throw nothingThere(address, own.configs, shards);
}

function filesAt({ text }: HubAddress, { commit, files }: HubCommit, paths: string[]): HubFile[] {
  const byPath = new Map(files.map((file) => [file.path, file]));
  return paths.map((path) => {
    const { etag, size } = byPath.get(path)!;
    if (isSafe(path) && /^[\w-]+$/.test(etag)) return { path, size, etag, revision: commit };
    const reason = `the hub lists a file that cannot be kept on disk by its name and hash (${path}, ${
      etag || "none"
    })`;
    throw new LoadError(reason, { file: text }, "Download it by hand and load that.");
  });
}

/** Whether a file may be written under this path: it must not leave its folder, on any system. */
function isSafe(path: string): boolean {
  return path.split("/").every((name) => !/^\.{0,2}$|[\\:]/.test(name));
}

function nothingThere(
  { text, config, split }: HubAddress,
  configs: CardConfig[],
  converted: string[],
): LoadError {
  const folders = converted.map((path) => path.split("/")[0]!);
  const known = [...new Set([...configs.map((entry) => entry.config_name), ...folders])].sort();
  const partial = converted.some((path) => path.startsWith(`${config}/partial-${split}/`));
  return new LoadError(
    `the data set has no parquet files for the config ${config}, split ${split}`,
    { file: text },
    partial
      ? "The hub converted only its first part to parquet: download the data set's own files and load these."
      : known.length
      ? `Its configs are ${known.join(", ")}; write hf:owner/name/config or hf:owner/name/config/split.`
      : "Check its files on the hub; write hf:owner/name/config or hf:owner/name/config/split.",
  );
}
