import { Command } from "commander";
import { JUPYTER_DISPLAY } from "../../display/mod.ts";
import type { ProgressSink } from "../../files/mod.ts";
import { FORMATS, loadTraces } from "../../load/mod.ts";
import { compareFacts, type Facts, measureTraces } from "../../measure/mod.ts";
import { jsonOption, wholeNumber } from "../flags.ts";
import { nameMeasuredRow, printJson, printText, progressUnless } from "../output.ts";

interface CompareFlags {
  seed: number;
  limit?: number;
  json?: boolean;
}

/** `compare`: two sources, metric by metric. */
export function compareCommand(): Command {
  return new Command("compare")
    .description("compare two sources: differences with intervals, effects and p-values")
    .argument("<data>", "sample/kimi, a file, a glob, a folder or hf:owner/name/config")
    .argument("<data>", "the other source, likewise")
    .option("--seed <n>", "what random numbers are drawn by", wholeNumber, 0)
    .option("--limit <n>", "look at the first n traces of each", wholeNumber)
    .addOption(jsonOption())
    .action(async (a: string, b: string, { seed, limit, json }: CompareFlags) => {
      const progress = progressUnless(json);
      const facts = [await factsOf(a, limit, progress), await factsOf(b, limit, progress)] as const;
      const comparison = compareFacts(...facts, { seed, names: sourceNames(a, b) });
      if (json) await printJson(comparison);
      else await printText(`${(await comparison[JUPYTER_DISPLAY]())["text/plain"]}\n`);
    });
}

async function factsOf(data: string, limit?: number, progress?: ProgressSink): Promise<Facts[]> {
  const dataset = loadTraces(data, { onProgress: progress });
  const facts: Facts[] = [];
  const showProgress = (total?: number) =>
    progress?.({ stage: `Measuring ${data}`, done: facts.length, total, unit: "traces" });
  try {
    await measureTraces(dataset, {
      limit,
      onFacts(record) {
        if (facts.push(record) % 100 === 0) showProgress();
      },
    });
  } catch (error) {
    throw await nameMeasuredRow(dataset, error);
  }
  showProgress(facts.length);
  return facts;
}

/** Names each source by the last part of DATA without its ending; if these are equal, by all of DATA, then with a letter. */
function sourceNames(...data: [a: string, b: string]): [a: string, b: string] {
  const [a, b] = data.map((word) => word.split(/[/\\]/).at(-1)!.replace(FORMATS, ""));
  if (a && b && a !== b) return [a, b];
  return data[0] === data[1] ? [`${data[0]} (a)`, `${data[1]} (b)`] : data;
}
