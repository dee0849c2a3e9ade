/** What a config's files are, as the data set's card says: globs by split. */
export interface CardConfig {
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
