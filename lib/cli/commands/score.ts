import { Command } from "commander";
import { JUPYTER_DISPLAY, type MimeBundle } from "../../display/mod.ts";
import { loadTraces } from "../../load/mod.ts";
import {
  comparePredictions,
  type Prediction,
  PredictionError,
  readPredictions,
  scoreToolSelection,
} from "../../score/mod.ts";
import { jsonOption } from "../flags.ts";
import { DataError, printJson, printText, progressUnless, UsageError } from "../output.ts";

interface ScoreFlags {
  before?: string;
  train?: string[];
  json?: boolean;
}

/** `score`: how well a model selects tools. */
export function scoreCommand(): Command {
  return new Command("score")
    .description(
      "score predictions of held-out steps: form, choice of tools, arguments, whether to call, the end",
    )
    .argument("<predictions>", "a file that evaluate.py wrote")
    .option("--before <file>", "predictions of another model on the same steps, to compare with")
    .option(
      "--train <data...>",
      "traces from which guessing learns (default: the other traces among the predictions)",
    )
    .addOption(jsonOption())
    .action(async (file: string, { before, train, json }: ScoreFlags) => {
      const predictions = await readPredictionFile(file);
      const traces = train &&
        await loadTraces(train, { onProgress: progressUnless(json) }).toArray();
      const selection = scoreToolSelection(predictions, { train: traces });
      const comparison = before === undefined
        ? undefined
        : compareOnSameSteps(await readPredictionFile(before), predictions);
      if (json) await printJson(comparison ? { ...selection, comparison } : selection);
      else {
        const shown = [selection, ...comparison ? [comparison] : []]
          .map((one) => (one[JUPYTER_DISPLAY]() as MimeBundle)["text/plain"]);
        await printText(`${shown.join("\n\n")}\n`);
      }
    });
}

async function readPredictionFile(file: string): Promise<Prediction[]> {
  try {
    const predictions = readPredictions(await Deno.readTextFile(file), file);
    if (predictions.length === 0) throw new DataError(`Cannot score ${file}: there are no predictions in it`);
    return predictions;
  } catch (error) {
    if (error instanceof PredictionError) throw new DataError(error.message);
    if (error instanceof Deno.errors.NotFound) {
      throw new DataError(
        `Cannot read ${file}: there is no such file; evaluate.py of the training folder writes it`,
      );
    }
    throw error;
  }
}

function compareOnSameSteps(before: Prediction[], after: Prediction[]) {
  try {
    return comparePredictions(before, after);
  } catch (error) {
    if (error instanceof RangeError) throw new UsageError(error.message); // the two files hold different steps
    throw error;
  }
}
