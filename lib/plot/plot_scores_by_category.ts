import type { ToolSelection } from "../handoff/score/score_tool_selection.ts";
import { counted, percent } from "../display/numbers.ts";
import { type Chart, chart } from "./chart.ts";
import { emptyPanel, panelChart } from "./panel.ts";
import { shareDots } from "./share_dots.ts";
import { shownNames } from "./shown_names.ts";
import { COLOURS } from "./theme.ts";

const TITLE = "Tools selected, by category";
const WIDTH = 420;

/**
 * How well tools are selected in each category: calls that are wanted and calls that are made, together (F1), with the
 * 95 % interval and the number of steps behind it.
 *
 * @param selection The scores, as `scoreToolSelection` gives them.
 * @returns The chart; x in percent.
 *
 * @example
 * ```ts
 * import { assertStringIncludes } from "@std/assert";
 * import { plotScoresByCategory, scoreToolSelection } from "tracebook";
 *
 * const call = '<tool_call>{"name": "ls"}</tool_call>';
 * const step = { id: "a", step: 0, target: call, prediction: call, stopped: true, previous: [], category: "Files" };
 * assertStringIncludes(plotScoresByCategory(scoreToolSelection([step])).spec.description, "Files 100%");
 * ```
 */
export function plotScoresByCategory({ byCategory }: Pick<ToolSelection, "byCategory">): Chart {
  const found = byCategory.filter(({ tools }) => tools.f1.value !== null)
    .sort((a, b) => b.tools.f1.value! - a.tools.f1.value!);
  if (found.length === 0) return panelChart(emptyPanel(TITLE, "no step with a call"));
  const names = shownNames(found.map(({ category }) => category));
  const values = found.map(({ tools: { f1 } }, i) => ({
    group: names[i]!,
    rate: f1.value!,
    low: f1.low ?? f1.value!,
    high: f1.high ?? f1.value!,
    label: `${percent(f1.value!)} of ${counted(f1.n, "step")}`,
    words: `${names[i]} ${percent(f1.value!)} of ${counted(f1.n, "step")}`,
  }));
  return chart({
    title: {
      text: TITLE,
      subtitle:
        "tools wanted and tools called together (F1); lines are 95 % intervals by trace, where there are several",
    },
    description: `${TITLE}: ${values.map(({ words }) => words).join(", ")}.`,
    ...shareDots(values, { width: WIDTH, colour: COLOURS.teal, title: "F1" }),
  });
}
