import type { Compressors } from "hyparquet";
import { compressors } from "hyparquet-compressors";
import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from "node:zlib";

const MOST_AT_ONCE = 2 ** 24;

/**
 * How a page is unpacked that says how long it is: nothing longer is ever unpacked, and at once where it is not a lie
 * of gigabytes. The room beyond that length is for speed: a page that fills its room exactly is asked for more, and
 * then copied.
 */
const bounded = (length: number) => ({
  maxOutputLength: length,
  chunkSize: Math.min(length, MOST_AT_ONCE) + 64,
});

const native: Compressors = {
  ZSTD: (input, length) => zstdDecompressSync(input, bounded(length)),
  GZIP: (input, length) => gunzipSync(input, bounded(length)),
  BROTLI: (input, length) => brotliDecompressSync(input, bounded(length)),
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
