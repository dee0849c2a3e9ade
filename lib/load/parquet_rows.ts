import { parquetReadObjects } from "hyparquet";
import type { Trace } from "../trace/mod.ts";
import { asFault, attemptRow } from "./attempt_rows.ts";
import type { OpenBytes } from "./bytes.ts";
import { checkRow } from "./check_row.ts";
import { damagedParquet, parquetFooter } from "./parquet_footer.ts";
import { guardedBytes } from "./parquet_guard.ts";
import { once } from "./once.ts";
import { parquetCodecs } from "./parquet_codecs.ts";
import {
  bytesPerRow,
  isOwnSchema,
  planGroups,
  rowColumns,
  rowCount,
  spanned,
  traceColumns,
} from "./parquet_plan.ts";
import { type ParquetRow, parquetRowTexts } from "./parquet_row.ts";
import { FILE_ROWS, type LabelColumn, type Rows } from "./rows.ts";
import type { PieceFile } from "./trace_piece.ts";
import { TRACE_COLUMNS } from "./trace_columns.ts";

// Texts stay bytes until their row is wanted: decoding a whole row group at once takes several times its
// memory.
const asBytes = (bytes: Uint8Array) => bytes;
const parsers = { stringFromBytes: asBytes, jsonFromBytes: asBytes };

/**
 * The rows of one parquet file. One row group at a time is in memory; a text is decoded when its row is
 * reached.
 *
 * @param file The file as errors name it.
 * @param open Opens its bytes; called for each reading.
 * @param from The file as it can be opened elsewhere; null if it cannot.
 * @returns The rows.
 * @see https://parquet.apache.org/docs/file-format/
 */
export function parquetRows(file: string, open: OpenBytes, from: PieceFile | null = null): Rows {
  const footer = once(async () => {
    const bytes = await open(false);
    try {
      return await parquetFooter(file, bytes);
    } finally {
      bytes.close();
    }
  });

  /** The wanted rows of one row group after the other. */
  async function* groups(names: readonly string[], wanted?: ArrayLike<number>, limit?: number) {
    const metadata = await footer();
    const plan = planGroups(metadata, wanted, limit);
    if (plan.length === 0) return;
    const columns = names === TRACE_COLUMNS
      ? rowColumns(metadata)
      : traceColumns(metadata).filter((name) => names.includes(name));
    const opened = await open(names === TRACE_COLUMNS && spanned(plan) >= rowCount(metadata) / 2);
    const bytes = guardedBytes(opened, metadata);
    try {
      for (const { start, end, rows } of plan) {
        const options = {
          file: bytes,
          metadata,
          columns,
          rowStart: start,
          rowEnd: end,
          useOffsetIndex: true,
        };
        const group: ParquetRow[] = await parquetReadObjects({
          ...options,
          parsers,
          compressors: parquetCodecs,
        })
          .catch((cause) => {
            bytes.signal?.throwIfAborted();
            throw damagedParquet(file, `rows ${start} to ${end - 1} (counting from 0) cannot be read`, cause);
          });
        yield { group, start, rows };
      }
      await bytes.complete?.();
    } finally {
      bytes.close();
    }
  }

  const all: Rows = {
    count: async () => rowCount(await footer()),
    async columns() {
      const metadata = await footer();
      if (isOwnSchema(metadata)) return traceColumns(metadata);
      for await (const trace of all.read(undefined, 1)) return TRACE_COLUMNS.filter((name) => name in trace);
      return [];
    },
    async *read(wanted, limit, lean): AsyncIterableIterator<Trace> {
      for await (const { group, start, rows } of groups(TRACE_COLUMNS, wanted, limit)) {
        for (const row of rows) {
          const cells = group[row - start]!;
          // What has been given out is let go, so that its pages can be freed before the group ends.
          group[row - start] = {};
          const place = { file, row };
          yield checkRow(parquetRowTexts(cells, place, lean), place);
        }
      }
    },
    async *attempt() {
      for (const { start, end } of planGroups(await footer())) {
        const numbers = Array.from({ length: end - start }, (_, i) => start + i);
        try {
          for await (const { group, rows } of groups(TRACE_COLUMNS, numbers)) {
            for (const row of rows) {
              const cells = group[row - start]!;
              group[row - start] = {};
              const place = { file, row };
              let given: unknown;
              yield attemptRow(row, () => given, () => {
                given = parquetRowTexts(cells, place);
                return checkRow(given, place);
              });
            }
          }
        } catch (error) {
          const fault = asFault(error);
          for (const row of numbers) yield { row, error: fault };
        }
      }
    },
    async labels(column: LabelColumn) {
      const metadata = await footer();
      if (!isOwnSchema(metadata)) return await Array.fromAsync(all.read(), (trace) => trace[column] ?? null);
      if (!traceColumns(metadata).includes(column)) return Array(rowCount(metadata)).fill(null);
      const labels: (string | null)[] = [];
      for await (const { group, start, rows } of groups([column])) {
        for (const row of rows) {
          const place = { file, row };
          const texts = parquetRowTexts(group[row - start]!, place);
          labels.push(checkRow({ id: "", conversations: [], ...texts }, place)[column] ?? null);
        }
      }
      return labels;
    },
    locate: (row) => Promise.resolve({ file, row }),
    rowBytes: async () => bytesPerRow(await footer()),
    pieces: async () =>
      from && planGroups(await footer()).map(({ start, end }) => (
        { file: from, first: start, start, end, source: null, [FILE_ROWS]: all }
      )),
  };
  return all;
}
