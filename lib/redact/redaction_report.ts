import { type Displayable, displayable, table } from "../display/mod.ts";
import type { RedactedKind, RedactedTrace } from "./redact_trace.ts";

/** How often something of one kind was replaced. */
export interface RedactionCount {
  /** What was replaced. */
  kind: RedactedKind;
  /** The service that issues such secrets; null for other kinds. */
  rule: string | null;
  /** How many replacements were made. */
  places: number;
  /** In how many traces. */
  traces: number;
  /** Id of the first trace with such a replacement. */
  first: string;
  /** Field of that trace in which it was made. */
  field: string;
}

/** What was replaced in a data set. */
export interface RedactionReport {
  /** Traces that were looked at. */
  traces: number;
  /** Traces in which something was replaced. */
  changed: number;
  /** What was replaced, the most frequent first. */
  redactions: RedactionCount[];
}

/** Counts replacements as they are made. */
export interface RedactionCounter {
  /** Counts the replacements of one trace. */
  add(redacted: RedactedTrace): void;
  /** The counts so far; in a notebook they show as a table. */
  report(): RedactionReport & Displayable;
}

/**
 * Makes a counter of what is replaced. Nothing that was replaced is in its report.
 *
 * @returns The counter.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { makeRedactionCounter } from "./mod.ts";
 * import { loadTraces, makeRedactor } from "tracebook";
 *
 * const redact = await makeRedactor();
 * const counter = makeRedactionCounter();
 * for await (const trace of loadTraces("sample").take(5)) counter.add(redact(trace));
 * assertEquals(counter.report().traces, 5);
 * ```
 */
export function makeRedactionCounter(): RedactionCounter {
  const counts = new Map<string, RedactionCount>();
  let traces = 0;
  let changed = 0;
  return {
    add({ trace, redactions }) {
      traces++;
      if (redactions.length) changed++;
      const here = new Set<RedactionCount>();
      for (const { kind, rule, field } of redactions) {
        const key = `${kind} ${rule}`;
        const count = counts.get(key) ?? { kind, rule, places: 0, traces: 0, first: trace.id, field };
        counts.set(key, count);
        count.places++;
        here.add(count);
      }
      for (const count of here) count.traces++;
    },
    report() {
      const redactions = [...counts.values()].sort((a, b) => b.places - a.places);
      return displayable({ traces, changed, redactions }, () => {
        const summary = table([{ what: "traces", count: traces }, { what: "changed", count: changed }], [
          { key: "what", label: "redaction" },
          { key: "count", label: "" },
        ]);
        if (redactions.length === 0) return { "text/html": summary.html, "text/plain": summary.text };
        const rows = redactions.map(({ kind, rule, field, first, ...counts }) => ({
          what: rule ? `${kind} (${rule})` : kind,
          ...counts,
          first: `${first}, ${field}`,
        }));
        const list = table(rows, ["what", "places", "traces", { key: "first", label: "the first" }], {
          maxWidth: 80,
        });
        return { "text/html": summary.html + list.html, "text/plain": `${summary.text}\n\n${list.text}` };
      });
    },
  };
}
