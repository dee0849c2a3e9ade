import { pythonFixed, pythonFloatRepr, pythonRepr } from "../python/mod.ts";
import type { Summary } from "./summary.ts";

/**
 * The lines that the tutorial prints of its measures, to the letter.
 *
 * @param summary The measures.
 * @param style Whose lines: the tutorial's or the guide's.
 * @returns The lines, joined; the tutorial's begin with an empty one.
 *
 * @example
 * ```ts
 * import { assertStringIncludes } from "@std/assert";
 * import { measureTraces } from "tracebook";
 * import { summaryText } from "./mod.ts";
 *
 * const summary = await measureTraces([{ id: "a", conversations: [] }], { rules: "tutorial" });
 * assertStringIncludes(summaryText(summary, "tutorial"), "Avg turns/traj : 0.0");
 * ```
 */
export function summaryText(summary: Summary, style: "tutorial" | "guide" = "tutorial"): string {
  const top = summary.topTools.slice(0, 10).map(([name, calls]) => `(${pythonRepr(name)}, ${calls})`).join(
    ", ",
  );
  const percent = (share: number | null) => share === null ? null : 100 * share;
  if (style === "guide") {
    return [
      `Scanned traces: ${summary.rows}`,
      `Average turns: ${rounded(summary.avgTurns)}`,
      `Average tool calls: ${rounded(summary.avgToolCalls)}`,
      `Traces with errors: ${rounded(percent(summary.tracesWithErrorRate))} %`,
      `Top tools: [${top}]`,
    ].join("\n");
  }
  // as the tutorial computes it: 100 * parallel / max(1, calling), which rounds otherwise than 100 *
  // (parallel / calling)
  const calling = count(summary.widths);
  const parallel = 100 * count(summary.widths.filter(([width]) => width > 1)) / Math.max(1, calling);
  return [
    "",
    `Scanned ${summary.rows} trajectories`,
    `Avg turns/traj : ${pythonFixed(summary.avgTurns, 1)}`,
    `Avg tool calls/traj : ${pythonFixed(summary.avgToolCalls, 1)}`,
    `% with >=1 error : ${pythonFixed(percent(summary.tracesWithErrorRate), 1)}%`,
    `% parallel turns : ${pythonFixed(parallel, 1)}%`,
    `Top 10 tools : [${top}]`,
  ].join("\n");
}

function count(widths: Summary["widths"]): number {
  return widths.reduce((sum, [, turns]) => sum + turns, 0);
}

/** `round(value, 2)` of a numpy float: scaled, rounded to even, scaled back. */
function rounded(value: number | null): string {
  if (value === null) return "nan";
  const scaled = value * 100;
  const down = Math.floor(scaled);
  const nearest = scaled - down === 0.5 ? (down % 2 === 0 ? down : down + 1) : Math.round(scaled);
  return pythonFloatRepr(nearest / 100);
}
