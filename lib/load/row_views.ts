import type { Trace } from "../trace/mod.ts";
import { memoize, rowResults, type Rows, type RowsPiece, TRACE_COLUMNS, type TracePiece } from "./rows.ts";

/** Joins several runs of rows, one after the other. */
export function concatRows(parts: readonly Rows[]): Rows {
  if (parts.length === 1) return parts[0]!;
  // starts[i] is the number of the first row of part i; one more at the end holds the total.
  const starts = memoize(async () => {
    const starts = [0];
    for (const part of parts) starts.push(starts.at(-1)! + await part.count());
    return starts;
  });
  return {
    count: async () => (await starts()).at(-1)!,
    async columns() {
      const names = await Promise.all(parts.map((part) => part.columns()));
      return [...new Set(names.flat())];
    },
    async *read(wanted, limit = Infinity, lean) {
      let left = limit;
      let start = 0;
      let next = 0;
      for (const part of parts) {
        if (left === 0 || wanted && next === wanted.length) return;
        let inside: number[] | undefined;
        if (wanted) {
          const end = start + await part.count();
          inside = [];
          while (next < wanted.length && wanted[next]! < end) inside.push(wanted[next++]! - start);
          start = end;
        }
        for await (const trace of part.read(inside, left, lean)) {
          left--;
          yield trace;
        }
      }
    },
    async *results() {
      let first = 0;
      for (const part of parts) {
        let rows = 0;
        for await (const result of rowResults(part)) {
          rows = result.row + 1;
          yield { ...result, row: first + result.row };
        }
        first += rows;
      }
    },
    async labels(column) {
      const all: (string | null)[][] = [];
      for (const part of parts) all.push(await part.labels(column));
      return all.flat();
    },
    async locate(row) {
      const bounds = await starts();
      const part = bounds.findLastIndex((start, i) => i < parts.length && start <= row);
      return parts[part]!.locate(row - bounds[part]!);
    },
    async pieces() {
      const all: RowsPiece[] = [];
      let first = 0;
      for (const [i, part] of parts.entries()) {
        const pieces = await part.pieces();
        if (!pieces) return null;
        for (const piece of pieces) all.push({ ...piece, first: first + piece.first });
        // The end of the last part is not needed, and counting a text file's rows would read it.
        if (i + 1 < parts.length) first += await part.count();
      }
      return all;
    },
    async rowBytes() {
      return Math.max(0, ...await Promise.all(parts.map((part) => part.rowBytes())));
    },
  };
}

/** Makes rows that are looked for at the first use. */
export function lazyRows(find: () => Promise<Rows>): Rows {
  const rows = memoize(find);
  return {
    count: async () => (await rows()).count(),
    columns: async () => (await rows()).columns(),
    async *read(wanted, limit, lean) {
      yield* (await rows()).read(wanted, limit, lean);
    },
    inOrder: async (order) => (await rows()).inOrder?.(order),
    async *results() {
      yield* rowResults(await rows());
    },
    labels: async (column) => (await rows()).labels(column),
    locate: async (row) => (await rows()).locate(row),
    rowBytes: async () => (await rows()).rowBytes(),
    pieces: async () => (await rows()).pieces(),
  };
}

/** Makes rows of traces that are in memory. */
export function memoryRows(traces: readonly Trace[], file: string): Rows {
  return {
    count: () => Promise.resolve(traces.length),
    columns: () => Promise.resolve(TRACE_COLUMNS.filter((name) => traces.some((trace) => name in trace))),
    async *read(wanted, limit = Infinity) {
      const rows = wanted ? Array.from(wanted).filter((row) => row < traces.length) : traces.keys();
      let count = 0;
      for (const row of rows) {
        if (count++ === limit) return;
        yield traces[row]!;
      }
    },
    labels: (column) => Promise.resolve(traces.map((trace) => trace[column] ?? null)),
    locate: (row) => Promise.resolve({ file, row }),
    rowBytes: () => Promise.resolve(0),
    pieces: () => Promise.resolve(null),
  };
}

/**
 * Makes the rows of a piece from those of its file.
 *
 * @param rows The rows of the piece's file.
 * @param piece The piece.
 * @returns The rows of the piece, each with its source.
 */
export function pieceRows(rows: Rows, { start, end, source }: TracePiece): Rows {
  const inside = start === 0 && end === null ? rows : rangeRows(rows, start, end ?? Infinity);
  return source === null ? inside : sourceRows(inside, source);
}

/** Makes rows of a range: those from `start` up to, not including, `end`. */
function rangeRows(rows: Rows, start: number, end: number): Rows {
  const count = async () => Math.max(0, Math.min(end, await rows.count()) - start);
  const inFile = async (wanted: ArrayLike<number> | undefined) => {
    const size = Number.isFinite(end) ? end - start : await count();
    const numbers = wanted ? Array.from(wanted).filter((row) => row < size) : [...Array(size).keys()];
    return numbers.map((row) => start + row);
  };
  return {
    count,
    columns: rows.columns,
    async *read(wanted, limit, lean) {
      yield* rows.read(await inFile(wanted), limit, lean);
    },
    labels: async (column) => (await rows.labels(column)).slice(start, end),
    locate: (row) => rows.locate(start + row),
    rowBytes: rows.rowBytes,
    pieces: () => Promise.resolve(null),
  };
}

/** Rows of one source, with its name. */
export interface LoadPart {
  /** Name of the source: a config, a file's name without its ending. */
  source: string;
  /** Longer name, for when another source has the same short one. */
  fullSource: string;
  /** Rows of the source. */
  rows: Rows;
}

/** Names the source of each part: the short name, or the longer one where different parts share it. */
export function sourceNames(parts: readonly Omit<LoadPart, "rows">[]): string[] {
  return parts.map(({ source, fullSource }) => {
    const shared = parts.some((other) => other.source === source && other.fullSource !== fullSource);
    return shared ? fullSource : source;
  });
}

/** Makes rows whose `source` is filled in where a row has none of its own. */
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
      const traces = await rows.inOrder?.(order);
      return traces && named(traces);
    },
    async *results() {
      for await (const result of rowResults(rows)) {
        yield "trace" in result
          ? { ...result, trace: { ...result.trace, source: result.trace.source ?? source } }
          : result;
      }
    },
    async labels(column) {
      if (column !== "source") return rows.labels(column);
      if (!(await rows.columns()).includes("source")) return Array(await rows.count()).fill(source);
      return (await rows.labels("source")).map((label) => label ?? source);
    },
  };
}

/** Makes the first `most` rows; what follows them is not read. */
export function takeRows(rows: Rows, most: number): Rows {
  return {
    count: async () => Math.min(most, await rows.count()),
    columns: rows.columns,
    read(wanted, limit = Infinity, lean) {
      return wanted
        ? rows.read(Array.from(wanted).filter((row) => row < most), limit, lean)
        : rows.read(undefined, Math.min(most, limit), lean);
    },
    async *results() {
      for await (const result of rowResults(rows)) {
        if (result.row >= most) return;
        yield result;
      }
    },
    labels: async (column) => (await rows.labels(column)).slice(0, most),
    locate: rows.locate,
    rowBytes: rows.rowBytes,
    async pieces() {
      const pieces = await rows.pieces();
      return pieces && pieces.filter(({ first }) => first < most).map((piece) => {
        const end = piece.start + (most - piece.first);
        return { ...piece, end: piece.end === null ? end : Math.min(piece.end, end) };
      });
    },
  };
}
