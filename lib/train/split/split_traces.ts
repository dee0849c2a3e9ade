import { type Displayable, displayable, JUPYTER_DISPLAY, type MimeBundle } from "../../display/mod.ts";
import type { Trace } from "../../trace/mod.ts";
import { duplicateCounter, type SideCounts, type SplitReport, splitReport } from "./split_report.ts";
import { type Side, type SideOptions, SPLIT_KEYS, type SplitBy, splitSide } from "./split_side.ts";

/** Result of {@linkcode splitTraces}. In a notebook it shows as its report. */
export interface Split extends Displayable {
  /** The numbers of the traces to train on, from 0, ascending: for `dataset.select`. */
  train: number[];
  /** The numbers of the traces to validate with, from 0, ascending. */
  validation: number[];
  /** Counts, shares, and the proof that nothing is on both sides. */
  report: SplitReport;
}

/**
 * Splits traces into those to train on and those to validate with. A group, which has the same first user turn,
 * stays on one side; see {@linkcode makeSplitter} for what is promised.
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

/** Options for {@linkcode splitTraces} and {@linkcode makeSplitter}. */
export interface SplitOptions extends SideOptions {
  /** The key whose traces stay on one side: its name, or a function that returns a trace's key. @default {"group", the first user turn} */
  by?: SplitBy | ((trace: Trace) => string);
  /**
   * Whether each category and each source gets its share. Without, a group's side is that of
   * {@linkcode splitSide}, and depends on nothing but its key and the seed. @default {true}
   */
  stratify?: boolean;
}

/** Result of {@linkcode makeSplitter}: assigns traces to sides, one after the other. */
export interface Splitter {
  /** Assigns the next trace to a side. */
  side(trace: Trace): Side;
  /** Returns the report on the traces so far. */
  report(): SplitReport;
}

/**
 * How many traces a category or a source may be off its share. With less the hash would hardly decide anything: at a
 * half,
 * the order of the traces alone decides, and every seed draws one and the same split.
 */
const SLACK = 1;

/**
 * Makes a splitter, which splits traces as they come, without holding them. Its promises, the strongest first:
 *
 * 1. **No leak.** A group goes where its first trace went, whatever else would be even.
 * 2. **Stable.** Traces that are added behind others change the side of none before them. (That nothing at all may
 * change
 *    it, in any order and selection, cannot be had together with even shares: then a group's side hangs on nothing but
 *    itself, and the shares scatter as chance has it. `stratify: false` chooses that: of 100 traces at 0.1, three
 * more or
 *    fewer are usual.)
 * 3. **Even.** A hash of the seed and the key draws the side of a new group, unless its category or its source would
 *    then be more than one trace off the share: that overrules it for about one group in eight. Later traces of a group
 *    may bring a category off by more; the groups that follow make up for it. A category to which a single trace is
 *    due may get none.
 *
 * @param options Share, seed, key.
 * @returns The splitter.
 * @throws {RangeError} If an option is none.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { makeSplitter } from "../mod.ts";
 *
 * const splitter = makeSplitter({ validation: 0.5, seed: 0, by: "task" });
 * const trace = (id: string, task: string) => ({ id, task, conversations: [] });
 * const sides = [trace("a", "sort"), trace("b", "list"), trace("c", "sort")].map(splitter.side);
 * assertEquals(sides[0], sides[2]);
 * assertEquals(splitter.report().duplicates.task, 0);
 * ```
 */
export function makeSplitter({ validation, seed, by = "group", stratify = true }: SplitOptions): Splitter {
  const keyOf = typeof by === "function" ? by : Object.hasOwn(SPLIT_KEYS, by) ? SPLIT_KEYS[by] : undefined;
  if (!keyOf) {
    throw new RangeError(`Cannot split by "${by}": use one of ${Object.keys(SPLIT_KEYS).join(", ")}`);
  }
  splitSide("", { validation, seed }); // refuses wrong options before the first trace
  const sides = new Map<string, Side>();
  const categories = new Map<string | null, SideCounts>();
  const sources = new Map<string | null, SideCounts>();
  const duplicates = duplicateCounter();

  /** The drawn side, or the other one where that would be too far off. */
  const chosen = (key: string, counts: SideCounts[]): Side => {
    const drawn = splitSide(key, { validation, seed });
    if (!stratify) return drawn;
    const wanted = ({ train, validation: there }: SideCounts) => validation * (train + there + 1);
    const isOver = counts.some((count) => count.validation + 1 > wanted(count) + SLACK);
    if (drawn === "validation") return isOver ? "train" : drawn;
    const isUnder = counts.some((count) => count.validation < wanted(count) - SLACK);
    return isUnder && !isOver ? "validation" : drawn;
  };

  return {
    side(trace) {
      const key = keyOf(trace);
      const counts = [countsOf(categories, trace.category), countsOf(sources, trace.source)];
      let side = sides.get(key);
      if (side === undefined) sides.set(key, side = chosen(key, counts));
      for (const count of counts) count[side]++;
      duplicates.add(trace, key, side);
      return side;
    },
    report: () =>
      splitReport({
        asked: validation,
        seed: String(seed),
        by: typeof by === "function" ? "own key" : by,
        stratified: stratify,
        sides: sides.values(),
        categories,
        sources,
        duplicates: duplicates.counts(),
      }),
  };
}

function countsOf(all: Map<string | null, SideCounts>, label: string | null = null): SideCounts {
  const found = all.get(label);
  if (found) return found;
  const counts = { train: 0, validation: 0 };
  all.set(label, counts);
  return counts;
}
