import { counted, percent, whole } from "../display/mod.ts";
import type { Summary } from "../measure/mod.ts";
import type { Chart } from "./chart/chart.ts";
import { emptySubplot, type Subplot, SUBPLOT_SIZE, subplotChart } from "./chart/subplot.ts";
import { CATEGORY_COLOURS, OTHERS_COLOUR } from "./chart/theme.ts";
import { uniqueLabels } from "./marks/labels.ts";
import { layoutPie } from "./marks/pie_layout.ts";

const TITLE = "Category distribution";

/**
 * Draws what kinds of tasks a data set has: the share of each category as a pie, every slice named beside it. Look for
 * categories that are too rare to say something about. Categories beyond the nine largest are one slice.
 *
 * @param summary What was measured; `categories` is shown.
 * @returns The chart; shares in percent of the traces.
 *
 * @example
 * ```ts
 * import { assertStringIncludes } from "@std/assert";
 * import { plotCategories } from "tracebook";
 *
 * const categories: [string, number][] = [["Terminal & Coding", 30], ["Scheduling", 10]];
 * assertStringIncludes(plotCategories({ categories }).spec.description, "Terminal & Coding 75%");
 * ```
 */
export function plotCategories(summary: Pick<Summary, "categories">): Chart {
  return subplotChart(categoriesSubplot(summary));
}

/** Draws the categories as one plot of a dashboard. */
export function categoriesSubplot({ categories }: Pick<Summary, "categories">): Subplot {
  const slices = joinSmallCategories(categories.filter(([, traces]) => traces > 0));
  if (slices.length === 0) return emptySubplot(TITLE, "no traces");
  const total = slices.reduce((sum, { traces }) => sum + traces, 0);
  const room = { width: SUBPLOT_SIZE.width, height: SUBPLOT_SIZE.height, radius: 88, gap: 16 };
  const layout = layoutPie(slices.map(({ traces }) => traces), room);
  const values = slices.map(({ name, traces, colour }, i) => {
    const { start, end, x, y, side } = layout[i]!;
    const share = percent(traces / total);
    return { category: name, traces, share, label: `${name} ${share}`, colour, start, end, x, y, side };
  });
  const lines = layout.flatMap(({ leader }, slice) =>
    leader.map(([x, y], point) => ({ slice, point, x, y }))
  );
  const pixel = (field: string) => ({ field, type: "quantitative" as const, scale: null, axis: null });
  const labels = (side: "left" | "right") => ({
    transform: [{ filter: { field: "side", equal: side } }],
    mark: { type: "text" as const, align: side === "left" ? "right" as const : "left" as const, aria: false },
    encoding: { x: pixel("x"), y: pixel("y"), text: { field: "label", type: "nominal" as const } },
  });
  // A white border sets slices apart, but would cover the thinnest ones.
  const border = values.length === 1
    ? 0
    : Math.min(...values.map(({ traces }) => traces)) / total < 0.005
    ? 0.3
    : 1.5;
  const spec: Subplot["spec"] = {
    title: {
      text: TITLE,
      subtitle: `${counted(total, "trace")} in ${
        categories.length === 1 ? "1 category" : `${whole(categories.length)} categories`
      }`,
    },
    ...SUBPLOT_SIZE,
    data: { values },
    layer: [
      {
        mark: {
          type: "arc",
          outerRadius: room.radius,
          stroke: "#ffffff",
          strokeWidth: border,
        },
        encoding: {
          theta: { field: "start", type: "quantitative", scale: null, stack: null },
          theta2: { field: "end" },
          color: { field: "colour", type: "nominal", scale: null },
          description: { field: "label", type: "nominal" },
          tooltip: [
            { field: "category", type: "nominal" },
            { field: "traces", type: "quantitative", format: "," },
            { field: "share", type: "nominal" },
          ],
        },
      },
      {
        data: { values: lines },
        mark: { type: "line", aria: false, color: "#afb8c1", strokeWidth: 1 },
        encoding: {
          x: pixel("x"),
          y: pixel("y"),
          order: { field: "point", type: "quantitative" },
          detail: { field: "slice", type: "nominal" },
        },
      },
      labels("left"),
      labels("right"),
    ],
  };
  const shares = values.map(({ category, share }) => `${category} ${share}`).join(", ");
  return { spec, description: `${TITLE}: pie of ${counted(total, "trace")}: ${shares}.` };
}

/** Returns the slices in order; the smallest are joined if there are more categories than colours. */
function joinSmallCategories(
  categories: Summary["categories"],
): { name: string; traces: number; colour: string }[] {
  const most = CATEGORY_COLOURS.length;
  const shown = categories.length > most ? categories.slice(0, most) : categories;
  const rest = categories.slice(shown.length);
  const names = uniqueLabels([...shown.map(([name]) => name), `${whole(rest.length)} others`], 26);
  const slices = shown.map(([, traces], i) => ({ name: names[i]!, traces, colour: CATEGORY_COLOURS[i]! }));
  if (rest.length === 0) return slices;
  const traces = rest.reduce((sum, [, n]) => sum + n, 0);
  return [...slices, { name: names.at(-1)!, traces, colour: OTHERS_COLOUR }];
}
