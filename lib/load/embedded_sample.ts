import { fileURLToPath } from "node:url";
import type { DataFile } from "./data_files.ts";

/** The two files of synthetic traces that come with Tracebook, in the order of the tutorial. */
export function embeddedSample(): DataFile[] {
  return ["kimi", "glm-5.1"].map((source) => {
    const url = new URL(`../../data/sample-${source}.parquet`, import.meta.url);
    return { source, fullSource: source, path: url.protocol === "file:" ? fileURLToPath(url) : url.href };
  });
}
