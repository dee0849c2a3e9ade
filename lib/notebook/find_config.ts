import { dirname, join } from "node:path";

/**
 * The configuration file that Deno takes in a folder: the nearest deno.json or deno.jsonc, upward.
 *
 * @param folder An absolute path.
 * @returns Its path; null if there is none.
 */
export function findConfig(folder: string): string | null {
  for (let at = folder;; at = dirname(at)) {
    for (const name of ["deno.json", "deno.jsonc"]) {
      try {
        if (Deno.statSync(join(at, name)).isFile) return join(at, name);
      } catch {
        // Not here.
      }
    }
    if (dirname(at) === at) return null;
  }
}
