import { counted, percent, whole } from "../display/numbers.ts";
import { dataCard, type Side, type SplitReport } from "../train/mod.ts";
import { plainMarkdown } from "../train/records/markdown.ts";
import { commandLine, licenceOf, VERSION } from "./made_by.ts";
import type { SplitFlags } from "./split_command.ts";

/** One file of a split. */
export interface SplitFile {
  /** The side it holds. */
  side: Side;
  /** Its name in the folder. */
  name: string;
  /** How many traces it holds. */
  traces: number;
  /** Its size. */
  bytes: number;
  /** The SHA-256 of its bytes, in hexadecimal. */
  sha256: string;
}

/** What a split wrote, beside its report. */
export interface SplitDone {
  /** The two files. */
  files: SplitFile[];
}

const KINDS: Record<keyof SplitReport["duplicates"], string> = {
  key: "key",
  firstTurn: "first user turn",
  task: "task",
  conversation: "whole conversation",
};

/**
 * The card of a split.
 *
 * @param data The words of DATA.
 * @param flags How it was made.
 * @param report What it did.
 * @param files The files.
 * @returns Markdown.
 */
export function splitCard(
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

/**
 * What must not be overlooked.
 *
 * @param report What the split did.
 * @returns Lines for standard error.
 */
export function splitWarnings({ traces, duplicates, by }: SplitReport): string[] {
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
