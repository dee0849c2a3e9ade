import { comparePredictions, type Prediction, scoreToolSelection } from "../../lib/score/mod.ts";
import { HOSTILE_SOURCES } from "./measures.ts";

const TOOLS = [
  "terminal",
  "read_file",
  "search_files",
  "write_file",
  "patch",
  "web_search",
  "browser_navigate",
  "todo",
];
const CATEGORIES = ["Terminal & Coding", "Repository Tasks", "Browser Automation"];
const call = (name: string) =>
  `<tool_call>${JSON.stringify({ name, arguments: { path: name } })}</tool_call>`;

/** Steps of a predictor that is right as often as `skill` says, the same at each call. */
function predictions(skill: number, tools: readonly string[], categories: readonly string[]): Prediction[] {
  return Array.from({ length: 180 }, (_, k) => {
    const [u, v] = [(k * 0.6180339887) % 1, (k * 0.7548776662) % 1];
    const wanted = tools[Math.floor(tools.length * u ** 2)]!;
    const made = v < skill ? wanted : tools[Math.floor(tools.length * ((u + v) % 1))]!;
    return {
      id: `trace ${k % 24}`,
      step: Math.floor(k / 24),
      category: categories[k % 24 % categories.length]!,
      target: k % 9 === 0 ? "That is all." : call(wanted),
      prediction: k % 13 === 0 ? "That is all." : call(made).slice(0, k % 17 === 0 ? -12 : undefined),
      stopped: k % 11 > 0,
      tools: JSON.stringify(tools.map((name) => ({ function: { name, parameters: {} } }))),
      previous: k < 24 ? [] : [tools[k % 3]!],
      model: `skill ${skill}`,
    };
  });
}

const usual = predictions(0.7, TOOLS, CATEGORIES);
const hostile = predictions(
  0.5,
  [...HOSTILE_SOURCES, ...TOOLS.map((name) => `mcp_${name.repeat(9)}`)],
  HOSTILE_SOURCES,
);

/** Scores by what they show. */
export const scores = {
  usual: scoreToolSelection(usual),
  single: scoreToolSelection(usual.slice(0, 1)),
  hostile: scoreToolSelection(hostile),
};

/** Comparisons by what they show. */
export const scoreDifferences = {
  usual: comparePredictions(predictions(0.3, TOOLS, CATEGORIES), usual),
  single: comparePredictions(usual.slice(0, 1), usual.slice(0, 1)),
};
