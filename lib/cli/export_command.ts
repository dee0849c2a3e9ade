import { basename, dirname, join } from "node:path";
import { Command, Option } from "commander";
import { type Dataset, loadTokenizerFiles, loadTraces } from "../load/mod.ts";
import {
  datasetFeatures,
  fileDigest,
  RECORD_ENDINGS,
  withStagedFolder,
  writeFileAtomic,
  writeRecords,
} from "../store/mod.ts";
import {
  type ChatTemplate,
  embeddedTokenizer,
  type Exporter,
  FILE_FORMATS,
  type FileFormat,
  makeExporter,
  readChatTemplate,
  type TextStyle,
} from "../train/mod.ts";
import { FILE_FORMAT_RULES } from "../train/records/file_formats.ts";
import { checkOutput } from "./check_output.ts";
import { exportCard, type ExportDone } from "./export_card.ts";
import { exportText, exportWarnings } from "./export_text.ts";
import { DataError } from "./failure.ts";
import { jsonOption, wholeNumber } from "./flags.ts";
import { interruptible } from "./interruptible.ts";
import { printJson, printText } from "./print_json.ts";
import { progressUnless } from "./progress_unless.ts";

/** The flags of `export`. */
export interface ExportFlags {
  /** The file to write. */
  out: string;
  /** In which format. */
  format: FileFormat;
  /** Whose chat template; the embedded tokenizer's without it. */
  tokenizer?: string;
  /** The prefix of tools' texts in `text`. */
  style: TextStyle;
  /** So many traces at most. */
  limit?: number;
  /** Whether to print JSON. */
  json?: boolean;
}

/**
 * `export`: a training file, and a card beside it.
 *
 * @returns The command.
 */
export function exportCommand(): Command {
  return new Command("export")
    .description("write a training file (.jsonl or .parquet), with a data card beside it")
    .argument("<data...>", "sample, files, globs, folders or hf:owner/name/config")
    .addOption(new Option("--format <format>", "of the records").choices(FILE_FORMATS).makeOptionMandatory())
    .requiredOption("--out <file>", "the .jsonl or .parquet file to write; its card is <file>.md")
    .option("--tokenizer <dir|id>", "whose chat template text and segments get (default: Qwen2.5's)")
    .addOption(
      new Option("--style <style>", "prefix of tools' texts in text").choices(["tutorial", "guide"])
        .default("tutorial" satisfies TextStyle),
    )
    .option("--limit <n>", "the first n traces only", wholeNumber)
    .addOption(jsonOption())
    .action(async (data: string[], flags: ExportFlags) => {
      const words = { what: "records", verb: "export", endings: RECORD_ENDINGS };
      await checkOutput(flags.out, data, words);
      const template = FILE_FORMAT_RULES[flags.format].needsTemplate
        ? await templateOf(flags.tokenizer)
        : undefined;
      const exporter = makeExporter(flags.format, { template, style: flags.style });
      const done = await interruptible((signal) => writeExport(data, flags, exporter, signal));
      for (const warning of exportWarnings(done)) console.error(warning);
      if (flags.json) await printJson(done);
      else await printText(exportText(done));
    });
}

async function templateOf(tokenizer?: string): Promise<ChatTemplate> {
  if (tokenizer !== undefined) return readChatTemplate((await loadTokenizerFiles(tokenizer)).config);
  const { chatTemplate, specialTokens } = await embeddedTokenizer();
  return readChatTemplate({ chat_template: chatTemplate, ...specialTokens });
}

async function writeExport(
  data: readonly string[],
  flags: ExportFlags,
  exporter: Exporter,
  signal: AbortSignal,
): Promise<ExportDone> {
  const progress = progressUnless(flags.json);
  const all = loadTraces(data, { signal, progress });
  const dataset = flags.limit === undefined ? all : all.take(flags.limit);
  const sources = new Map<string, number>();
  const name = basename(flags.out);
  return await withStagedFolder(dirname(flags.out), async (stage) => {
    const file = join(stage, name);
    const records = recordsOf(dataset, exporter, sources, signal);
    const { repaired } = await writeRecords(file, records, exporter.fields, { signal, progress });
    const counts = exporter.counts();
    progress?.({ stage: "Writing", done: counts.records, total: counts.records, unit: "rows" });
    if (counts.records === 0) {
      const why = counts.leftOut.map(({ reason, traces }) => `${traces} because ${reason}`).join("; ");
      throw new DataError(
        `Cannot export: none of ${counts.traces} traces gives a record to train on${why && ` (${why})`}`,
      );
    }
    const done: ExportDone = {
      file: flags.out,
      format: flags.format,
      card: `${flags.out}.md`,
      ...counts,
      sources: [...sources].sort(([a], [b]) => a < b ? -1 : 1),
      repaired,
      ...await fileDigest(file),
    };
    await writeFileAtomic(`${file}.md`, exportCard(data, flags, done, datasetFeatures(exporter.fields)));
    return done;
  });
}

async function* recordsOf(
  dataset: Dataset,
  exporter: Exporter,
  sources: Map<string, number>,
  signal: AbortSignal,
): AsyncGenerator<object> {
  for await (const trace of dataset) {
    signal.throwIfAborted();
    if (trace.source) sources.set(trace.source, (sources.get(trace.source) ?? 0) + 1);
    yield* exporter.records(trace);
  }
}
