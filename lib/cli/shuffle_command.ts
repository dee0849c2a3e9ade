import { Command } from "commander";
import { loadTraces, permutation } from "../load/mod.ts";
import { jsonOption, seedNumber } from "./flags.ts";
import { printJson, printText } from "./print_json.ts";

/**
 * `shuffle`: the ids in the order that Python's `datasets` gives for the seed.
 *
 * @returns The command.
 */
export function shuffleCommand(): Command {
  return new Command("shuffle")
    .description("print the ids in the order that datasets gives for shuffle(seed=N)")
    .argument("<data...>", "sample, files, globs, folders or hf:owner/name/config")
    .requiredOption("--seed <n>", "the seed", seedNumber)
    .addOption(jsonOption())
    .action(async (data: string[], { seed, json }: { seed: bigint; json?: boolean }) => {
      const ids: string[] = [];
      for await (const trace of loadTraces(data)) ids.push(trace.id);
      const order = Array.from(permutation(seed, ids.length), (row) => ids[row]!);
      if (json) await printJson(order);
      else await printText(order.map((id) => `${id}\n`).join(""));
    });
}
