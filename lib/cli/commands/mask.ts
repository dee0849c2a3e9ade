import { Command, InvalidArgumentError, Option } from "commander";
import { JUPYTER_DISPLAY } from "../../display/mod.ts";
import { RECORD_ENDINGS, TOKEN_FIELDS, writeRecords } from "../../files/mod.ts";
import { loadTraces } from "../../load/mod.ts";
import {
  auditMasks,
  type MaskOptions,
  type MaskReport,
  maskTraces,
  type MaskTracesOptions,
  type Tokenizer,
  TRAINED_PARTS,
  type TrainedPart,
  withAttentionMask,
} from "../../train/mod.ts";
import { checkOutput, jsonOption, positiveWholeNumber, tokenizerFromFlag, wholeNumber } from "../flags.ts";
import { interruptible, printJson, printText, progressUnless, UsageError } from "../output.ts";

interface MaskFlags
  extends Pick<MaskTracesOptions, "method" | "maxLength" | "truncate" | "train" | "workers"> {
  tokenizer?: string;
  lastTurn?: boolean;
  skipFailed?: boolean;
  skipRepeats?: boolean;
  toolTurns?: string;
  system?: MaskOptions["system"];
  out?: string;
  json?: boolean;
}

/** `mask`: token ids and labels for training, and what was trained and lost. */
export function maskCommand(): Command {
  return new Command("mask")
    .description("make token ids and labels for training, and say what is trained and lost")
    .argument("<data...>", "sample, files, globs, folders or hf:owner/name/config")
    .option("--tokenizer <source>", "a tokenizer's folder or hub id (default: Qwen2.5, embedded)")
    .addOption(
      new Option("--method <method>", "the whole conversation, or message by message as in the tutorial")
        .choices(["conversation", "tutorial"]).default("conversation"),
    )
    .option("--max-length <n>", "tokens of a record (default: 4096; tutorial: 2048)", wholeNumber)
    .addOption(
      new Option("--truncate <policy>", "longer traces (default: windows; tutorial: keep_start)")
        .choices(["windows", "keep_start", "drop"]),
    )
    .option(
      "--train <parts>",
      `what is trained of a gpt turn (default: ${TRAINED_PARTS.join(",")})`,
      trainedPartsFlag,
    )
    .option("--last-turn", "train only the last gpt turn of a trace")
    .option("--skip-failed", "turns with a call that failed are context only")
    .option("--skip-repeats", "turns that repeat a call are context only")
    .option("--tool-turns <prefix>", "give tool turns as the user's, with this before them")
    .addOption(
      new Option(
        "--system <prompt>",
        "list the tools that a trace uses, or keep the prompt whole (default: used)",
      )
        .choices(["used", "whole"]),
    )
    .option("--workers <n>", "share the work among n threads", positiveWholeNumber, 1)
    .option("--out <file>", "write the records to a .jsonl or .parquet file")
    .addOption(jsonOption())
    .action(async (data: string[], { tokenizer, out, json, ...options }: MaskFlags) => {
      if (out !== undefined) {
        await checkOutput(out, data, { what: "masks", verb: "mask", endings: RECORD_ENDINGS });
      }
      const reports = await maskData(data, await tokenizerFromFlag(tokenizer), options, { out, quiet: json });
      const audit = auditMasks(reports);
      for (const warning of audit.warnings) console.error(`WARNING: ${warning}`);
      if (json) await printJson({ traces: reports, audit });
      else await printText(`${(await audit[JUPYTER_DISPLAY]())["text/plain"]}\n`);
    });
}

/** Masks all traces, writes the records if asked, and returns the reports. */
async function maskData(
  data: readonly string[],
  tokenizer: Tokenizer,
  options: MaskTracesOptions,
  { out, quiet }: { out?: string; quiet?: boolean },
): Promise<MaskReport[]> {
  const progress = progressUnless(quiet);
  const reports: MaskReport[] = [];
  const step = (total?: number) =>
    progress?.({ stage: "Masking", done: reports.length, total, unit: "traces" });
  async function* records(signal: AbortSignal) {
    for await (
      const { records, report } of maskTraces(loadTraces(data, { signal, onProgress: progress }), tokenizer, {
        ...options,
        signal,
      })
    ) {
      reports.push(report);
      if (reports.length % 20 === 0) step();
      yield* records.map(withAttentionMask);
    }
    step(reports.length);
  }
  try {
    await interruptible(async (signal) => {
      if (out === undefined) { for await (const _ of records(signal)); }
      else await writeRecords(out, records(signal), TOKEN_FIELDS, { signal });
    });
  } catch (error) {
    // the options do not fit each other, or the data
    if (error instanceof RangeError && error.message.startsWith("Cannot ")) {
      throw new UsageError(error.message);
    }
    throw error;
  }
  return reports;
}

function trainedPartsFlag(text: string): TrainedPart[] {
  const parts = text.split(",").map((part) => part.trim()) as TrainedPart[];
  if (parts.every((part) => TRAINED_PARTS.includes(part))) return parts;
  throw new InvalidArgumentError(`It must be some of ${TRAINED_PARTS.join(",")}.`);
}
