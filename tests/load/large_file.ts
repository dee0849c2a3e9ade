import { type Trace, writeTraceParquet } from "tracebook";

/** Eight traces of a megabyte each. */
export const largeTraces = Array.from({ length: 8 }, (_, i): Trace => ({
  id: `${i}`,
  conversations: [{ from: "tool", value: String(i).repeat(1_000_000) }],
}));

/** A parquet file of eight megabytes, a row group for each of {@link largeTraces}. */
export async function largeFile(): Promise<Uint8Array> {
  const path = await Deno.makeTempFile({ suffix: ".parquet" });
  try {
    await writeTraceParquet(path, largeTraces, { codec: "UNCOMPRESSED", rowGroupRows: 1 });
    return await Deno.readFile(path);
  } finally {
    await Deno.remove(path);
  }
}
