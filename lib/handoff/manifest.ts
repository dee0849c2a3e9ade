import { escapeHtml, type MimeBundle, percent, table, whole } from "../display/mod.ts";
import type { DuplicateCounts } from "../train/mod.ts";
import { FOLDER_SIDES, type FolderSide } from "./divide_traces.ts";
import type { FolderFormat } from "./folder_formats.ts";

/** A file of the folder. */
export interface TrainingFile {
  /** Its path in the folder. */
  name: string;
  /** Its size. */
  bytes: number;
  /** The SHA-256 of its bytes, in hexadecimal. */
  sha256: string;
}

/** What masking made of the traces to train on; see `MaskAudit`. */
export interface TrainedTokens {
  /** Tokens in the records. */
  tokens: number;
  /** Tokens that the records train. */
  trained: number;
  /** Tokens that an unlimited window would train. */
  trainable: number;
  /** Traces that train nothing. */
  untrainedTraces: number;
}

/** What a training folder is and how it was made: the same for the same traces and options. */
export interface TrainingManifest {
  /** The version of Tracebook. */
  tracebook: string;
  /** What is trained on. */
  way: FolderFormat;
  /** Tokens of a record, at most. */
  maxLength: number;
  /** The tokenizer. */
  tokenizer: string;
  /** The seed of the split. */
  seed: string;
  /** Traces on each side. */
  traces: Record<FolderSide, number>;
  /** Records to train on and to validate with, and steps to evaluate with. */
  records: Record<FolderSide, number>;
  /** Tasks that are in training and also elsewhere, and those in validation and evaluation: none. */
  leaks: { training: DuplicateCounts; heldOut: DuplicateCounts };
  /** Tokens of the side to train on, where labels are made already; null where TRL makes them. */
  tokens: TrainedTokens | null;
  /** What one should know. */
  warnings: string[];
  /** All other files, by name. */
  files: TrainingFile[];
}

const COMMANDS = ["uv run train.py", "uv run evaluate.py", "deno task traces score predictions.jsonl"];

/** How a manifest shows itself. */
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
