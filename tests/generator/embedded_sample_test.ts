import { assert, assertEquals } from "@std/assert";
import { asyncBufferFromFile, parquetReadObjects } from "hyparquet";
import { compressors } from "hyparquet-compressors";
import { SAMPLE_CONFIGS, sampleTraces } from "../../data/generator/mod.ts";
import { writeTraceParquet } from "../../lib/files/mod.ts";
import { traceSchema } from "../../lib/trace/mod.ts";
import { repositoryPath } from "../repository.ts";

for (const config of SAMPLE_CONFIGS) {
  const committed = repositoryPath(`data/sample-${config}.parquet`);

  Deno.test(`data/sample-${config}.parquet is what 150 rows of seed 7 give, byte for byte`, async () => {
    const file = await Deno.makeTempFile({ suffix: ".parquet" });
    try {
      await writeTraceParquet(file, sampleTraces({ rows: 150, seed: 7, config }));
      const [made, kept] = [await Deno.readFile(file), await Deno.readFile(committed)];
      assertEquals(made.length, kept.length);
      assert(made.every((byte, i) => byte === kept[i]));
    } finally {
      await Deno.remove(file);
    }
  });

  Deno.test(`data/sample-${config}.parquet holds the traces, and its checksum is in the README`, async () => {
    const rows = await parquetReadObjects({
      file: await asyncBufferFromFile(committed),
      compressors,
    });
    assertEquals(rows.map((row) => traceSchema.parse(row)), [
      ...sampleTraces({ rows: 150, seed: 7, config }),
    ]);
    const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", await Deno.readFile(committed)));
    const sha256 = Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
    assert((await Deno.readTextFile(repositoryPath("data/README.md"))).includes(sha256), sha256);
  });
}
