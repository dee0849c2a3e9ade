import picomatch from "picomatch";
import { type CardConfig, cardGlobs, usualPaths } from "./hub_choice.ts";
import type { HubAddress } from "./hub_address.ts";
import { hubError } from "./hub_error.ts";
import { LoadError } from "./load_error.ts";

/** The hub, and how it is reached. */
export interface Hub {
  /** Its address, without a slash at the end. */
  endpoint: string;
  /** Reaches it, with the token where there is one. */
  fetch: typeof fetch;
}

/** One parquet file on the hub. */
export interface HubFile {
  /** Its path in the repository. */
  path: string;
  /** Its size in bytes. */
  size: number;
  /** The branch, tag or commit it is on. */
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
  const { config, split } = address;
  const revision = address.revision ?? "main";
  const own = await listed(address, hub, revision);
  const paths = [...own.keys()];
  const pick = (names: string[]) => names.map((path) => ({ path, size: own.get(path)!, revision }));

  const usual = usualPaths(paths, config, split);
  if (usual.length) return pick(usual);

  const configs = await cardConfigs(address, hub, revision);
  const globs = cardGlobs(configs, config, split);
  const named = globs.flatMap((glob) =>
    paths.filter(picomatch(glob)).filter((path) => path.endsWith(".parquet")).sort()
  );
  if (named.length) return pick([...new Set(named)]);

  const converted = await listed(address, hub, CONVERTED, true);
  const shards = [...converted.keys()].filter((path) =>
    path.startsWith(`${config}/${split}/`) && path.endsWith(".parquet")
  );
  if (shards.length) {
    return shards.sort().map((path) => ({ path, size: converted.get(path)!, revision: CONVERTED }));
  }

  throw nothingThere(address, configs, [...converted.keys()]);
}

async function listed(
  address: HubAddress,
  hub: Hub,
  revision: string,
  optional = false,
): Promise<Map<string, number>> {
  const { listFiles } = await import("@huggingface/hub");
  const files = new Map<string, number>();
  const repo = { type: "dataset", name: address.repo } as const;
  try {
    const options = {
      repo,
      recursive: true,
      revision: encodeURIComponent(revision),
      hubUrl: hub.endpoint,
      fetch: hub.fetch,
    };
    for await (const { type, path, size } of listFiles(options)) if (type === "file") files.set(path, size);
  } catch (error) {
    if (optional && statusOf(error) === 404) return files;
    throw hubError(statusOf(error), address.text, pageOf(address, hub), error);
  }
  return files;
}

async function cardConfigs(address: HubAddress, hub: Hub, revision: string): Promise<CardConfig[]> {
  const { datasetInfo } = await import("@huggingface/hub");
  const options = {
    name: address.repo,
    revision,
    additionalFields: ["cardData" as const],
    hubUrl: hub.endpoint,
    fetch: hub.fetch,
  };
  try {
    const { cardData } = await datasetInfo(options);
    return (cardData as { configs?: CardConfig[] } | undefined)?.configs ?? [];
  } catch (error) {
    if (statusOf(error) === 404) return [];
    throw hubError(statusOf(error), address.text, pageOf(address, hub), error);
  }
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

/** The data set's page on the hub. */
export function pageOf({ repo }: Pick<HubAddress, "repo">, { endpoint }: Hub): string {
  return `${endpoint}/datasets/${repo}`;
}

function statusOf(error: unknown): number | undefined {
  const status = (error as { statusCode?: unknown } | undefined)?.statusCode;
  return typeof status === "number" ? status : undefined;
}
