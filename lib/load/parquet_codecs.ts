import type { Compressors } from "hyparquet";
import { compressors } from "hyparquet-compressors";
import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from "node:zlib";

// A page says how long it is unpacked; nothing longer is ever unpacked.
const native: Compressors = {
  ZSTD: (input, length) => zstdDecompressSync(input, { maxOutputLength: length }),
  GZIP: (input, length) => gunzipSync(input, { maxOutputLength: length }),
  BROTLI: (input, length) => brotliDecompressSync(input, { maxOutputLength: length }),
};

/**
 * The parquet codecs: the runtime's own zstd, gzip and brotli, and hyparquet-compressors for snappy and LZ4.
 *
 * @see https://parquet.apache.org/docs/file-format/data-pages/compression/
 */
export const parquetCodecs: Compressors = Object.fromEntries(
  Object.entries({ ...compressors, ...native }).map(([name, unpack]) => [
    name,
    // A page of nulls unpacks to nothing, which the LZ4 reader takes for a damaged block.
    (input: Uint8Array, length: number) => length === 0 ? new Uint8Array() : unpack(input, length),
  ]),
);
