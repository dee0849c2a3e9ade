import { attemptRows } from "./attempt_rows.ts";
import { once } from "./once.ts";
import type { Rows } from "./rows.ts";

/** Rows that are looked for when they are first asked about. */
export function lazyRows(find: () => Promise<Rows>): Rows {
  const rows = once(find);
  return {
    count: async () => (await rows()).count(),
    columns: async () => (await rows()).columns(),
    async *read(wanted, limit, lean) {
      yield* (await rows()).read(wanted, limit, lean);
    },
    inOrder: async (order) => (await rows()).inOrder?.(order),
    async *attempt() {
      yield* attemptRows(await rows());
    },
    labels: async (column) => (await rows()).labels(column),
    locate: async (row) => (await rows()).locate(row),
    rowBytes: async () => (await rows()).rowBytes(),
    pieces: async () => (await rows()).pieces(),
  };
}
