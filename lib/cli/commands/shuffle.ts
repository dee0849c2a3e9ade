import { Command } from "commander";
import { loadTraces } from "../../load/mod.ts";
import { jsonOption, seedNumber } from "../flags.ts";
import { printJson, printText, progressUnless } from "../output.ts";

/** `shuffle`: the ids in the order that Python's `datasets` gives for the seed. */
export function shuffleCommand(): Command {
  return new Command("shuffle")
    .description("print the ids in the order that datasets gives for shuffle(seed=N)")
    .argument("<data...>", "sample, files, globs, folders or hf:owner/name/config")
    .requiredOption("--seed <n>", "the seed", seedNumber)
    .addOption(jsonOption())
    .action(async (data: string[], { seed, json }: { seed: bigint; json?: boolean }) => {
      const ids = await loadTraces(data, { onProgress: progressUnless(json) }).shuffle(seed)
        .labels("id");
      if (json) await printJson(ids);
      else await printText(ids.map((id) => `${id}\n`).join(""));
    });
}
