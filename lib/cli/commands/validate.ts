import { Command } from "commander";
import { JUPYTER_DISPLAY, type MimeBundle } from "../../display/mod.ts";
import { withAtomicFile, writeAll } from "../../files/mod.ts";
import { loadTraces, type RejectedRow, validateTraces } from "../../load/mod.ts";
import { checkOutput, jsonOption } from "../flags.ts";
import { DataError, interruptible, printJson, printText, progressUnless } from "../output.ts";

/** `validate`: which rows are no traces, and what is doubtful in the others. */
export function validateCommand(): Command {
  return new Command("validate")
    .description("look at every row: which are no traces and why, doubles, tools that are no list")
    .argument("<data...>", "sample, files, globs, folders or hf:owner/name/config")
    .option("--rejects <file>", "write the rows that are no traces, with the reason, to a .jsonl file")
    .addOption(jsonOption())
    .action(async (data: string[], { rejects, json }: { rejects?: string; json?: boolean }) => {
      if (rejects !== undefined) {
        await checkOutput(rejects, data, { what: "rejects", verb: "validate", endings: [".jsonl"] });
      }
      const progress = progressUnless(json);
      const showProgress = (done: number, total?: number) =>
        progress?.({ stage: "Validating", done, total, unit: "rows" });
      const validate = (onReject?: (row: RejectedRow) => Promise<void>) =>
        interruptible(async (signal) => {
          const dataset = loadTraces(data, { signal, onProgress: progress });
          const report = await validateTraces(dataset, { onReject, signal, onProgress: showProgress });
          showProgress(report.rows, report.rows);
          return report;
        });
      const report = rejects === undefined ? await validate() : await withAtomicFile(rejects, (file) => {
        const encoder = new TextEncoder();
        return validate((row) => writeAll(file, encoder.encode(`${JSON.stringify(row)}\n`)));
      });
      if (json) await printJson(report);
      else await printText(`${(report[JUPYTER_DISPLAY]() as MimeBundle)["text/plain"]}\n`);
      if (report.rejected > 0) {
        throw new DataError(
          `${report.rejected} of ${report.rows} rows are no traces` +
            (rejects === undefined ? "; --rejects FILE keeps them" : `; they are in ${rejects}`),
        );
      }
    });
}
