import { Command, Option } from "commander";
import { join } from "node:path";
import { counted, JUPYTER_DISPLAY, type MimeBundle, percent, whole } from "../../display/mod.ts";
import { fileDigest, withStagedFolder, writeDivided, writeFileAtomic } from "../../files/mod.ts";
import { loadTraces } from "../../load/mod.ts";
import {
  dataCard,
  makeSplitter,
  plainMarkdown,
  type Side,
  SPLIT_KEYS,
  type SplitBy,
  type SplitReport,
  VERSION,
} from "../../train/mod.ts";
import { isDataFile, jsonOption, seedNumber, shareNumber } from "../flags.ts";
import { commandLine, licenceOf } from "../provenance.ts";
import { interruptible, printJson, printText, progressUnless, UsageError } from "../output.ts";

/** The flags of `split`. */
interface SplitFlags {
  /** Share of the validation side, 0–1. */
  validation: number;
  /** Seed of the split. */
  seed: bigint;
  /** Folder to write into. */
  out: string;
  /** Key of the traces that stay together on one side. */
  by: SplitBy;
  /** Whether each category and source is divided by the same share. */
  stratify: boolean;
  /** Format and ending of the two files. */
  format: "parquet" | "jsonl";
  /** Whether to print JSON. */
  json?: boolean;
}

const SIDES: readonly Side[] = ["train", "validation"];
const FORMATS: readonly SplitFlags["format"][] = ["parquet", "jsonl"];

/** `split`: traces to train on and traces to validate with, without leaks between them. */
export function splitCommand(): Command {
  return new Command("split")
    .description("write a train and a validation file that share no task, a report and a data card")
    .argument("<data...>", "sample, files, globs, folders or hf:owner/name/config")
    .requiredOption("--validation <share>", "the share of the validation side, such as 0.1", shareNumber)
    .requiredOption("--seed <n>", "the seed; another one draws another split", seedNumber)
    .requiredOption("--out <dir>", "the folder to write into; it is made if it is not there")
    .addOption(
      new Option("--by <key>", "what stays together; group is the first user turn")
        .choices(Object.keys(SPLIT_KEYS)).default("group" satisfies SplitBy),
    )
    .option("--no-stratify", "draw each group by itself: the same side in any order and selection")
    .addOption(new Option("--format <format>", "of the two files").choices(FORMATS).default("parquet"))
    .addOption(jsonOption())
    .action(async (data: string[], flags: SplitFlags) => {
      await checkSplitFolder(flags, data);
      const { report, ...done } = await interruptible((signal) => writeSplit(data, flags, signal));
      for (const warning of splitWarnings(report)) console.error(warning);
      if (flags.json) await printJson({ ...report, ...done });
      else await printText(`${((await report[JUPYTER_DISPLAY]()) as MimeBundle)["text/plain"]}\n`);
    });
}

/** Throws if the split would replace one of DATA's files, or lie beside another split. */
async function checkSplitFolder({ out, format }: SplitFlags, data: readonly string[]): Promise<void> {
  for (const side of SIDES) {
    if (await isDataFile(join(out, `${side}.${format}`), data)) {
      throw new UsageError(
        `Cannot split into ${out}: ${side}.${format} there is one of the files to split; choose another folder`,
      );
    }
    for (const other of FORMATS.filter((ending) => ending !== format)) {
      const stale = join(out, `${side}.${other}`);
      if (await Deno.stat(stale).then(() => true, () => false)) {
        throw new UsageError(
          `Cannot split into ${out}: it holds ${side}.${other} of another split, which would be read together with ` +
            "this one; remove it or choose another folder",
        );
      }
    }
  }
}

async function writeSplit(
  data: readonly string[],
  flags: SplitFlags,
  signal: AbortSignal,
): Promise<SplitDone & { report: SplitReport }> {
  const { out, format } = flags;
  const splitter = makeSplitter(flags);
  return await withStagedFolder(out, async (stage) => {
    const name = (side: Side) => `${side}.${format}`;
    const paths = { train: join(stage, name("train")), validation: join(stage, name("validation")) };
    const reporting = { signal, onProgress: progressUnless(flags.json) };
    const counts = await writeDivided(paths, loadTraces(data, reporting), splitter.side, reporting);
    const files = await Promise.all(SIDES.map(async (side): Promise<SplitFile> => ({
      side,
      name: name(side),
      traces: counts[side],
      ...await fileDigest(paths[side]),
    })));
    const report = splitter.report();
    const done = { ...report, files };
    await writeFileAtomic(join(stage, "split.json"), `${JSON.stringify(done, null, 2)}\n`);
    await writeFileAtomic(join(stage, "README.md"), splitCard(data, flags, report, files));
    return { report, files };
  });
}

/** One file of a split. */
interface SplitFile {
  /** Side of the split that the file holds. */
  side: Side;
  /** Name of the file in the folder. */
  name: string;
  /** Number of traces in the file. */
  traces: number;
  /** Size of the file in bytes. */
  bytes: number;
  /** SHA-256 of the file, in hexadecimal. */
  sha256: string;
}

/** Result of {@linkcode writeSplit}, beside the report. */
interface SplitDone {
  /** The two files written. */
  files: SplitFile[];
}

const KINDS: Record<keyof SplitReport["duplicates"], string> = {
  key: "key",
  firstTurn: "first user turn",
  task: "task",
  conversation: "whole conversation",
};

/** Writes the data card of a split. */
function splitCard(
  data: readonly string[],
  { validation, seed, by, stratify, format }: SplitFlags,
  report: SplitReport,
  files: readonly SplitFile[],
): string {
  const rows = [
    { name: "all", ...report.traces, share: report.share },
    ...report.sources.map((row) => ({ ...row, name: `source ${row.name}` })),
    ...report.categories.map((row) => ({ ...row, name: `category ${row.name}` })),
  ].map(({ name, train, validation, share }) =>
    `| ${plainMarkdown(name)} | ${whole(train)} | ${whole(validation)} | ${
      share === null ? "–" : percent(share)
    } |`
  );
  const duplicates = Object.entries(KINDS).map(([kind, words]) =>
    `- ${counted(report.duplicates[kind as keyof typeof KINDS], words)}`
  );
  return dataCard({
    title: "Traces to train on and to validate with",
    ...licenceOf(data),
    files: files.map(({ side, traces, ...file }) => ({ ...file, split: side, records: traces })),
    command: commandLine(
      "split",
      ...data,
      ["--validation", validation],
      ["--seed", seed],
      [
        "--by",
        by === "group" ? undefined : by,
      ],
      ["--no-stratify", !stratify],
      ["--format", format === "parquet" ? undefined : format],
      ["--out", "DIR"],
    ),
    version: VERSION,
    sections: [
      {
        title: "The two sides",
        body: ["| traces | train | validation | share |", "|---|---:|---:|---:|", ...rows].join("\n"),
      },
      { title: "On both sides", body: duplicates.join("\n") },
    ],
  });
}

/** Lists the warnings of a split. */
function splitWarnings({ traces, duplicates, by }: SplitReport): string[] {
  const warnings: string[] = [];
  for (const [side, count] of Object.entries(traces)) {
    if (count === 0) warnings.push(`warning: no trace is on the ${side} side`);
  }
  for (const [kind, words] of Object.entries(KINDS)) {
    const count = duplicates[kind as keyof typeof KINDS];
    if (count > 0) {
      warnings.push(`warning: ${counted(count, words)} on both sides, because of the split by ${by}`);
    }
  }
  return warnings;
}
