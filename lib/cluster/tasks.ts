import { checkRow, readTokenizerFolder } from "../load/mod.ts";
import {
  addObservation,
  emptyState,
  factsOf,
  LENGTH_ROWS,
  type MeasureState,
  observe,
  packState,
  RULES,
  type Rules,
} from "../measure/mod.ts";
import {
  embeddedTokenizer,
  makeTokenizer,
  maskBySettings,
  maskSettings,
  withAttentionMask,
} from "../train/mod.ts";

/** A row: its number in the whole data set, and what should be a trace. */
export type NumberedRow = [row: number, trace: unknown];

/** One line of what came of a partition. */
export interface ClusterResult {
  /** What it is: a trace's facts, record or report, what was counted, an error, the end. */
  kind: "facts" | "record" | "report" | "state" | "error" | "end";
  /** The number of the row it is of; -1 for what is of all. */
  row: number;
  /** The result: plain data. */
  value: unknown;
}

/** What is done with the rows of a partition. */
export interface ClusterTask {
  /**
   * Takes a row.
   *
   * @param row Its number in the whole data set.
   * @param given What should be a trace.
   * @returns What came of it.
   * @throws {Error} If it is no trace, or cannot be worked on.
   */
  take(row: number, given: unknown): ClusterResult[];
  /** What came of all rows together. */
  end(): ClusterResult[];
}

/** The flags of the program. */
interface TaskFlags {
  /** By which definitions to measure. */
  rules?: string;
  /** The tokenizer's folder. */
  tokenizer?: string;
  /** The options of masking, as JSON. */
  options?: string;
}

/** Masks a partition: the records of each row, and its report. */
export async function maskTask({ tokenizer, options = "{}" }: TaskFlags): Promise<ClusterTask> {
  const made = tokenizer === undefined
    ? await embeddedTokenizer()
    : await makeTokenizer(await readTokenizerFolder(tokenizer));
  const settings = maskSettings(made, JSON.parse(options));
  return {
    take(row, given) {
      const { records, report } = maskBySettings(checkRow(given, { file: "the data", row }), settings);
      return [
        ...records.map((record) => ({ kind: "record" as const, row, value: withAttentionMask(record) })),
        { kind: "report", row, value: report },
      ];
    },
    end: () => [],
  };
}

/**
 * Measures a partition: facts of each row, and at its end what was counted: one state for each run of rising
 * rows. Throws `RangeError` if there are no such rules.
 */
export function measureTask({ rules = "structured" }: TaskFlags): ClusterTask {
  if (!RULES.includes(rules as Rules)) {
    throw new RangeError(`Cannot measure by "${rules}": use one of ${RULES.join(", ")}`);
  }
  const by = rules as Rules;
  // a state counts rows in their order, and a partition may hold pieces of files in any order
  const states: MeasureState[] = [];
  let last = Infinity;
  return {
    take(row, given) {
      const trace = checkRow(given, { file: "the data", row });
      if (row < last) states.push(emptyState());
      last = row;
      const observed = observe(trace, by, row < LENGTH_ROWS);
      addObservation(states.at(-1)!, trace, observed, row);
      return [{ kind: "facts", row, value: factsOf(trace, observed, by) }];
    },
    end: () => states.map((state) => ({ kind: "state", row: -1, value: packState(state) })),
  };
}
