import type { Trace } from "../trace/mod.ts";
import type { Rows } from "./rows.ts";
import { TRACE_COLUMNS } from "./trace_columns.ts";

/** Rows that are already in memory. */
export function memoryRows(traces: readonly Trace[], file: string): Rows {
  return {
    count: () => Promise.resolve(traces.length),
    columns: () => Promise.resolve(TRACE_COLUMNS.filter((name) => traces.some((trace) => name in trace))),
    async *read(wanted, limit = Infinity) {
      const rows = wanted ? Array.from(wanted).filter((row) => row < traces.length) : traces.keys();
      let given = 0;
      for (const row of rows) {
        if (given++ === limit) return;
        yield traces[row]!;
      }
    },
    labels: (column) => Promise.resolve(traces.map((trace) => trace[column] ?? null)),
    locate: (row) => Promise.resolve({ file, row }),
    rowBytes: () => Promise.resolve(0),
    pieces: () => Promise.resolve(null),
  };
}
