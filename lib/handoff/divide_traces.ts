import type { Dataset } from "../load/mod.ts";
import { type DuplicateCounts, splitTraces } from "../train/mod.ts";

/** What traces are for. */
export type FolderSide = "train" | "validation" | "evaluate";

/** The sides, in the order of their use. */
export const FOLDER_SIDES: readonly FolderSide[] = ["train", "validation", "evaluate"];

/** The shares and the seed. */
export interface DivideOptions {
  /** The share that the loss is watched on, 0–1. */
  validation: number;
  /** The share that is held out for evaluation, 0–1. */
  evaluation: number;
  /** The seed. */
  seed: number | bigint;
}

/** Traces on three sides. */
export interface DividedTraces {
  /** The traces of each side. */
  sides: Record<FolderSide, Dataset>;
  /** How many each has. */
  counts: Record<FolderSide, number>;
  /** What is in training and also elsewhere: nothing. */
  leaks: DuplicateCounts;
  /** The same of validation and evaluation. */
  heldOutLeaks: DuplicateCounts;
}

/**
 * Divides traces into those to train on, to validate with and to evaluate with. Look-alikes, which have the
 * same first user turn, stay on one side. Throws `RangeError` if a share is none, or a side stays empty.
 */
export async function divideTraces(
  traces: Dataset,
  { validation, evaluation, seed }: DivideOptions,
): Promise<DividedTraces> {
  const away = validation + evaluation;
  if (!(validation > 0 && evaluation > 0 && away < 1)) {
    throw new RangeError(
      `Cannot keep ${validation} for validation and ${evaluation} for evaluation: both must be shares above 0, and ` +
        "together below 1",
    );
  }
  const { train, validation: kept, report } = await splitTraces(traces, { validation: away, seed });
  const heldOut = traces.select(kept);
  const second = await splitTraces(heldOut, { validation: evaluation / away, seed });
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
        train.length + kept.length
      } traces: none is left for ${side}; give more traces, or other shares`,
    );
  }
  return { sides, counts, leaks: report.duplicates, heldOutLeaks: second.report.duplicates };
}
