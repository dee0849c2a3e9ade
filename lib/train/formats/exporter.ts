import type { RecordFields } from "../../files/mod.ts";
import { pythonStrip } from "../../python/mod.ts";
import type { Trace } from "../../trace/mod.ts";
import { FILE_FORMAT_RULES, FILE_FORMATS, type FileFormat, type TrainingRecordOptions } from "./formats.ts";

/** Traces of which nothing was written, for one reason. */
export interface LeftOut {
  /** Why. */
  reason: string;
  /** How many. */
  traces: number;
  /** The ids of the first of them, ten at most. */
  ids: string[];
}

/** What was made so far. */
export interface ExportCounts {
  /** How many traces were read. */
  traces: number;
  /** How many records they gave. */
  records: number;
  /** What was left out, the most frequent reason first. */
  leftOut: LeftOut[];
}

/** Makes the records of a training file, trace by trace. */
export interface Exporter {
  /** The fields of a record and their types, for `writeRecords`. */
  fields: RecordFields;
  /** The records of the next trace; none if it is left out. */
  records(trace: Trace): readonly object[];
  /** The counts so far. */
  counts(): ExportCounts;
}

const SHOWN_IDS = 10;

/** Why a trace trains nothing, whatever the format. */
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
 * Turns traces into the records of a training file. A trace that would train nothing, or that the format or the chat
 * template does not take, is left out and counted, with the reason.
 *
 * @param format The format; see {@linkcode FILE_FORMATS}.
 * @param options The chat template, which `text` and `segments` need, and the style of `text`.
 * @returns What takes the traces.
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
      const found = NOTHING_TO_TRAIN.find(([, is]) => is(trace))?.[0] ??
        recordsOrReason(trace, rules, options);
      if (typeof found !== "string") {
        records += found.length;
        return found;
      }
      const group = leftOut.get(found) ?? { reason: found, traces: 0, ids: [] };
      leftOut.set(found, group);
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
