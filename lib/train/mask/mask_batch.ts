import type { Trace } from "../../trace/mod.ts";
import type { TokenizerFiles } from "../tokenizer/tokenizer.ts";
import type { MaskOptions, MaskSettings } from "./mask_options.ts";
import { maskBySettings, type MaskedTrace, type MaskRecord } from "./mask_trace.ts";

/** What a worker must know before the first batch. */
export interface MaskJob {
  /** From which it makes the tokenizer. */
  files: TokenizerFiles;
  /** How to mask. */
  options: MaskOptions;
}

/** Some traces that follow on one another. */
export interface MaskBatch {
  /** The traces, in order. */
  traces: Trace[];
}

/** A record on its way between threads: bytes change hands at once, lists of numbers are copied one by one. */
type SentRecord = Omit<MaskRecord, "input_ids" | "labels"> & {
  input_ids: Int32Array<ArrayBuffer>;
  labels: Int32Array<ArrayBuffer>;
};

/** What came of a batch. */
export interface MaskBatchDone {
  /** The masked traces, in order, up to the first one that cannot be masked. */
  masked: (Omit<MaskedTrace, "records"> & { records: SentRecord[] })[];
  /** Why that one cannot; absent if all could. */
  failure?: unknown;
}

/**
 * Masks a batch.
 *
 * @param batch The traces.
 * @param settings How to mask them.
 * @returns What came of it; nothing is thrown, so that the traces before a failure are not lost.
 */
export function maskBatch({ traces }: MaskBatch, settings: MaskSettings): MaskBatchDone {
  const done: MaskBatchDone = { masked: [] };
  try {
    for (const trace of traces) {
      const { records, report } = maskBySettings(trace, settings);
      done.masked.push({ records: records.map(packed), report });
    }
  } catch (failure) {
    done.failure = failure;
  }
  return done;
}

/** What of a batch changes hands instead of being copied. */
export function buffersOf({ masked }: MaskBatchDone): ArrayBuffer[] {
  return masked.flatMap(({ records }) => records.flatMap((one) => [one.input_ids.buffer, one.labels.buffer]));
}

/** The masked traces as they were before they were sent. */
export function unpacked({ masked }: MaskBatchDone): MaskedTrace[] {
  return masked.map(({ records, report }) => ({
    records: records.map((record) => ({
      ...record,
      input_ids: Array.from(record.input_ids),
      labels: Array.from(record.labels),
    })),
    report,
  }));
}

function packed(record: MaskRecord): SentRecord {
  return {
    ...record,
    input_ids: Int32Array.from(record.input_ids),
    labels: Int32Array.from(record.labels),
  };
}
