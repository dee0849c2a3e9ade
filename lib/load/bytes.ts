/** A file's bytes, read by ranges; what a parquet reader asks of a file, a Blob or a web address. */
export interface Bytes {
  /** The file's size in bytes. */
  byteLength: number;
  /** The bytes from `start` up to, not including, `end` (default: the end of the file). */
  slice(start: number, end?: number): Promise<ArrayBuffer>;
  /** Waits until all that was given out is known to be right; there where it is fetched while it is read. */
  complete?(): Promise<void>;
  /** What ended the reading from outside, where something did. */
  signal?: AbortSignal;
  /** Gives back what was opened. */
  close(): void;
}

/**
 * Opens a file's bytes; called once for each reading, so that two readings do not disturb each other. `whole` says that most
 * of it will be read, in order.
 */
export type OpenBytes = (whole: boolean) => Promise<Bytes>;
