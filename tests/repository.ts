/** Where the repository lies, whatever its folder is called: a path with a blank or an é differs from its URL. */
import { fileURLToPath } from "node:url";

/** The repository's folder, as the `cwd` of a program. */
export const REPOSITORY = new URL("../", import.meta.url);

/** The URL of one of the repository's files or folders, such as `tests/fixtures/load/`. */
export const repositoryUrl = (path: string): URL => new URL(path, REPOSITORY);

/** The path of one of the repository's files or folders, as the system's calls and other programs take it. */
export const repositoryPath = (path: string): string => fileURLToPath(repositoryUrl(path));
