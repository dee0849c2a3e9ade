import { fileURLToPath } from "node:url";
import { LoadError } from "./load_error.ts";

/** A file of traces, found but not opened. */
export interface DataFile {
  /** Path of the file. */
  path: string;
  /** Name of the source that its rows get when several sources are joined. */
  source: string;
  /** Name of the source with its folder, for when two files have one name. */
  fullSource: string;
}

/** Endings of the names of files that can be read. */
export const FORMATS = /\.(parquet|(jsonl|json|csv)(\.(gz|zst))?)$/i;
/** Endings that are read from a folder: its .json files are often of another kind, and must be named. */
const IN_FOLDERS = /\.(parquet|(jsonl|csv)(\.(gz|zst))?)$/i;
const HOW_TO_NAME = "Give a file, a folder, a glob in quotes, sample, or hf:owner/name/config.";
const SUPPORTED = "Supported are .parquet, .jsonl, .json and .csv, the last three also as .gz and .zst.";

/**
 * Finds the files that one word of DATA stands for, in the order they are read.
 *
 * @param data `sample`, `sample/kimi`, `sample/glm-5.1`, a file, a folder (its files of traces) or a glob.
 * @returns The files; those of a folder or a glob sorted by path.
 * @throws {LoadError} If there are none, or if one has a format that cannot be read.
 */
export async function findDataFiles(data: string): Promise<DataFile[]> {
  const sample = embeddedSample();
  const wanted = sample.filter(({ source }) => data === "sample" || data === `sample/${source}`);
  if (wanted.length) return wanted;
  const paths = await findPaths(data);
  const wrong = paths.find((path) => !FORMATS.test(path));
  if (wrong !== undefined) {
    throw new LoadError(`it has no format that can be read`, { file: wrong }, SUPPORTED);
  }
  const realSample = await Promise.all(
    sample.map(async (file) => ({ ...file, path: await realPath(file.path) })),
  );
  return await Promise.all(paths.map(async (path) => {
    const resolved = await realPath(path);
    return { ...(realSample.find((file) => file.path === resolved) ?? sourceNames(resolved)), path };
  }));
}

async function findPaths(data: string): Promise<string[]> {
  if (data === "") throw new LoadError("the name is empty", { file: '""' }, HOW_TO_NAME);
  const info = await Deno.stat(data).catch((error) => {
    if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory) return undefined;
    throw error;
  });
  if (info?.isDirectory) {
    const names = (await Array.fromAsync(Deno.readDir(data))).filter((entry) => !entry.isDirectory);
    const paths = names.map(({ name }) => `${data.replace(/[/\\]+$/, "")}/${name}`).filter((path) =>
      IN_FOLDERS.test(path)
    );
    if (paths.length) return paths.sort();
    throw new LoadError("the folder holds no file of traces", { file: data }, SUPPORTED);
  }
  if (info) return [data];
  const isGlob = /[*?{}[\]!]/.test(data);
  const paths = isGlob ? await globPaths(data) : [];
  if (paths.length) return paths.sort();
  throw new LoadError(
    isGlob ? "no file matches this pattern" : "there is no such file or folder",
    { file: data },
    HOW_TO_NAME,
  );
}

async function globPaths(pattern: string): Promise<string[]> {
  // Imported when needed, as it reads an environment variable, for which not every program has permission.
  const { glob } = await import("tinyglobby");
  return await glob(pattern, { expandDirectories: false });
}

function realPath(path: string): Promise<string> {
  return Deno.realPath(path).catch(() => path);
}

/** Suffix of the parts of one split (`train-00000-of-00002`), which are one source. */
const PART = /-\d{5}-of-\d{5}$/;

function sourceNames(path: string): { source: string; fullSource: string } {
  const [folder, file] = path.replace(FORMATS, "").replace(PART, "").split(/[/\\]/).slice(-2);
  return { source: file ?? folder!, fullSource: [folder, file].filter(Boolean).join("/") };
}

/** Lists the two files of synthetic traces that come with Tracebook, in the order of the tutorial. */
function embeddedSample(): DataFile[] {
  return ["kimi", "glm-5.1"].map((source) => {
    const url = new URL(`../../data/sample-${source}.parquet`, import.meta.url);
    return { source, fullSource: source, path: url.protocol === "file:" ? fileURLToPath(url) : url.href };
  });
}
