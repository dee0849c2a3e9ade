import { Command, Option } from "commander";
import type { SampleConfig } from "../../../data/generator/mod.ts";
import { terminalProgress, writeTraceParquet } from "../../files/mod.ts";
import { wholeNumber } from "../flags.ts";
import { interruptible, UsageError } from "../output.ts";

interface SampleFlags {
  rows: number;
  seed: number;
  config: SampleConfig;
  out: string;
}

const CONFIGS: readonly SampleConfig[] = ["kimi", "glm-5.1"];

/** `sample`: synthetic traces in a parquet file, the same bytes for the same call. */
export function sampleCommand(): Command {
  return new Command("sample")
    .description("write synthetic traces, the same bytes for the same call")
    .requiredOption("--rows <n>", "how many traces", wholeNumber)
    .requiredOption("--seed <n>", "the seed", wholeNumber)
    .addOption(
      new Option("--config <config>", "which of the data set's configs to be like").choices(CONFIGS)
        .makeOptionMandatory(),
    )
    .requiredOption("--out <file>", "the .parquet file to write")
    .action(async ({ rows, seed, config, out }: SampleFlags) => {
      if (!/\.parquet$/i.test(out)) {
        throw new UsageError(`Cannot write traces to ${out}: the name must end with .parquet`);
      }
      // Imported only here: the generator is no part of the published library.
      const { sampleTraces } = await import("../../../data/generator/mod.ts").catch((cause) => {
        throw new UsageError("Cannot make synthetic traces: their generator comes with the clone alone", {
          cause,
        });
      });
      const progress = terminalProgress();
      await interruptible((signal) =>
        writeTraceParquet(out, sampleTraces({ rows, seed, config }), {
          signal,
          onProgress: (event) => progress({ ...event, total: rows }),
        })
      );
    });
}
