import type { RecordFields } from "../../files/mod.ts";
import { pythonStrip } from "../../python/mod.ts";
import type { Trace } from "../../trace/mod.ts";
import { FILE_FORMAT_RULES, FILE_FORMATS, type FileFormat, type TrainingRecordOptions } from "./formats.ts";

/** Traces that were left out for one reason. */
export interface LeftOut {
  /** The reason, as a sentence. */
  reason: string;
  /** How many traces were left out. */
  traces: number;
  /** The ids of the first such traces, at most ten. */
  ids: string[];
}

/** Counts of an {@linkcode Exporter}. */
export interface ExportCounts {
  /** How many traces were read. */
  traces: number;
  /** How many records the traces gave. */
  records: number;
  /** Traces that were left out, by reason, the most frequent first. */
  leftOut: LeftOut[];
}

/** Result of {@linkcode makeExporter}: turns traces into records, one trace after the other. */
export interface Exporter {
  /** The fields of a record and their types, for `writeRecords`. */
  fields: RecordFields;
  /** Returns the records of the next trace; none if the trace is left out. */
  records(trace: Trace): readonly object[];
  /** Returns the counts of the traces so far. */
  counts(): ExportCounts;
}

const SHOWN_IDS = 10;

/** Reasons for which a trace trains nothing in any format, each with its test. */
const NOTHING_TO_TRAIN: readonly [reason: string, is: (trace: Trace) => boolean][] = [
  ["there are no turns", ({ conversations }) => conversations.length === 0],
  [
    "there is no gpt turn, so nothing to train on",
    ({ conversations }) => conversations.every(({ from }) => from !== "gpt"),
  ],
  [
    "all gpt turns are empty, so nothing to train on",
    ({ conversations }) =>
      conversations.every(({ from, value }) => from !== "gpt" || pythonStrip(value) === ""),
  ],
];

/**
 * Makes an exporter, which turns traces into the records of a training file. A trace that would train nothing, or
 * that the format or the chat
 * template does not take, is left out and counted, with the reason.
 *
 * @param format The format; see {@linkcode FILE_FORMATS}.
 * @param options The chat template, which `text` and `segments` need, and the style of `text`.
 * @returns The exporter.
 * @throws {RangeError} If the format is unknown, or lacks its template.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { makeExporter } from "../mod.ts";
 *
 * const exporter = makeExporter("pairs");
 * const human = { from: "human" as const, value: "Hi" };
 * assertEquals(exporter.records({ id: "a", conversations: [human] }), []);
 * assertEquals(exporter.records({ id: "b", conversations: [human, { from: "gpt", value: "Hello" }] }).length, 1);
 * assertEquals(exporter.counts().leftOut, [
 *   { reason: "there is no gpt turn, so nothing to train on", traces: 1, ids: ["a"] },
 * ]);
 * ```
 */
export function makeExporter(format: FileFormat, options: TrainingRecordOptions = {}): Exporter {
  if (!Object.hasOwn(FILE_FORMAT_RULES, format)) {
    throw new RangeError(`Cannot write the format "${format}": use one of ${FILE_FORMATS.join(", ")}`);
  }
  const rules = FILE_FORMAT_RULES[format];
  if (rules.needsTemplate && !options.template) {
    throw new RangeError(`Cannot write ${format} without a chat template: pass one as \`template\``);
  }
  const leftOut = new Map<string, LeftOut>();
  let traces = 0;
  let records = 0;
  return {
    fields: rules.fields,
    records(trace) {
      traces++;
      const result = NOTHING_TO_TRAIN.find(([, is]) => is(trace))?.[0] ??
        recordsOrReason(trace, rules, options);
      if (typeof result !== "string") {
        records += result.length;
        return result;
      }
      const group = leftOut.get(result) ?? { reason: result, traces: 0, ids: [] };
      leftOut.set(result, group);
      if (++group.traces <= SHOWN_IDS) group.ids.push(trace.id);
      return [];
    },
    counts: () => ({
      traces,
      records,
      leftOut: [...leftOut.values()].sort((a, b) => b.traces - a.traces),
    }),
  };
}

function recordsOrReason(
  trace: Trace,
  rules: (typeof FILE_FORMAT_RULES)[FileFormat],
  options: TrainingRecordOptions,
): readonly object[] | string {
  try {
    return rules.records(trace, options);
  } catch (error) {
    // a template may refuse a trace: two user turns in a row, a role it does not know
    if (rules.needsTemplate && error instanceof RangeError) return error.message.replace(/[0-9]+/g, "n");
    throw error;
  }
}
