import type { Trace } from "tracebook";
import { writeTraceParquet } from "../../lib/files/mod.ts";

const traceOf = (id: number, characters: number): Trace => ({
  id: `${id}`,
  conversations: [{ from: "tool", value: String(id).repeat(characters).slice(0, characters) }],
});

/** Eight traces of a megabyte each. */
export const largeTraces = Array.from({ length: 8 }, (_, id) => traceOf(id, 1_000_000));

/** A parquet file of so many traces; as told, eight megabytes, a row group for each of {@link largeTraces}. */
export async function largeFile(
  { traces = 8, characters = 1_000_000, rowGroupRows = 1 } = {},
): Promise<Uint8Array> {
  const path = await Deno.makeTempFile({ suffix: ".parquet" });
  try {
    const rows = function* () {
      for (let id = 0; id < traces; id++) yield traceOf(id, characters);
    };
    await writeTraceParquet(path, rows(), { codec: "UNCOMPRESSED", rowGroupRows });
    return await Deno.readFile(path);
  } finally {
    await Deno.remove(path);
  }
}
