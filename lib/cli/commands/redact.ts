import { Command, Option } from "commander";
import { JUPYTER_DISPLAY, type MimeBundle } from "../../display/mod.ts";
import { writeTraces } from "../../files/mod.ts";
import { type DuplicateBy, DUPLICATES_BY, loadTraces } from "../../load/mod.ts";
import { makeRedactionCounter, makeRedactor } from "../../redact/mod.ts";
import type { Trace } from "../../trace/mod.ts";
import { checkOutput, jsonOption } from "../flags.ts";
import { interruptible, printJson, printText, progressUnless } from "../output.ts";

interface RedactFlags {
  out: string;
  dropDuplicates?: DuplicateBy;
  json?: boolean;
}

/**
 * `redact`: the traces without secrets, e-mail addresses, people's names in paths and IP addresses, in a new file.
 */
export function redactCommand(): Command {
  return new Command("redact")
    .description(
      "write the traces without secrets, e-mail addresses, names in home folders' paths, IP addresses",
    )
    .argument("<data...>", "sample, files, globs, folders or hf:owner/name/config")
    .requiredOption("--out <file>", "the .parquet or .jsonl file to write")
    .addOption(
      new Option("--drop-duplicates <what>", "keep the first of those with one request, or one conversation")
        .choices(DUPLICATES_BY),
    )
    .addOption(jsonOption())
    .action(async (data: string[], { out, dropDuplicates, json }: RedactFlags) => {
      await checkOutput(out, data, { what: "traces", verb: "redact", endings: [".parquet", ".jsonl"] });
      const progress = progressUnless(json);
      const redact = await makeRedactor();
      const counter = makeRedactionCounter();
      let dropped = 0;
      await interruptible(async (signal) => {
        const all = loadTraces(data, { signal, onProgress: progress });
        const traces = dropDuplicates ? all.dropDuplicates(dropDuplicates, () => dropped++) : all;
        async function* redacted(): AsyncGenerator<Trace> {
          for await (const trace of traces) {
            const found = redact(trace);
            counter.add(found);
            yield found.trace;
          }
        }
        await writeTraces(out, redacted(), { signal, onProgress: progress });
      });
      const report = counter.report();
      if (json) await printJson({ ...report, dropped });
      else {
        const left = dropDuplicates ? `${dropped} look-alikes left out.\n` : "";
        await printText(`${(report[JUPYTER_DISPLAY]() as MimeBundle)["text/plain"]}\n${left}`);
      }
    });
}
