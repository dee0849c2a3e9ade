import type { Rows } from "./rows.ts";

/** Rows of one source, with its name. */
export interface LoadPart {
  /** The name: a config, a file's name without its ending. */
  source: string;
  /** A longer name, for when another source has the same short one. */
  fullSource: string;
  /** The rows. */
  rows: Rows;
}

/**
 * What the rows of each part say they come from: the short name, or the longer one where different parts
 * share it.
 */
export function sourceNames(parts: readonly Omit<LoadPart, "rows">[]): string[] {
  return parts.map(({ source, fullSource }) => {
    const shared = parts.some((other) => other.source === source && other.fullSource !== fullSource);
    return shared ? fullSource : source;
  });
}
