import {
  card,
  type Displayable,
  displayable,
  type MimeBundle,
  preformattedHtml,
  table,
  type TableColumn,
} from "../display/mod.ts";
import { pythonHead } from "../python/mod.ts";
import type { Trace } from "../trace/mod.ts";
import type { Dataset } from "./dataset_type.ts";

/** Result of {@linkcode inspectTraces}: what is in a data set, at a glance. */
export interface Inspection extends Displayable {
  /** Columns that the traces have. */
  columns: string[];
  /** Number of traces. */
  rows: number;
  /** Number of traces in each category, the most frequent first. */
  categories: [category: string | null, count: number][];
  /** Number of traces from each source, the most frequent first; empty if there is no source column. */
  sources: [source: string | null, count: number][];
  /** The first trace; null if there is none. */
  sample: Trace | null;
}

/**
 * Summarises a data set: its columns, how many traces it has, from where and of what category, and the first of
 * them.
 *
 * @param dataset The data set.
 * @returns The summary, as plain data; in a notebook it shows as tables.
 * @throws {LoadError} If a file or row cannot be loaded.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { datasetOf } from "tracebook";
 * import { inspectTraces } from "./mod.ts";
 *
 * const dataset = datasetOf([{ id: "a", conversations: [], category: "Chat" }]);
 * const { rows, columns, categories } = await inspectTraces(dataset);
 * assertEquals({ rows, columns, categories }, {
 *   rows: 1,
 *   columns: ["id", "conversations", "category"],
 *   categories: [["Chat", 1]],
 * });
 * ```
 */
export async function inspectTraces(dataset: Dataset): Promise<Inspection> {
  const columns = await dataset.columns();
  const found = {
    columns,
    rows: await dataset.count(),
    categories: columns.includes("category") ? await dataset.countBy("category") : [],
    sources: columns.includes("source") ? await dataset.countBy("source") : [],
    sample: (await dataset.head(1))[0] ?? null,
  };
  return displayable(found, () => inspectionBundle(found));
}

type Found = Omit<Inspection, keyof Displayable>;

function inspectionBundle({ columns, rows, categories, sources, sample }: Found): MimeBundle {
  const left: TableColumn = { key: "value", align: "left" };
  const counts = table(
    [
      { what: "traces", value: rows.toLocaleString("en") },
      { what: "columns", value: columns.join(", ") || "none" },
      ...(sources.length > 0 ? [{ what: "sources", value: countList(sources) }] : []),
      ...(categories.length > 0 ? [{ what: "categories", value: countList(categories) }] : []),
    ],
    [{ key: "what", label: "data set" }, { ...left, label: "" }],
    { maxWidth: 90 },
  );
  if (!sample) return { "text/html": counts.html, "text/plain": counts.text };
  const fields = table(sampleFields(sample), ["field", { ...left, label: "the first trace" }]);
  const turns = sample.conversations.slice(0, 3).map(({ from, value }) =>
    card({
      title: from,
      note: `${value.length} characters`,
      body: preformattedHtml(shorten(value, 600)),
      open: false,
    })
  );
  return {
    "text/html": counts.html + fields.html + turns.join(""),
    "text/plain": `${counts.text}\n\n${fields.text}`,
  };
}

function countList(counts: [label: string | null, count: number][]): string {
  return counts.map(([label, count]) => `${label ?? "(none)"} ${count.toLocaleString("en")}`).join(", ");
}

function sampleFields(sample: Trace): { field: string; value: string }[] {
  return Object.entries(sample).map(([field, value]) => ({
    field,
    value: Array.isArray(value)
      ? `${value.length} ${value.length === 1 ? "turn" : "turns"}: ${
        value.slice(0, 8).map((turn) => turn.from).join(", ")
      }${value.length > 8 ? ", …" : ""}`
      : shorten(String(value ?? "–"), 200),
  }));
}

function shorten(text: string, length: number): string {
  const head = pythonHead(text, length);
  return head.length < text.length ? `${head}…` : text;
}
