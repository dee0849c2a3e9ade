import { basename } from "node:path";
import { whole } from "../display/numbers.ts";
import { dataCard, type ExportCounts, type FileFormat, trainerNotes } from "../train/mod.ts";
import { codeSpan, plainMarkdown } from "../train/records/markdown.ts";
import type { ExportFlags } from "./export_command.ts";
import { commandLine, licenceOf, VERSION } from "./made_by.ts";

/** What an export did. */
export interface ExportDone extends ExportCounts {
  /** The file. */
  file: string;
  /** Its format. */
  format: FileFormat;
  /** The card beside it. */
  card: string;
  /** How many traces were read from which source; empty if they have none. */
  sources: [source: string, traces: number][];
  /** How many texts held half a surrogate pair, written as U+FFFD. */
  repaired: number;
  /** The file's size. */
  bytes: number;
  /** The SHA-256 of the file, in hexadecimal. */
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

/**
 * The card of an export.
 *
 * @param data The words of DATA.
 * @param flags How it was made.
 * @param done What it did.
 * @param features The columns' types.
 * @returns Markdown.
 */
export function exportCard(
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

/** The split that a file's name says it is. */
function splitOf(name: string): string {
  return /\b(validation|test)\b/.exec(name)?.[0] ?? "train";
}

function typesNote(name: string): string | undefined {
  if (name.endsWith(".parquet")) return undefined;
  return "JSON lines have no types, and `datasets` guesses them from the first ten megabytes. Where that fails, name " +
    "this card `README.md` and load the folder: the card has the types. A .parquet file has them itself.";
}
