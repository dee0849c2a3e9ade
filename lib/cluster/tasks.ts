import { checkRow, readTokenizerFolder } from "../load/mod.ts";
import {
  addTrace,
  emptyState,
  factsOf,
  LENGTH_ROWS,
  type MeasureState,
  measureTrace,
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

/** A row of a partition: its number in the whole data set, and the trace, not checked yet. */
export type NumberedRow = [row: number, trace: unknown];

/** A line of a partition's output. */
export interface ClusterResult {
  /**
   * The kind of the value: a trace's facts, record or report, a state of counts, an error's message, the end's
   * number of rows.
   */
  kind: "facts" | "record" | "report" | "state" | "error" | "end";
  /** The number of the row that the value is of; -1 for values of the whole partition. */
  row: number;
  /** The value, as plain data. */
  value: unknown;
}

/** A computation over the rows of a partition. */
export interface ClusterTask {
  /**
   * Computes the results of one row.
   *
   * @param row The row's number in the whole data set.
   * @param value The row's trace, not checked yet.
   * @returns The row's lines of output.
   * @throws {Error} If the value is no trace, or its computation fails.
   */
  run(row: number, value: unknown): ClusterResult[];
  /** Returns the results of all rows together. */
  end(): ClusterResult[];
}

/** The program's flags. */
interface TaskFlags {
  /** The counting rules, `tutorial` or `structured`. */
  rules?: string;
  /** The folder of the tokenizer; without one the embedded tokenizer is used. */
  tokenizer?: string;
  /** `MaskOptions` as JSON. */
  options?: string;
}

/** Makes the task that masks each row: its records, and its report. */
export async function maskTask({ tokenizer, options = "{}" }: TaskFlags): Promise<ClusterTask> {
  const made = tokenizer === undefined
    ? await embeddedTokenizer()
    : await makeTokenizer(await readTokenizerFolder(tokenizer));
  const settings = maskSettings(made, JSON.parse(options));
  return {
    run(row, value) {
      const { records, report } = maskBySettings(checkRow(value, { file: "the data", row }), settings);
      return [
        ...records.map((record) => ({ kind: "record" as const, row, value: withAttentionMask(record) })),
        { kind: "report", row, value: report },
      ];
    },
    end: () => [],
  };
}

/**
 * Makes the task that measures each row: its facts, and at the end one state of counts for each run of rising row
 * numbers. Throws `RangeError` if there are no such rules.
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
    run(row, value) {
      const trace = checkRow(value, { file: "the data", row });
      if (row < last) states.push(emptyState());
      last = row;
      const observed = measureTrace(trace, by, row < LENGTH_ROWS);
      addTrace(states.at(-1)!, trace, observed, row);
      return [{ kind: "facts", row, value: factsOf(trace, observed, by) }];
    },
    end: () => states.map((state) => ({ kind: "state", row: -1, value: packState(state) })),
  };
}
