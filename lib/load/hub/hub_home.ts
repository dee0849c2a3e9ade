import { join } from "node:path";
import { isSystemError } from "../../store/system_error.ts";
import { LoadError } from "../load_error.ts";

/** Where what came from the hub is kept. */
export interface HubCache {
  /** The cache of whole files, shared with Python's `huggingface_hub`. */
  shared: string;
  /** Ours: listings, and parts of files. */
  own: string;
}

/**
 * The folders that the environment names, as Python's `huggingface_hub` reads it: `HF_HUB_CACHE`, or `hub` in `HF_HOME`,
 * or `huggingface/hub` in the user's cache folder. Ours is `tracebook` in `HF_HOME`.
 *
 * @param home The folder to use in place of `HF_HOME`.
 * @returns The folders; they need not be there yet.
 * @throws {LoadError} If the environment names no home at all.
 * @see https://huggingface.co/docs/huggingface_hub/package_reference/environment_variables
 */
export function hubCache(home?: string): HubCache {
  const folder = home ?? hfHome();
  const shared = home === undefined ? expanded(Deno.env.get("HF_HUB_CACHE")) : undefined;
  return { shared: shared ?? join(folder, "hub"), own: join(folder, "tracebook") };
}

/**
 * The token that `hf auth login` has left in `HF_HOME`.
 *
 * @param home The folder to use in place of `HF_HOME`.
 * @returns The token; undefined if there is none.
 */
export function savedToken(home: string = hfHome()): string | undefined {
  try {
    return Deno.readTextFileSync(join(home, "token"));
  } catch (error) {
    if (isSystemError(error)) return undefined; // nobody has logged in
    throw error;
  }
}

function hfHome(): string {
  return expanded(Deno.env.get("HF_HOME")) ?? join(userCache(), "huggingface");
}

function userCache(): string {
  return expanded(Deno.env.get("XDG_CACHE_HOME")) ?? join(userHome(), ".cache");
}

function userHome(): string {
  const home = Deno.env.get("HOME") || Deno.env.get("USERPROFILE");
  if (home) return home;
  const remedy = "Set HF_HOME to the folder in which to keep it.";
  throw new LoadError("there is no folder to keep it in", { file: "the hub's files" }, remedy);
}

function expanded(path: string | undefined): string | undefined {
  return path ? path.replace(/^~(?=$|[/\\])/, () => userHome()) : undefined;
}
