import { Command, Option } from "commander";
import { basename, dirname, join } from "node:path";
import { counted, whole } from "../../display/mod.ts";
import {
  datasetFeatures,
  fileDigest,
  RECORD_ENDINGS,
  withoutControls,
  withStagedFolder,
  writeFileAtomic,
  writeRecords,
} from "../../files/mod.ts";
import { type Dataset, loadTokenizerFiles, loadTraces } from "../../load/mod.ts";
import {
  type ChatTemplate,
  codeSpan,
  dataCard,
  type ExportCounts,
  type Exporter,
  FILE_FORMAT_RULES,
  FILE_FORMATS,
  type FileFormat,
  loadTokenizer,
  makeExporter,
  plainMarkdown,
  readChatTemplate,
  type TextStyle,
  trainerNotes,
  VERSION,
} from "../../train/mod.ts";
import { checkOutput, jsonOption, wholeNumber } from "../flags.ts";
import { commandLine, licenceOf } from "../provenance.ts";
import { DataError, interruptible, printJson, printText, progressUnless } from "../output.ts";

/** The flags of `export`. */
interface ExportFlags {
  /** File to write. */
  out: string;
  /** Format of the records. */
  format: FileFormat;
  /** Folder or hub id of the tokenizer whose chat template is used. @default {the embedded one} */
  tokenizer?: string;
  /** Prefix of tools' texts in the format `text`. */
  style: TextStyle;
  /** Number of traces to read at most. */
  limit?: number;
  /** Whether to print JSON. */
  json?: boolean;
}

/** `export`: a training file, and a card beside it. */
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
  const { chatTemplate, specialTokens } = await loadTokenizer();
  return readChatTemplate({ chat_template: chatTemplate, ...specialTokens });
}

async function writeExport(
  data: readonly string[],
  flags: ExportFlags,
  exporter: Exporter,
  signal: AbortSignal,
): Promise<ExportDone> {
  const progress = progressUnless(flags.json);
  const all = loadTraces(data, { signal, onProgress: progress });
  const dataset = flags.limit === undefined ? all : all.take(flags.limit);
  const sources = new Map<string, number>();
  const name = basename(flags.out);
  return await withStagedFolder(dirname(flags.out), async (stage) => {
    const file = join(stage, name);
    const records = recordsOf(dataset, exporter, sources, signal);
    const { repaired } = await writeRecords(file, records, exporter.fields, { signal, onProgress: progress });
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

/** Result of {@linkcode writeExport}; printed with `--json`. */
interface ExportDone extends ExportCounts {
  /** Path of the file written. */
  file: string;
  /** Format of the file. */
  format: FileFormat;
  /** Path of the data card. */
  card: string;
  /** Numbers of traces by source; empty if the traces name none. */
  sources: [source: string, traces: number][];
  /** Number of texts that held half a surrogate pair, written as U+FFFD. */
  repaired: number;
  /** Size of the file in bytes. */
  bytes: number;
  /** SHA-256 of the file, in hexadecimal. */
  sha256: string;
}

const TAGS_KEPT =
  "The texts stand as in the traces, so tools' texts keep their `<tool_response>` tags. A chat template that writes " +
  "these tags itself, as Qwen2.5's does, then writes them twice; the formats `tool_calls` and `sharegpt` have none.";

const NOTES: Partial<Record<FileFormat, string>> = {
  messages: TAGS_KEPT,
  pairs: TAGS_KEPT,
  tool_calls:
    "Each message is of the type `Json` (`datasets` 4.7 or later), as only some have calls or thoughts. Where the " +
    "system turn lists the tools already, as in the data set, a template that writes `tools` lists them twice: take " +
    "the column away then.",
  segments: "Other trainers than axolotl do not read this format.",
  sharegpt: "What follows the last gpt turn of a trace is left out: nothing is trained there.",
};

/** Writes the data card of an export. */
function exportCard(
  data: readonly string[],
  { format, tokenizer, style, limit }: ExportFlags,
  done: ExportDone,
  features: Record<string, unknown>,
): string {
  const name = basename(done.file);
  const lines = [
    `${whole(done.records)} records of the format \`${format}\`, from ${whole(done.traces)} traces.`,
    ...done.sources.map(([source, traces]) => `- ${whole(traces)} from ${codeSpan(source)}`),
    ...done.leftOut.map(({ reason, traces, ids }) =>
      `- left out: ${whole(traces)}, because ${plainMarkdown(reason)} (${ids.map(codeSpan).join(", ")}${
        traces > ids.length ? ", …" : ""
      })`
    ),
    ...(done.repaired > 0
      ? [`- ${whole(done.repaired)} texts held half a character, written as U+FFFD`]
      : []),
  ];
  return dataCard({
    title: name,
    ...licenceOf(data),
    files: [{ name, split: splitOf(name), records: done.records, bytes: done.bytes, sha256: done.sha256 }],
    features,
    command: commandLine(
      "export",
      ...data,
      ["--format", format],
      ["--out", name],
      ["--tokenizer", tokenizer],
      [
        "--style",
        format === "text" ? style : undefined,
      ],
      ["--limit", limit],
    ),
    version: VERSION,
    sections: [
      { title: "What is in it", body: lines.join("\n") },
      {
        title: "To train on it",
        body: [trainerNotes(format, name), NOTES[format], typesNote(name)].filter(Boolean).join("\n\n"),
      },
    ],
  });
}

/** Finds the split that a file's name contains; `train` if it contains none. */
function splitOf(name: string): string {
  return /\b(validation|test)\b/.exec(name)?.[0] ?? "train";
}

function typesNote(name: string): string | undefined {
  if (name.endsWith(".parquet")) return undefined;
  return "JSON lines have no types, and `datasets` guesses them from the first ten megabytes. Where that fails, name " +
    "this card `README.md` and load the folder: the card has the types. A .parquet file has them itself.";
}

/** Describes an export in words. */
function exportText({ file, card, records, traces, bytes, sha256 }: ExportDone): string {
  return [
    `${counted(records, "record")} of ${counted(traces, "trace")} in ${file} (${counted(bytes, "byte")})`,
    `SHA-256 ${sha256}`,
    `Card: ${card}`,
    "",
  ].join("\n");
}

/** Lists the warnings of an export. */
function exportWarnings({ leftOut, repaired }: ExportDone): string[] {
  const warnings = leftOut.map(({ reason, traces, ids }) =>
    `warning: ${counted(traces, "trace")} left out, because ${reason}: ${ids.join(", ")}${
      traces > ids.length ? ", …" : ""
    }`
  );
  if (repaired > 0) {
    warnings.push(`warning: ${counted(repaired, "text")} held half a character, which is written as U+FFFD`);
  }
  return warnings.map(withoutControls);
}
