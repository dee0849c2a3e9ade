import { type Displayable, displayable, table } from "../display/mod.ts";
import { groupKey, makeEventLoopYield, type Trace } from "../trace/mod.ts";
import { rowsOfDataset } from "./dataset.ts";
import type { Dataset } from "./dataset_type.ts";
import { conversationKey } from "./duplicates.ts";
import { type LoadError, type RejectedRow, toRejectedRow } from "./load_error.ts";
import { rowResults } from "./rows.ts";

/** Rows that are rejected for one reason. */
export interface RejectReason {
  /** Field of a row without numbers, such as `conversations[].value`; empty for the row or file as a whole. */
  field: string;
  /** What is wrong, without the value that was found. */
  reason: string;
  /** Number of rows that are rejected for this reason. */
  rows: number;
  /** File of the first of these rows. */
  file: string;
  /** Number of the first of these rows in its file, from 0; null if the file as a whole cannot be read. */
  row: number | null;
  /** Message of the error that loading throws for the first of these rows. */
  example: string;
}

/** Result of {@linkcode validateTraces}: row counts, reasons for rejection, data-quality counts. */
export interface ValidationReport {
  /** Number of rows in all. */
  rows: number;
  /** Number of rows that are traces. */
  valid: number;
  /** Number of rows that are no traces. */
  rejected: number;
  /** Reasons for rejection, the most frequent first. */
  reasons: RejectReason[];
  /** Number of traces whose id an earlier trace from the same source has. */
  duplicateIds: number;
  /** Number of traces whose `tools` is not a list as JSON. */
  invalidTools: number;
  /** Number of traces without a turn. */
  empty: number;
  /** Number of traces with the first human turn of an earlier trace, white space at its ends left out. */
  sameRequest: number;
  /** Number of traces with the conversation of an earlier trace, white space folded. */
  sameConversation: number;
}

/** Options for {@linkcode validateTraces}. */
export interface ValidateOptions {
  /** Called once per row that is no trace, in order. */
  onReject?: (row: RejectedRow) => void | Promise<void>;
  /** Aborts the validation; its reason is thrown. */
  signal?: AbortSignal;
  /** Called now and then with the number of rows that were looked at. */
  onProgress?: (done: number) => void;
}

/**
 * Checks every row of a data set: which rows are no traces and why, and what is doubtful in those that are. Reading
 * continues after a bad row.
 *
 * @param dataset The data set.
 * @param options Callbacks for rejected rows and for progress, abort.
 * @returns The report. In a notebook it shows as tables.
 * @throws The signal's reason, and what `onReject` throws.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { loadTraces, validateTraces } from "tracebook";
 *
 * const path = await Deno.makeTempFile({ suffix: ".jsonl" });
 * await Deno.writeTextFile(path, '{"id": "a", "conversations": []}\n{"id": 5, "conversations": []}\n');
 * const { valid, reasons } = await validateTraces(loadTraces(path));
 * assertEquals([valid, reasons.map(({ field, reason }) => `${field}: ${reason}`)], [1, ["id: a text is needed"]]);
 * await Deno.remove(path);
 * ```
 */
export async function validateTraces(
  dataset: Dataset,
  { onReject = () => {}, signal, onProgress }: ValidateOptions = {},
): Promise<ValidationReport & Displayable> {
  const reasons = new Map<string, RejectReason>();
  const ids = new Set<string>(), requests = new Set<string>(), conversations = new Set<string>();
  const report: ValidationReport = {
    rows: 0,
    valid: 0,
    rejected: 0,
    reasons: [],
    duplicateIds: 0,
    invalidTools: 0,
    empty: 0,
    sameRequest: 0,
    sameConversation: 0,
  };
  signal?.throwIfAborted();
  const pause = makeEventLoopYield();
  for await (const result of rowResults(rowsOfDataset(dataset))) {
    if (pause.isDue()) {
      onProgress?.(report.rows);
      await pause.run();
    }
    signal?.throwIfAborted();
    report.rows++;
    if ("error" in result) {
      report.rejected++;
      countReason(reasons, result.error);
      await onReject(toRejectedRow(result.error, result.raw));
      continue;
    }
    report.valid++;
    const { trace } = result;
    if (isRepeat(ids, `${trace.source ?? ""}\n${trace.id}`)) report.duplicateIds++;
    if (!hasToolList(trace)) report.invalidTools++;
    if (trace.conversations.length === 0) report.empty++;
    else {
      if (isRepeat(requests, groupKey(trace))) report.sameRequest++;
      if (isRepeat(conversations, conversationKey(trace))) report.sameConversation++;
    }
  }
  report.reasons = [...reasons.values()].sort((a, b) => b.rows - a.rows);
  return displayable(report, () => reportBundle(report));
}

/** Adds a key, and tells whether it was there before. */
function isRepeat(set: Set<string>, key: string): boolean {
  const size = set.size;
  return set.add(key).size === size;
}

function hasToolList({ tools }: Trace): boolean {
  if (tools === undefined || tools === null) return true;
  try {
    return Array.isArray(JSON.parse(tools));
  } catch {
    return false;
  }
}

/** Counts an error with those that differ from it only in numbers and in the value that was found. */
function countReason(reasons: Map<string, RejectReason>, error: LoadError): void {
  const { file, row = null, field = "", reason, message } = error;
  const place = field.replaceAll(/\[\d+\]/g, "[]");
  const [, needed] = /, but (.*)$/s.exec(reason) ?? [];
  const what = needed ?? reason.replace(/ \(.*\)$/s, "").replaceAll(/\d+/g, "…");
  const key = `${place}\n${what}`;
  const known = reasons.get(key);
  if (known) known.rows++;
  else reasons.set(key, { field: place, reason: what, rows: 1, file, row, example: message });
}

function reportBundle(report: ValidationReport) {
  const { rows, valid, rejected, reasons } = report;
  const counts = table([
    { what: "rows", count: rows },
    { what: "traces", count: valid },
    { what: "rejected", count: rejected },
    { what: "with an id that an earlier one has", count: report.duplicateIds },
    { what: "whose tools are no list", count: report.invalidTools },
    { what: "without a turn", count: report.empty },
    { what: "that begin as an earlier one does", count: report.sameRequest },
    { what: "with an earlier one's conversation", count: report.sameConversation },
  ], [{ key: "what", label: "validation" }, { key: "count", label: "" }]);
  if (reasons.length === 0) return { "text/html": counts.html, "text/plain": counts.text };
  const named = reasons.map(({ file, row, ...why }) => ({
    ...why,
    first: row === null ? file : `row ${row} of ${file}`,
  }));
  const why = table(named, ["rows", "field", "reason", { key: "first", label: "the first" }], {
    maxWidth: 80,
  });
  return { "text/html": counts.html + why.html, "text/plain": `${counts.text}\n\n${why.text}` };
}
