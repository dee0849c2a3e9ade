import { type Displayable, displayable, JUPYTER_DISPLAY, type MimeBundle } from "../../display/mod.ts";
import type { Trace } from "../../trace/mod.ts";
import { makeSplitter, type SplitOptions } from "./make_splitter.ts";
import type { SplitReport } from "./split_report.ts";

/** A split: the numbers of the traces on each side, and the report. It shows the report in a notebook. */
export interface Split extends Displayable {
  /** The numbers of the traces to train on, from 0, ascending: for `dataset.select`. */
  train: number[];
  /** The numbers of the traces to validate with. */
  validation: number[];
  /** Counts, shares, and the proof that nothing is on both sides. */
  report: SplitReport;
}

/**
 * Splits traces into those to train on and those to validate with. Look-alikes, which have the same first user turn,
 * stay on one side; see {@linkcode makeSplitter} for what is promised.
 *
 * @param traces The traces or a data set, read once and not held.
 * @param options Share, seed, key.
 * @returns The numbers of the traces of both sides, and the report.
 * @throws {RangeError} If an option is none.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { loadTraces, splitTraces } from "tracebook";
 *
 * const dataset = loadTraces("sample");
 * const { validation, report } = await splitTraces(dataset, { validation: 0.1, seed: 0 });
 * assertEquals(report.duplicates, { key: 0, firstTurn: 0, task: 0, conversation: 0 });
 * assertEquals(await dataset.select(validation).count(), report.traces.validation);
 * ```
 */
export async function splitTraces(
  traces: Iterable<Trace> | AsyncIterable<Trace>,
  options: SplitOptions,
): Promise<Split> {
  const splitter = makeSplitter(options);
  const rows = { train: [] as number[], validation: [] as number[] };
  let row = 0;
  for await (const trace of traces) rows[splitter.side(trace)].push(row++);
  const report = splitter.report();
  return displayable({ ...rows, report }, () => report[JUPYTER_DISPLAY]() as MimeBundle);
}
