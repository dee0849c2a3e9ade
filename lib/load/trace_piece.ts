import type { HubFile } from "./hub/hub_files.ts";

/** A file of traces, as another thread or machine can open it. */
export type PieceFile =
  | {
    /** On disk. */
    kind: "local";
    /** Its path, as it was named. */
    path: string;
  }
  | {
    /** On the hub that the environment names, by the token that it holds. */
    kind: "hub";
    /** The data set, `owner/name`. */
    repo: string;
    /** The file there. */
    file: HubFile;
  };

/** A run of rows of one file: plain data, from which another thread or machine can read the traces. */
export interface TracePiece {
  /** The file. */
  file: PieceFile;
  /** The number of its first trace in the whole data set, from 0. */
  first: number;
  /** The row of its first trace in the file, from 0. */
  start: number;
  /** The row behind its last trace in the file; null where the file's end is the end. */
  end: number | null;
  /** What traces that do not say so themselves are from; null if nothing is to be said. */
  source: string | null;
}
