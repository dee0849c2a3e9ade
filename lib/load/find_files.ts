import { fileURLToPath } from "node:url";
import { LoadError } from "./load_error.ts";

/** One file of traces, found but not opened. */
export interface DataFile {
  /** Its path. */
  path: string;
  /** What its rows are said to come from, when several sources are joined. */
  source: string;
  /** The same with its folder, for when two files have one name. */
  fullSource: string;
}

/** How the names of files end that can be read. */
export const FORMATS = /\.(parquet|(jsonl|json|csv)(\.(gz|zst))?)$/i;
/** A folder of traces often has .json files of another kind: these are named by themselves. */
const IN_FOLDERS = /\.(parquet|(jsonl|csv)(\.(gz|zst))?)$/i;
const HOW_TO_NAME = "Give a file, a folder, a glob in quotes, sample, or hf:owner/name/config.";
const SUPPORTED = "Supported are .parquet, .jsonl, .json and .csv, the last three also as .gz and .zst.";

/**
 * The files that one word of DATA stands for, in the order they are read.
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
  const real = await Promise.all(sample.map(async (file) => ({ ...file, path: await realPath(file.path) })));
  return await Promise.all(paths.map(async (path) => {
    const own = await realPath(path);
    return { ...(real.find((file) => file.path === own) ?? sourceNames(own)), path };
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
  // Imported when needed: it reads an environment variable, which not every program may.
  const { glob } = await import("tinyglobby");
  return await glob(pattern, { expandDirectories: false });
}

function realPath(path: string): Promise<string> {
  return Deno.realPath(path).catch(() => path);
}

/** The parts of one split (`train-00000-of-00002`) are one source. */
const PART = /-\d{5}-of-\d{5}$/;

function sourceNames(path: string): { source: string; fullSource: string } {
  const [folder, file] = path.replace(FORMATS, "").replace(PART, "").split(/[/\\]/).slice(-2);
  return { source: file ?? folder!, fullSource: [folder, file].filter(Boolean).join("/") };
}

/** The two files of synthetic traces that come with Tracebook, in the order of the tutorial. */
function embeddedSample(): DataFile[] {
  return ["kimi", "glm-5.1"].map((source) => {
    const url = new URL(`../../data/sample-${source}.parquet`, import.meta.url);
    return { source, fullSource: source, path: url.protocol === "file:" ? fileURLToPath(url) : url.href };
  });
}
