import type { Compressors } from "hyparquet";
import { compressors } from "hyparquet-compressors";
import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from "node:zlib";

// A page says how long it is unpacked; nothing longer is ever unpacked.
const limit = (length: number) => ({ maxOutputLength: Math.max(1, length) });

/**
 * The parquet codecs: the runtime's own zstd, gzip and brotli, and hyparquet-compressors for snappy and LZ4.
 *
 * @see https://parquet.apache.org/docs/file-format/data-pages/compression/
 */
export const parquetCodecs: Compressors = {
  ...compressors,
  ZSTD: (input, length) => zstdDecompressSync(input, limit(length)),
  GZIP: (input, length) => gunzipSync(input, limit(length)),
  BROTLI: (input, length) => brotliDecompressSync(input, limit(length)),
};
