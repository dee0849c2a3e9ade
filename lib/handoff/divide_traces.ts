import type { Dataset } from "../load/mod.ts";
import { type DuplicateCounts, splitTraces } from "../train/mod.ts";

/** The use of a trace in a training folder: to train on, to watch the loss with, to evaluate with. */
export type FolderSide = "train" | "validation" | "evaluate";

/** All sides, in the order of their use. */
export const FOLDER_SIDES: readonly FolderSide[] = ["train", "validation", "evaluate"];

/** Options for {@linkcode divideTraces}. */
export interface DivideOptions {
  /** The share of the traces that the loss is watched on, 0–1. */
  validation: number;
  /** The share of the traces that is held out for evaluation, 0–1. */
  evaluation: number;
  /** The seed of the split. */
  seed: number | bigint;
}

/** Result of {@linkcode divideTraces}. */
export interface DividedTraces {
  /** The traces of each side. */
  sides: Record<FolderSide, Dataset>;
  /** How many traces each side has. */
  counts: Record<FolderSide, number>;
  /** How many keys are in training and also on another side: all 0. */
  leaks: DuplicateCounts;
  /** How many keys are in validation and also in evaluation: all 0. */
  heldOutLeaks: DuplicateCounts;
}

/**
 * Divides traces into those to train on, to validate with and to evaluate with. A group, which has the same first
 * user turn, stays on one side. Throws `RangeError` if a share is none, or a side stays empty.
 */
export async function divideTraces(
  traces: Dataset,
  { validation, evaluation, seed }: DivideOptions,
): Promise<DividedTraces> {
  const heldOutShare = validation + evaluation;
  if (!(validation > 0 && evaluation > 0 && heldOutShare < 1)) {
    throw new RangeError(
      `Cannot keep ${validation} for validation and ${evaluation} for evaluation: both must be shares above 0, and ` +
        "together below 1",
    );
  }
  const { train, validation: heldOutRows, report } = await splitTraces(traces, {
    validation: heldOutShare,
    seed,
  });
  const heldOut = traces.select(heldOutRows);
  const second = await splitTraces(heldOut, { validation: evaluation / heldOutShare, seed });
  const sides = {
    train: traces.select(train),
    validation: heldOut.select(second.train),
    evaluate: heldOut.select(second.validation),
  };
  const counts = { train: train.length, validation: second.train.length, evaluate: second.validation.length };
  for (const side of FOLDER_SIDES) {
    if (counts[side] > 0) continue;
    throw new RangeError(
      `Cannot hand off ${
        train.length + heldOutRows.length
      } traces: none is left for ${side}; give more traces, or other shares`,
    );
  }
  return { sides, counts, leaks: report.duplicates, heldOutLeaks: second.report.duplicates };
}
