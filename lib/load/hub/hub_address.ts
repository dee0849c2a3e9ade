import { LoadError } from "../load_error.ts";

/** A data set on the hub, and the part of it that is wanted. */
export interface HubAddress {
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
export function hubAddress(text: string): HubAddress {
  const [, repo, revision, config = "default", split = "train"] = ADDRESS.exec(text) ?? [];
  if (repo && !text.includes("..")) return { text, repo, config, split, revision };
  const example = "such as hf:lambda/hermes-agent-reasoning-traces/kimi.";
  throw new LoadError("it is no hub address", { file: text }, `Write hf:owner/name/config, ${example}`);
}
