import type { Trace } from "../trace/mod.ts";
import { attemptRows } from "./attempt_rows.ts";
import type { Rows } from "./rows.ts";

/** Rows that say where they came from: `source` is filled in where a row has none of its own. */
export function sourceRows(rows: Rows, source: string): Rows {
  async function* named(traces: AsyncIterable<Trace>) {
    for await (const trace of traces) yield { ...trace, source: trace.source ?? source };
  }
  return {
    count: rows.count,
    locate: rows.locate,
    rowBytes: rows.rowBytes,
    async pieces() {
      const pieces = await rows.pieces();
      return pieces && pieces.map((piece) => ({ ...piece, source: piece.source ?? source }));
    },
    async columns() {
      const columns = await rows.columns();
      return columns.includes("source") ? columns : [...columns, "source"];
    },
    async *read(wanted, limit, lean) {
      yield* named(rows.read(wanted, limit, lean));
    },
    async inOrder(order) {
      const found = await rows.inOrder?.(order);
      return found && named(found);
    },
    async *attempt() {
      for await (const found of attemptRows(rows)) {
        yield "trace" in found
          ? { ...found, trace: { ...found.trace, source: found.trace.source ?? source } }
          : found;
      }
    },
    async labels(column) {
      if (column !== "source") return rows.labels(column);
      if (!(await rows.columns()).includes("source")) return Array(await rows.count()).fill(source);
      return (await rows.labels("source")).map((label) => label ?? source);
    },
  };
}
