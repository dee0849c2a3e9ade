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
export interface TaskFlags {
  /** By which definitions to measure. */
  rules?: string;
  /** The tokenizer's folder. */
  tokenizer?: string;
  /** The options of masking, as JSON. */
  options?: string;
}
