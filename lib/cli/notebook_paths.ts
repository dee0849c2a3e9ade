import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder of the notebooks that come with Tracebook. */
export const NOTEBOOKS: string = fileURLToPath(new URL("../../notebooks", import.meta.url));

/**
 * The notebooks of a folder, in the order of their names.
 *
 * @param folder The folder; one that is not there holds none.
 * @returns Their paths.
 */
export function notebooksIn(folder: string): string[] {
  let names: string[];
  try {
    names = Array.from(Deno.readDirSync(folder), ({ name }) => name);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory) return [];
    throw error;
  }
  return names.filter((name) => name.endsWith(".ipynb")).sort().map((name) => join(folder, name));
}

/**
 * A path as the user would type it: relative to where they stand, if it is below.
 *
 * @param path An absolute path.
 * @param from The folder where they stand.
 * @returns The shorter form.
 */
export function shownPath(path: string, from: string): string {
  const near = relative(from, path);
  return near === "" || near.startsWith("..") ? path : near;
}
