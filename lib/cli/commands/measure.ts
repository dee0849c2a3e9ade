import { Command } from "commander";
import { JUPYTER_DISPLAY } from "../../display/mod.ts";
import { writeTable } from "../../files/mod.ts";
import { loadTraces } from "../../load/mod.ts";
import { FACT_COLUMNS, type Facts, measureTraces, type Rules } from "../../measure/mod.ts";
import { checkOutput, jsonOption, positiveWholeNumber, rulesOption, wholeNumber } from "../flags.ts";
import { interruptible, nameMeasuredRow, printJson, printText, progressUnless } from "../output.ts";

interface MeasureFlags {
  rules: Rules;
  limit?: number;
  workers: number;
  out?: string;
  json?: boolean;
}

/** `measure`: the numbers of a pass over traces, and one line of facts for each. */
export function measureCommand(): Command {
  return new Command("measure")
    .description("count tools, turns, thoughts, errors and lengths")
    .argument("<data...>", "sample, files, globs, folders or hf:owner/name/config")
    .addOption(rulesOption())
    .option("--limit <n>", "look at the first n traces", wholeNumber)
    .option("--workers <n>", "share the work among n threads", positiveWholeNumber, 1)
    .option("--out <file>", "write the facts of each trace to a .csv or .parquet file")
    .addOption(jsonOption())
    .action(async (data: string[], flags: MeasureFlags) => {
      if (flags.out !== undefined) {
        await checkOutput(flags.out, data, { what: "facts", verb: "measure", endings: [".csv", ".parquet"] });
      }
      const progress = progressUnless(flags.json);
      const facts: Facts[] = [];
      const summary = await interruptible(async (signal) => {
        const dataset = loadTraces(data, { signal, onProgress: progress });
        try {
          const summary = await measureTraces(dataset, {
            rules: flags.rules,
            limit: flags.limit,
            workers: flags.workers,
            signal,
            onFacts: flags.out === undefined ? undefined : (record) => facts.push(record),
            onProgress: (done) => progress?.({ stage: "Measuring", done, unit: "traces" }),
          });
          const { rows } = summary;
          progress?.({ stage: "Measuring", done: rows, total: rows, unit: "traces" });
          if (flags.out !== undefined) await writeTable(flags.out, facts, FACT_COLUMNS, { signal });
          return summary;
        } catch (error) {
          throw await nameMeasuredRow(dataset, error);
        }
      });
      if (flags.json) await printJson(summary);
      else await printText(`${(await summary[JUPYTER_DISPLAY]())["text/plain"]}\n`);
    });
}
