import { dirname } from "node:path";
import { z } from "zod";
import { writeFileAtomic } from "../../store/mod.ts";
import { LoadError } from "../load_error.ts";
import { COMMIT, commitFile, intoCache, refFile } from "./hub_cache.ts";
import type { CardConfig } from "./hub_choice.ts";
import { hubError } from "./hub_error.ts";
import { type Hub, pageOf } from "./reach_hub.ts";

/** A file at a commit. */
export interface CommitFile {
  /** Its path in the repository. */
  path: string;
  /** Its size in bytes. */
  size: number;
  /** The hash of its content: SHA-256 where it is a large file, else git's. */
  etag: string;
}

/** What a commit of a data set holds. */
export interface HubCommit {
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
export async function findCommit(
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
    return await askCommit(repo, revision, hub);
  } catch (error) {
    if (error instanceof LoadError) throw error;
    const status = statusOf(error);
    if (status === 404) return undefined;
    throw hubError(status, text, pageOf(repo, hub), error);
  }
}

async function askCommit(
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
    found = { commit: commit ?? revision, files, configs: configsOf(info?.cardData) };
    if (file) await keep(file, JSON.stringify(found));
  }
  if (commit && !COMMIT.test(revision)) await keep(refFile(cache, repo, revision), commit);
  return found;
}

function statusOf(error: unknown): number | undefined {
  const status = (error as { statusCode?: unknown } | undefined)?.statusCode;
  return typeof status === "number" ? status : undefined;
}

/** The configs of a card that are as they should be; a card is written by hand. */
function configsOf(card: unknown): CardConfig[] {
  const configs = (card as { configs?: unknown } | undefined)?.configs;
  return Array.isArray(configs) ? configs.flatMap((config) => cardConfig.safeParse(config).data ?? []) : [];
}

async function keep(file: string, content: string): Promise<void> {
  await intoCache(dirname(file), () => writeFileAtomic(file, content));
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
