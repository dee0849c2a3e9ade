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

/** Whether a file may be written under this path: it must not leave its folder, on any system. */
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

/** A data set on the hub, and the part of it that is wanted. */
interface HubAddress {
  /** The address as it was given. */
  text: string;
  /** `owner/name`. */
  repo: string;
  /** The config; `default` where none is named. */
  config: string;
  /** The split; `train` where none is named. */
  split: string;
  /** The branch, tag or commit; undefined for the main branch. */
  revision?: string;
}

const NAME = "[A-Za-z0-9][A-Za-z0-9._-]*";
const ADDRESS = new RegExp(`^hf:(${NAME}/${NAME})(?:@([^/\\s]+))?(?:/(${NAME}))?(?:/(${NAME}))?/?$`);

/**
 * Reads `hf:owner/name/config`, with `/split` after it or `@revision` after the name.
 *
 * @param text The address.
 * @returns Its parts.
 * @throws {LoadError} If it is no such address.
 */
export function parseHubAddress(text: string): HubAddress {
  const [, repo, revision, config = "default", split = "train"] = ADDRESS.exec(text) ?? [];
  if (repo && !text.includes("..")) return { text, repo, config, split, revision };
  const example = "such as hf:lambda/hermes-agent-reasoning-traces/kimi.";
  throw new LoadError("it is no hub address", { file: text }, `Write hf:owner/name/config, ${example}`);
}

/** What a config's files are, as the data set's card says: globs by split. */
interface CardConfig {
  /** The config's name. */
  config_name: string;
  /** Its files: globs, or globs for each split. */
  data_files?: string | readonly (string | { split: string; path: string | readonly string[] })[];
}

/**
 * The parquet files of a config and split, by the usual names: `kimi/train-00000-of-00002.parquet`,
 * `data/kimi/train.parquet`, `kimi/train/0000.parquet`, `kimi/anything.parquet` if no file there names a
 * split; for the config `default` the same in `data/` or at the top.
 *
 * @param paths All paths of the repository.
 * @param config The config.
 * @param split The split.
 * @returns The paths, sorted; empty if none have such names.
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

/**
 * The split that a file's name or its folder says it belongs to: `train-00000-of-00002.parquet`,
 * `test/0000.parquet`.
 */
function splitOf(path: string): string | undefined {
  const [first = ""] = path.split("/");
  return /^(train|training|validation|valid|val|dev|test|testing|eval|evaluation)(?=[-_.]|$)/.exec(first)
    ?.[1];
}

/**
 * The globs that the data set's card gives for a config and split.
 *
 * @param configs The card's `configs`.
 * @param config The config.
 * @param split The split.
 * @returns The globs, in the card's order; empty if the card does not say.
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
  /** Its path in the repository. */
  path: string;
  /** Its size in bytes. */
  size: number;
  /** The hash of its content: SHA-256 where it is a large file, else git's. */
  etag: string;
}

/** What a commit of a data set holds. */
interface HubCommit {
  /** Its hash; the revision's name where the server does not say which commit that is. */
  commit: string;
  /** Its files. */
  files: CommitFile[];
  /** What its card says of configs. */
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
 * What a revision of a data set holds. A commit never changes, so what was once listed is not asked for again; a branch
 * or tag is one question: at which commit it is.
 *
 * @param repo The data set, `owner/name`.
 * @param revision A branch, tag or commit.
 * @param hub The hub.
 * @param text The address as errors name it.
 * @returns The commit's files; undefined if there is no such data set or revision.
 * @throws {LoadError} If the hub refuses, or must not be asked and nothing is kept.
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
  const kept = known && await readCommit(commitFile(cache, repo, known));
  if (kept) return kept;
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
  // Imported when needed: most programs never ask the hub.
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

/** The configs of a card that are as they should be; a card is written by hand. */
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
    return undefined; // what cannot be read is asked for anew
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
