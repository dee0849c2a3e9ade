import { dirname } from "node:path";
import picomatch from "picomatch";
import { z } from "zod";
import { writeFileAtomic } from "../../files/mod.ts";
import { LoadError } from "../load_error.ts";
import { datasetPage, type Hub } from "./hub.ts";
import { COMMIT, commitFile, refFile, writingCache } from "./hub_cache.ts";
import { hubError } from "./hub_error.ts";

/** One parquet file on the hub. */
export interface HubFile {
  /** Path in the repository. */
  path: string;
  /** Size in bytes. */
  size: number;
  /** Hash of the content. */
  etag: string;
  /** Commit that the file is from. */
  revision: string;
}

/** Branch on which the hub keeps every data set converted to parquet. */
const CONVERTED = "refs/convert/parquet";

/**
 * Finds the parquet files of a config and split, in the order of their rows: the repository's own, by their usual
 * names or as its card says, else those that the hub converted.
 *
 * @see https://huggingface.co/docs/dataset-viewer/parquet
 */
export async function findHubFiles(address: HubAddress, hub: Hub): Promise<HubFile[]> {
  const { repo, config, split, text } = address;
  const own = await findCommit(repo, address.revision ?? "main", hub, text);
  if (!own) throw hubError(404, text, datasetPage(repo, hub));
  const paths = own.files.map(({ path }) => path);

  const usual = usualPaths(paths, config, split);
  if (usual.length) return listedFiles(address, own, usual);

  const globs = cardGlobs(own.configs, config, split);
  const named = globs.flatMap((glob) =>
    paths.filter(picomatch(glob)).filter((path) => path.endsWith(".parquet")).sort()
  );
  if (named.length) return listedFiles(address, own, [...new Set(named)]);

  // It is converted from the main branch: for another revision it would be other data.
  const converted = address.revision === undefined ? await findCommit(repo, CONVERTED, hub, text) : undefined;
  const shards = (converted?.files ?? []).map(({ path }) => path);
  const wanted = shards.filter((path) => path.startsWith(`${config}/${split}/`) && path.endsWith(".parquet"));
  if (converted && wanted.length) return listedFiles(address, converted, wanted.sort());

  throw noFilesError(address, own.configs, shards);
}

function listedFiles({ text }: HubAddress, { commit, files }: HubCommit, paths: string[]): HubFile[] {
  const byPath = new Map(files.map((file) => [file.path, file]));
  return paths.map((path) => {
    const { etag, size } = byPath.get(path)!;
    if (isSafePath(path) && /^[\w-]+$/.test(etag)) return { path, size, etag, revision: commit };
    const reason = `the hub lists a file that cannot be kept on disk by its name and hash (${path}, ${
      etag || "none"
    })`;
    throw new LoadError(reason, { file: text }, "Download it by hand and load that.");
  });
}

/** Tells whether a file may be written under this path: it must not leave its folder, on any system. */
function isSafePath(path: string): boolean {
  return path.split("/").every((name) => !/^\.{0,2}$|[\\:]/.test(name));
}

function noFilesError(
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

/** Data set on the hub, with the config and split that are wanted. */
interface HubAddress {
  /** Address as it was given. */
  text: string;
  /** Data set, `owner/name`. */
  repo: string;
  /** Name of the config; `default` where none is named. */
  config: string;
  /** Name of the split; `train` where none is named. */
  split: string;
  /** Branch, tag or commit; undefined for the main branch. */
  revision?: string;
}

const NAME = "[A-Za-z0-9][A-Za-z0-9._-]*";
const ADDRESS = new RegExp(`^hf:(${NAME}/${NAME})(?:@([^/\\s]+))?(?:/(${NAME}))?(?:/(${NAME}))?/?$`);

/** Parses `hf:owner/name/config`, with `/split` after it or `@revision` after the name. */
export function parseHubAddress(text: string): HubAddress {
  const [, repo, revision, config = "default", split = "train"] = ADDRESS.exec(text) ?? [];
  if (repo && !text.includes("..")) return { text, repo, config, split, revision };
  const example = "such as hf:lambda/hermes-agent-reasoning-traces/kimi.";
  throw new LoadError("it is no hub address", { file: text }, `Write hf:owner/name/config, ${example}`);
}

/** Config of a data set's card: globs of files, by split. */
interface CardConfig {
  /** Name of the config. */
  config_name: string;
  /** Files of the config: globs, or globs for each split. */
  data_files?: string | readonly (string | { split: string; path: string | readonly string[] })[];
}

/**
 * Finds the parquet files of a config and split by the usual names: `kimi/train-00000-of-00002.parquet`,
 * `data/kimi/train.parquet`, `kimi/train/0000.parquet`, `kimi/anything.parquet` if no file there names a split;
 * for the config `default` the same in `data/` or at the top.
 *
 * @see https://huggingface.co/docs/hub/datasets-file-names-and-splits
 */
export function usualPaths(paths: readonly string[], config: string, split: string): string[] {
  const parquet = paths.filter((path) => path.endsWith(".parquet"));
  const folders = config === "default"
    ? ["default/", "data/default/", "data/", ""]
    : [`${config}/`, `data/${config}/`];
  for (const folder of folders) {
    const inside = parquet.filter((path) => path.startsWith(folder));
    const named = inside.filter((path) => splitOf(path.slice(folder.length)) === split);
    if (named.length) return named.sort();
    const unnamed = inside.every((path) => splitOf(path.slice(folder.length)) === undefined);
    const flat = inside.filter((path) => !path.slice(folder.length).includes("/"));
    if (split === "train" && unnamed && flat.length) return flat.sort();
  }
  return [];
}

/** Returns the split that a file's name or folder names: `train-00000-of-00002.parquet`, `test/0000.parquet`. */
function splitOf(path: string): string | undefined {
  const [first = ""] = path.split("/");
  return /^(train|training|validation|valid|val|dev|test|testing|eval|evaluation)(?=[-_.]|$)/.exec(first)
    ?.[1];
}

/**
 * Returns the globs that the data set's card gives for a config and split, in the card's order.
 *
 * @see https://huggingface.co/docs/hub/datasets-manual-configuration
 */
export function cardGlobs(configs: readonly CardConfig[], config: string, split: string): string[] {
  const files = configs.find(({ config_name }) => config_name === config)?.data_files ?? [];
  const list = typeof files === "string" ? [files] : files;
  return list.flatMap((entry) => {
    if (typeof entry === "string") return split === "train" ? [entry] : [];
    return entry.split === split ? entry.path : [];
  });
}

/** A file at a commit. */
interface CommitFile {
  /** Path in the repository. */
  path: string;
  /** Size in bytes. */
  size: number;
  /** Hash of the content: SHA-256 of a large file, else git's. */
  etag: string;
}

/** Content of a commit of a data set. */
interface HubCommit {
  /** Hash of the commit; the revision's name where the server does not say which commit that is. */
  commit: string;
  /** Files of the commit. */
  files: CommitFile[];
  /** Configs of the data set's card. */
  configs: CardConfig[];
}

const paths = z.union([z.string(), z.array(z.string())]);
const cardConfig = z.object({
  config_name: z.string(),
  data_files: z.union([paths, z.array(z.union([z.string(), z.object({ split: z.string(), path: paths })]))])
    .optional(),
});
const hubCommit = z.object({
  commit: z.string(),
  files: z.array(z.object({ path: z.string(), size: z.number(), etag: z.string() })),
  configs: z.array(cardConfig),
});

/**
 * Finds what a revision of a data set holds; undefined if there is none. A commit never changes, so one that is
 * cached is not requested again; for a branch or tag one request asks for its commit.
 */
async function findCommit(
  repo: string,
  revision: string,
  hub: Hub,
  text: string,
): Promise<HubCommit | undefined> {
  const { offline, cache } = hub;
  const known = COMMIT.test(revision)
    ? revision
    : offline
    ? (await readText(refFile(cache, repo, revision)))?.trim()
    : undefined;
  const cached = known && await readCommit(commitFile(cache, repo, known));
  if (cached) return cached;
  if (offline) {
    throw new LoadError(
      `HF_HUB_OFFLINE is set, and the revision ${revision} is not kept in ${cache.own}`,
      { file: text },
      "Load it once without HF_HUB_OFFLINE.",
    );
  }
  try {
    return await fetchCommit(repo, revision, hub);
  } catch (error) {
    if (error instanceof LoadError) throw error;
    const status = statusOf(error);
    if (status === 404) return undefined;
    throw hubError(status, text, datasetPage(repo, hub), error);
  }
}

async function fetchCommit(
  repo: string,
  revision: string,
  { endpoint, fetch, cache }: Hub,
): Promise<HubCommit> {
  // Imported when needed, as most programs never ask the hub.
  const { datasetInfo, listFiles } = await import("@huggingface/hub");
  const at = { hubUrl: endpoint, fetch };
  const additionalFields: ("cardData" | "sha")[] = ["cardData", "sha"];
  const info = await datasetInfo({ name: repo, revision, additionalFields, ...at }).catch((error) => {
    if (statusOf(error) === 404) return undefined; // a mirror may have the files and not this
    throw error;
  });
  const commit = info && /^[\w-]+$/.test(info.sha ?? "") ? info.sha : undefined;
  const file = commit && commitFile(cache, repo, commit);
  let found = file && await readCommit(file);
  if (!found) {
    const dataset = { type: "dataset", name: repo } as const;
    const listed = commit ?? encodeURIComponent(revision);
    const files: CommitFile[] = [];
    for await (const entry of listFiles({ repo: dataset, recursive: true, revision: listed, ...at })) {
      const { type, path, size, oid, lfs } = entry;
      if (type === "file") files.push({ path, size, etag: lfs?.oid ?? oid ?? "" });
    }
    found = { commit: commit ?? revision, files, configs: cardConfigs(info?.cardData) };
    if (file) await writeCacheFile(file, JSON.stringify(found));
  }
  if (commit && !COMMIT.test(revision)) await writeCacheFile(refFile(cache, repo, revision), commit);
  return found;
}

function statusOf(error: unknown): number | undefined {
  const status = (error as { statusCode?: unknown } | undefined)?.statusCode;
  return typeof status === "number" ? status : undefined;
}

/** Reads the configs of a card that are well-formed; a card is written by hand. */
function cardConfigs(card: unknown): CardConfig[] {
  const configs = (card as { configs?: unknown } | undefined)?.configs;
  return Array.isArray(configs) ? configs.flatMap((config) => cardConfig.safeParse(config).data ?? []) : [];
}

async function writeCacheFile(file: string, content: string): Promise<void> {
  await writingCache(dirname(file), () => writeFileAtomic(file, content));
}

async function readCommit(file: string): Promise<HubCommit | undefined> {
  const text = await readText(file);
  if (text === undefined) return undefined;
  try {
    return hubCommit.parse(JSON.parse(text));
  } catch {
    return undefined; // a damaged file is requested again
  }
}

async function readText(file: string): Promise<string | undefined> {
  try {
    return await Deno.readTextFile(file);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory) return undefined;
    throw error;
  }
}
