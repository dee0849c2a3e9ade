import type { FileMetaData, PageHeader } from "hyparquet";
import { parquetHeader } from "hyparquet/src/column.js";
import type { Bytes } from "./bytes.ts";

/** Pages of one column in one row group, as the footer describes them. */
interface Chunk {
  column: string;
  start: number;
  end: number;
  values: number;
}

/**
 * Checks the pages in each slice against the footer before they are decoded: a page header with a changed byte may
 * promise billions of values, which would be filled in for minutes, or fewer than there are.
 *
 * @see https://parquet.apache.org/docs/file-format/data-pages/
 */
export function withPageChecks(bytes: Bytes, metadata: FileMetaData): Bytes {
  let chunks: Chunk[] | undefined;
  return {
    ...bytes,
    async slice(start, end = bytes.byteLength) {
      const slice = await bytes.slice(start, end);
      for (const chunk of chunks ??= chunksOf(metadata)) {
        if (start <= chunk.start && chunk.end <= end) checkChunk(slice, start, chunk);
        else if (chunk.start < start && start < chunk.end) checkPages(slice, start, chunk);
      }
      return slice;
    },
  };
}

function chunksOf({ row_groups }: FileMetaData): Chunk[] {
  return row_groups.flatMap(({ columns }) =>
    columns.flatMap(({ meta_data: meta }) => {
      if (!meta) return [];
      const start = Number(meta.dictionary_page_offset || meta.data_page_offset);
      const end = start + Number(meta.total_compressed_size);
      return { column: meta.path_in_schema.join("."), start, end, values: Number(meta.num_values) };
    })
  );
}

function checkChunk(slice: ArrayBuffer, offset: number, chunk: Chunk): void {
  const values = countValues(slice, chunk.start - offset, chunk.end - offset, chunk);
  if (values === chunk.values) return;
  throw new Error(`its pages have ${values} values of ${chunk.column}, its footer says ${chunk.values}`);
}

/** Checks some pages of a chunk; where they end cannot be known, so the last one may be cut. */
function checkPages(slice: ArrayBuffer, offset: number, chunk: Chunk): void {
  countValues(slice, 0, Math.min(slice.byteLength, chunk.end - offset), chunk);
}

/** Counts the values in the pages of a column from `start` to `end`. */
function countValues(
  slice: ArrayBuffer,
  start: number,
  end: number,
  { column, values: most }: Chunk,
): number {
  let offset = start;
  let values = 0;
  while (offset < end - 1) {
    const { page, bytes } = readHeader(slice, offset, end);
    const { num_values } = page.data_page_header ?? page.data_page_header_v2 ?? { num_values: 0 };
    const count = Math.max(num_values, page.dictionary_page_header?.num_values ?? 0);
    if (!(page.compressed_page_size >= 0 && num_values >= 0 && count <= most && levelsFit(page))) {
      throw new Error(`a page of ${column} has a header that makes no sense`);
    }
    values += num_values;
    offset += bytes + page.compressed_page_size;
  }
  return values;
}

/** Tells whether the lengths by which a page of version 2 is divided fit into it. */
function levelsFit({ data_page_header_v2: header, compressed_page_size: size }: PageHeader): boolean {
  if (!header) return true;
  const { num_values, num_nulls, definition_levels_byte_length, repetition_levels_byte_length } = header;
  const levels = [definition_levels_byte_length, repetition_levels_byte_length];
  return num_nulls >= 0 && num_nulls <= num_values && levels.every((bytes) => bytes >= 0) &&
    definition_levels_byte_length + repetition_levels_byte_length <= size;
}

/**
 * Bytes that are tried first for a header; most are shorter, but their statistics hold two values, which may be
 * long.
 */
const HEADER_BYTES = 2 ** 9;
const MAX_HEADER_BYTES = 2 ** 20;

/**
 * Reads a page's header and its length in bytes. It is read from a copy, as objects made from the slice would keep
 * the slice in memory.
 */
function readHeader(slice: ArrayBuffer, offset: number, end: number): { page: PageHeader; bytes: number } {
  for (let most = HEADER_BYTES;; most *= 8) {
    const copy = slice.slice(offset, Math.min(offset + most, end));
    const reader = { view: limitedView(copy, 2 * most), offset: 0 };
    try {
      return { page: parquetHeader(reader), bytes: reader.offset };
    } catch (error) {
      if (offset + most >= end || most >= MAX_HEADER_BYTES) throw error;
    }
  }
}

/**
 * Makes a view that ends after so many bytes read: a negative length in a header sends its reader back, again and
 * again.
 */
function limitedView(bytes: ArrayBuffer, most: number): DataView<ArrayBuffer> {
  const view = new DataView(bytes);
  let left = most;
  view.getUint8 = (at) => {
    if (left-- > 0) return DataView.prototype.getUint8.call(view, at);
    throw new Error("a page's header does not end");
  };
  return view;
}
