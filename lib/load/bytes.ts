/** A file's bytes, read by ranges; what a parquet reader asks of a file, a Blob or a web address. */
export interface Bytes {
  /** The file's size in bytes. */
  byteLength: number;
  /** The bytes from `start` up to, not including, `end` (default: the end of the file). */
  slice(start: number, end?: number): Promise<ArrayBuffer>;
  /** Gives back what was opened. */
  close(): void;
}

/** Opens a file's bytes; called once for each reading, so that two readings do not disturb each other. */
export type OpenBytes = () => Promise<Bytes>;
