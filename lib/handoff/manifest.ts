import { escapeHtml, type MimeBundle, percent, table, whole } from "../display/mod.ts";
import type { DuplicateCounts } from "../train/mod.ts";
import { FOLDER_SIDES, type FolderSide } from "./divide_traces.ts";
import type { FolderFormat } from "./folder_formats.ts";

/** A file of a training folder. */
export interface TrainingFile {
  /** The file's path in the folder. */
  name: string;
  /** The file's size in bytes. */
  bytes: number;
  /** The SHA-256 of the file's bytes, in hexadecimal. */
  sha256: string;
}

/** Token counts of the traces to train on, as in `MaskAudit`. */
export interface TrainedTokens {
  /** Tokens in the records. */
  tokens: number;
  /** Tokens that the records train. */
  trained: number;
  /** Tokens that an unlimited window would train. */
  trainable: number;
  /** How many traces train nothing. */
  untrainedTraces: number;
}

/**
 * Result of {@linkcode writeTrainingFolder}, also written as `manifest.json`: the same for the same traces and
 * options.
 */
export interface TrainingManifest {
  /** The version of Tracebook. */
  tracebook: string;
  /** The format of the records. */
  way: FolderFormat;
  /** The most tokens of a record. */
  maxLength: number;
  /** The tokenizer's name. */
  tokenizer: string;
  /** The seed of the split. */
  seed: string;
  /** How many traces each side has. */
  traces: Record<FolderSide, number>;
  /** How many records each side has; for `evaluate`, how many steps. */
  records: Record<FolderSide, number>;
  /** How many keys are in training and also on another side, and how many in both validation and evaluation: all 0. */
  leaks: { training: DuplicateCounts; heldOut: DuplicateCounts };
  /** Token counts of the side to train on; null where TRL makes the labels. */
  tokens: TrainedTokens | null;
  /** Human-readable warnings. */
  warnings: string[];
  /** All files but the manifest, sorted by name. */
  files: TrainingFile[];
}

const COMMANDS = ["uv run train.py", "uv run evaluate.py", "deno task traces score predictions.jsonl"];

/** Returns the display of a manifest: tables of sides and files, and the commands that come next. */
export function manifestBundle(
  { way, maxLength, traces, records, tokens, warnings, files }: TrainingManifest,
): MimeBundle {
  const trained = tokens && tokens.tokens > 0
    ? `, ${percent(tokens.trained / tokens.tokens)} of ${whole(tokens.tokens)} tokens trained`
    : "";
  const sides = table(
    FOLDER_SIDES.map((side) => ({ side, traces: traces[side], records: records[side] })),
    ["side", "traces", "records"],
    { caption: `${way}, at most ${whole(maxLength)} tokens a record${trained}` },
  );
  const listed = table(files.map(({ name, bytes }) => ({ file: name, bytes })));
  const next = COMMANDS.join("\n");
  return {
    "text/html": [
      ...warnings.map((warning) => `<p><b>WARNING:</b> ${escapeHtml(warning)}</p>`),
      sides.html,
      listed.html,
      `<pre>${escapeHtml(next)}</pre>`,
    ].join(""),
    "text/plain": [...warnings.map((warning) => `WARNING: ${warning}`), sides.text, listed.text, next].join(
      "\n\n",
    ),
  };
}
