import { counted, oneDecimal, twoDecimals } from "../display/mod.ts";
import type { Summary, ToolName } from "../measure/mod.ts";
import { type Chart, chart } from "./chart/chart.ts";
import { emptySubplot, subplotChart } from "./chart/subplot.ts";
import { TEXT_COLOURS, TOOLTIP_CHANNELS } from "./chart/theme.ts";
import { uniqueLabels, wrapSubtitle } from "./marks/labels.ts";
import { prefixSource, sourceColourChannel, styleSources } from "./marks/source_style.ts";

const TITLE = "Tools by source";
const SIZE = { width: 560, height: 300 };
const MAX_TOOLS = 12;
/** Height of one bar, in px. */
const BAR_HEIGHT = 13;

/** What {@linkcode plotToolsBySource} needs of a source's summary. */
export type ToolsSummary = Pick<Summary, "rows" | "avgToolCalls" | "topTools">;

/**
 * Draws which tools each source calls most: bars side by side, in calls a trace, so that sources of different size
 * compare. Look for tools of which one source's bar is much longer than the other's.
 *
 * @param groups Sources (null, or `""` alone: without a name) and their summaries, as
 * `measureTraces(traces, { by: "source" })` gives them. The twelve tools with the most calls a trace, over all sources,
 * are shown.
 * @returns The chart; x in calls a trace.
 * @throws {RangeError} If there are more than four sources.
 *
 * @example
 * ```ts
 * import { assertStringIncludes } from "@std/assert";
 * import { plotToolsBySource } from "tracebook";
 *
 * const tools = plotToolsBySource([
 *   ["kimi", { rows: 10, avgToolCalls: 6, topTools: [["terminal", 60]] }],
 *   ["glm-5.1", { rows: 20, avgToolCalls: 4, topTools: [["terminal", 60], ["patch", 20]] }],
 * ]);
 * assertStringIncludes(tools.spec.description, "terminal (kimi 6.00, glm-5.1 3.00)");
 * ```
 */
export function plotToolsBySource(
  groups: Iterable<readonly [source: string | null, summary: ToolsSummary]>,
): Chart {
  const sources = [...groups].filter(([, { topTools }]) => topTools.length > 0);
  const shown = sources.map(([, summary]) => summary);
  if (shown.length === 0) return subplotChart(emptySubplot(TITLE, "no tool calls", SIZE));
  // traces without a source are the group "": alone, they are all traces
  const groupNames = sources.map(([source]) => sources.length === 1 && source === "" ? null : source);
  const styles = styleSources(groupNames);
  const tools = rankTools(shown);
  const names = uniqueLabels(tools.map(({ name }) => name), 40);
  const values = tools.flatMap(({ perTrace, calls }, i) =>
    shown.map((summary, k) => ({
      tool: names[i]!,
      source: styles[k]!.name,
      perTrace: Math.round(perTrace[k]! * 1e4) / 1e4,
      label: formatCallsPerTrace(summary, calls[k]),
      words: `${names[i]}, ${styles[k]!.name}: ${formatCallsPerTrace(summary, calls[k])} calls a trace${
        calls[k] === undefined ? "" : `, ${counted(calls[k], "call")} in all`
      }`,
    }))
  );
  const band = shown.length * BAR_HEIGHT + 9;
  const subtitle = shown.map(({ rows, avgToolCalls }, k) =>
    prefixSource(styles[k]!, `${counted(rows, "trace")}, ${oneDecimal(avgToolCalls ?? 0)} calls a trace`)
  );
  const first = names.slice(0, 3).map((name, i) =>
    `${name} (${styles.map((style, k) => `${style.name} ${values[i * shown.length + k]!.label}`).join(", ")})`
  );
  return chart({
    title: { text: TITLE, subtitle: wrapSubtitle(subtitle) },
    description: `${TITLE}: calls a trace of ${counted(names.length, "tool")}. ${
      subtitle.join("; ")
    }. Most: ${first.join(", ")}.`,
    width: SIZE.width,
    height: Math.max(names.length, 3) * band,
    data: { values },
    encoding: {
      y: {
        field: "tool",
        type: "nominal",
        scale: { domain: names, paddingInner: 9 / band, paddingOuter: 4 / band },
        axis: { title: null, domain: false, ticks: false, grid: false, labelPadding: 8 },
      },
      yOffset: { field: "source", type: "nominal", scale: { domain: styles.map(({ name }) => name) } },
      x: {
        field: "perTrace",
        type: "quantitative",
        axis: { title: "calls a trace", tickCount: 6, domain: false, ticks: false },
      },
      ...TOOLTIP_CHANNELS,
    },
    layer: [
      {
        mark: { type: "bar", cornerRadiusEnd: 1, height: BAR_HEIGHT - 1 },
        encoding: { color: sourceColourChannel(styles) },
      },
      {
        mark: { type: "text", aria: false, align: "left", dx: 4, fontSize: 10, color: TEXT_COLOURS.normal },
        encoding: { text: { field: "label", type: "nominal" } },
      },
    ],
  });
}

/** A tool and its calls in each source. */
interface SharedTool {
  name: ToolName;
  /** Number of calls in each source; undefined where a source's summary does not list the tool. */
  calls: (number | undefined)[];
  /** Calls a trace in each source; 0 where a source's summary does not list the tool. */
  perTrace: number[];
}

function rankTools(sources: readonly ToolsSummary[]): SharedTool[] {
  const names = new Map<string, ToolName>();
  for (const { topTools } of sources) for (const [name] of topTools) names.set(toolKey(name), name);
  const counts = sources.map(({ topTools }) =>
    new Map(topTools.map(([name, calls]) => [toolKey(name), calls]))
  );
  const tools = [...names].map(([key, name]) => {
    const calls = counts.map((count) => count.get(key));
    return { name, calls, perTrace: calls.map((n, k) => (n ?? 0) / sources[k]!.rows) };
  });
  const total = ({ perTrace }: SharedTool) => perTrace.reduce((sum, n) => sum + n, 0);
  return tools.sort((a, b) => total(b) - total(a)).slice(0, MAX_TOOLS);
}

/** Returns a key that is different for `"2"` and `2`. */
function toolKey(name: ToolName): string {
  return `${typeof name} ${name}`;
}

/**
 * Formats a tool's calls a trace. A summary lists its 15 most called tools: another tool has no more calls than the last
 * of them, or none if the list holds all calls.
 */
function formatCallsPerTrace(
  { rows, topTools, avgToolCalls }: ToolsSummary,
  calls: number | undefined,
): string {
  if (calls !== undefined) return twoDecimals(calls / rows);
  const listed = topTools.reduce((sum, [, n]) => sum + n, 0);
  const complete = listed >= Math.round((avgToolCalls ?? 0) * rows);
  return complete ? "0" : `≤ ${twoDecimals(topTools.at(-1)![1] / rows)}`;
}
