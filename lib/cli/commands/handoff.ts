import { Command, InvalidArgumentError, Option } from "commander";
import { JUPYTER_DISPLAY, type MimeBundle } from "../../display/mod.ts";
import { type FolderFormat, type TrainingFolderOptions, writeTrainingFolder } from "../../handoff/mod.ts";
import { loadTraces } from "../../load/mod.ts";
import { jsonOption, positiveWholeNumber, seedNumber, shareNumber, tokenizerFromFlag } from "../flags.ts";
import { interruptible, printJson, printText, progressUnless, UsageError } from "../output.ts";

interface HandoffFlags extends Omit<TrainingFolderOptions, "format" | "tokenizer" | "signal" | "onProgress"> {
  out: string;
  way?: FolderFormat;
  tokenizer?: string;
  json?: boolean;
}

const FORMATS: readonly FolderFormat[] = ["tokens", "messages", "text"];

/** `handoff`: a folder that trains. */
export function handoffCommand(): Command {
  return new Command("handoff")
    .description("write a folder that trains: data, train.py, evaluate.py, tokenizer, README, manifest")
    .argument("<data...>", "sample, files, globs, folders or hf:owner/name/config")
    .requiredOption("--out <dir>", "the folder to write; it must be new or empty")
    .addOption(
      new Option("--way <way>", "token ids and labels, messages that TRL tokenises, or the tutorial's text")
        .choices(FORMATS).default("tokens" satisfies FolderFormat),
    )
    .option("--limit <n>", "the first n traces, or all", limitNumber, 200)
    .option("--validation <share>", "the share that the loss is watched on", shareNumber, 0.1)
    .option("--evaluation <share>", "the share that is held out for evaluation", shareNumber, 0.1)
    .option("--steps <n>", "steps to evaluate with, at most", positiveWholeNumber, 200)
    .addOption(new Option("--seed <n>", "the seed of the split").argParser(seedNumber).default(0n, "0"))
    .option(
      "--max-length <n>",
      "tokens of a record (default: 4096; messages: 16384; text: 1024)",
      positiveWholeNumber,
    )
    .option("--tokenizer <source>", "a tokenizer's folder or hub id (default: Qwen2.5, embedded)")
    .addOption(jsonOption())
    .action(async (data: string[], { out, way, tokenizer, json, ...options }: HandoffFlags) => {
      const made = await tokenizerFromFlag(tokenizer);
      const progress = progressUnless(json);
      const manifest = await interruptible((signal) =>
        writeTrainingFolder(loadTraces(data, { signal, onProgress: progress }), out, {
          ...options,
          format: way,
          tokenizer: made,
          signal,
          onProgress: progress,
        }).catch((error) => {
          // the options do not fit the data or the folder
          if (error instanceof RangeError && error.message.startsWith("Cannot ")) {
            throw new UsageError(error.message);
          }
          throw error;
        })
      );
      for (const warning of manifest.warnings) console.error(`WARNING: ${warning}`);
      if (json) await printJson(manifest);
      else await printText(`${(manifest[JUPYTER_DISPLAY]() as MimeBundle)["text/plain"]}\n`);
    });
}

function limitNumber(text: string): number {
  if (text === "all") return Infinity;
  try {
    return positiveWholeNumber(text);
  } catch {
    throw new InvalidArgumentError("It must be a whole number of at least 1, or all.");
  }
}
