import {
  distributions,
  type Facts,
  type RecoveryRate,
  traceFacts,
  type Transition,
  wilsonShare,
} from "../../lib/measure/mod.ts";
import type { ComparedMetric, PlottedComparison, ToolsSummary } from "../../lib/plot/mod.ts";
import { hostile as hostileSummary, LONG, usual as usualSummary } from "./summaries.ts";

const bare = traceFacts({ id: "a", conversations: [] });
/** The sources of hostile charts: as many as may share one. */
export const HOSTILE_SOURCES = [LONG, "<img src=x onerror=alert(1)>", "\u202egnp.exe\u0000", ""];

/** Traces whose counts rise and fall like those of the data set, the same at each call. */
function traces(source: string | null, rows: number, scale: number): Facts[] {
  return Array.from({ length: rows }, (_, k) => {
    // a low-discrepancy sequence in place of chance: as evenly spread, and the same everywhere
    const [u, v] = [(k * 0.6180339887) % 1, (k * 0.7548776662) % 1];
    const long = Math.exp(2.2 * (u ** 2) - 0.5) * scale;
    const tool_calls = k % 25 === 0 ? 0 : Math.round(9 * long * (0.6 + v));
    return {
      ...bare,
      source,
      tool_calls,
      turns: 3 + 2 * Math.round(0.9 * tool_calls),
      think_words: Math.round(420 * scale * long * (0.5 + 2 * v ** 2)),
      answer_chars: k % 40 === 0 ? 0 : Math.round(480 * (0.3 + u) * (0.2 + 4 * v ** 3)),
      errors: Math.floor(3 * u ** 3 * (1 + v)),
      max_width: 1 + Math.floor(4 * v ** 4),
    };
  });
}

const NAMES = ["turns", "think_words", "errors", "max_width"] as const;
const both = [...traces("kimi", 300, 1.2), ...traces("glm-5.1", 240, 0.8)];
const hostileFacts = HOSTILE_SOURCES.flatMap((source, i) =>
  traces(source, 30, 1 + i).map((facts) => ({ ...facts, answer_chars: facts.answer_chars * 10_000 }))
);

/** Facts of traces. */
export const facts = {
  usual: both,
  dense: [...traces("kimi", 1200, 1.2), ...traces("glm-5.1", 900, 0.8)],
  single: traces(null, 1, 1),
  hostile: hostileFacts,
  crowd: HOSTILE_SOURCES.flatMap((source, i) => traces(source, 400, 1 + i)),
};

/** Distributions of one fact, and of several. */
export const spread = {
  turns: distributions(both, ["turns"]),
  words: distributions(both, ["think_words"]),
  turnsSingle: distributions(facts.single, ["turns"]),
  turnsHostile: distributions(hostileFacts, ["answer_chars"]),
  usual: distributions(both, NAMES),
  single: distributions(facts.single, [...NAMES, "repeats"]),
  hostile: distributions(hostileFacts.map((one) => ({ ...one, errors: null })), [
    "answer_chars",
    "errors",
    "turns",
  ]),
};

/** Tools of two sources, of four hostile ones, and of one. */
export const tools: Record<string, (readonly [source: string | null, summary: ToolsSummary])[]> = {
  usual: [
    ["kimi", usualSummary],
    ["glm-5.1", {
      rows: 2000,
      avgToolCalls: 9.7,
      topTools: [["terminal", 8100], ["read_file", 3400], ["search_files", 2300], ["patch", 1800], [
        "todo",
        3,
      ]],
    }],
  ],
  single: [[null, { rows: 1, avgToolCalls: 1, topTools: [["terminal", 1]] }]],
  hostile: HOSTILE_SOURCES.map((source, i) => [source, { ...hostileSummary, rows: 10 ** (i + 1) }] as const),
};

function reactions(group: string | null, counts: number[], recovered: number[]): RecoveryRate[] {
  const all = counts.reduce((sum, n) => sum + n, 0);
  const names = ["retried", "changed_arguments", "changed_tool", "asked", "gave_up"] as const;
  return names.map((reaction, i) => ({
    group,
    reaction,
    share: wilsonShare(counts[i]!, all),
    recovered: wilsonShare(recovered[i]!, counts[i]!),
  }));
}

/** Reactions of all traces together, of two sources, and of more groups than are shown. */
export const recovery = {
  usual: reactions(null, [12, 99, 127, 0, 7], [11, 97, 120, 0, 0]),
  sources: [
    ...reactions("kimi", [71, 672, 741, 0, 64], [66, 643, 719, 0, 0]),
    ...reactions("glm-5.1", [65, 500, 558, 3, 35], [60, 481, 540, 1, 0]),
  ],
  single: reactions(null, [0, 0, 0, 0, 1], [0, 0, 0, 0, 0]),
  hostile: [...HOSTILE_SOURCES, "a fifth"].flatMap((group, i) =>
    reactions(group, [10 ** i, 1, 2_000_000, 3, 4], [10 ** i, 0, 1_999_999, 3, 0])
  ),
};

const flow = (from: string | null, to: string | null, count: number): Transition => ({ from, to, count });

/** Steps and what follows them. */
export const flows: Record<string, Transition[]> = {
  usual: [
    flow(null, "terminal", 1376),
    flow(null, null, 21),
    flow(null, "search_files + terminal", 235),
    flow(null, "web_search", 168),
    flow("terminal", "terminal", 5986),
    flow("terminal", null, 1870),
    flow("terminal", "write_file", 1247),
    flow("terminal", "read_file", 748),
    flow("terminal", "search_files", 250),
    flow("write_file", "terminal", 2499),
    flow("write_file", "write_file", 478),
    flow("write_file", null, 294),
    flow("read_file", "write_file", 432),
    flow("read_file", "read_file", 300),
    flow("read_file", "terminal", 357),
    flow("read_file", null, 40),
    flow("search_files", "read_file", 380),
    flow("search_files", "search_files", 428),
    flow("search_files", "terminal", 301),
    flow("search_files + terminal", "terminal", 238),
    flow("search_files + terminal", "read_file", 148),
    flow("web_search", "web_extract", 620),
    flow("web_extract", "web_search", 308),
    flow("web_extract", "write_file", 181),
    flow("web_extract", "terminal", 134),
    flow("web_search", null, 3),
  ],
  single: [flow(null, "terminal", 1), flow("terminal", null, 1)],
  circle: [flow("terminal", "terminal", 5)],
  hostile: [
    ...[...HOSTILE_SOURCES, "start", "end", "constructor", "__proto__"].flatMap((step, i, all) => [
      flow(null, step, 10 ** i),
      flow(step, all[(i * 3 + 1) % all.length]!, 2 * 10 ** i),
      flow(step, all[(i + 5) % all.length]!, 3),
      flow(step, null, 1),
    ]),
    ...Array.from({ length: 60 }, (_, k) => flow(`${LONG} ${k}`, `${LONG} ${(k * 7) % 60}`, k + 1)),
  ],
};

/** A metric compared: its words, the values, the difference with its interval, the effect and the adjusted p. */
function metric(
  [label, unit, digits]: [string, "number" | "share", number],
  [a, b, difference]: (number | null)[],
  [low, high, effect, pAdjusted]: (number | null)[],
): ComparedMetric {
  const [none, lower, upper] = [null, low ?? null, high ?? null];
  return {
    ...{ label, unit, digits, a: a ?? none, b: b ?? none, difference: difference ?? none },
    ...{ low: lower, high: upper, effect: effect ?? none, pAdjusted: pAdjusted ?? none },
  };
}

const usualMetrics = [
  metric(["turns", "number", 1], [29, 19.1, 9.9], [6, 14.6, 0.26, 0.001]),
  metric(["tool calls", "number", 1], [16.53, 9.89, 6.64], [4, 9.9, 0.28, 0.0004]),
  metric(["words of thought", "number", 0], [1134, 385, 749], [584, 933, 0.67, 0]),
  metric(["traces with an error", "share", 1], [0.487, 0.413, 0.074], [-0.042, 0.188, 0.07, 0.364]),
  metric(["responses that cannot be judged", "share", 1], [0, 0, 0], [null, null, 0, 1]),
  metric(["errors recovered from", "share", 1], [0.922, 0.963, -0.041], [-0.073, -0.01, -0.13, 0.018]),
  metric(["calls without a response", "share", 1], [0.002, 0.001, 0.001], [-0.003, 0.004, 0.01, 0.34]),
];

/** Two sources compared. */
export const compared: Record<string, PlottedComparison> = {
  usual: {
    sources: ["kimi", "glm-5.1"],
    traces: [150, 140],
    metrics: usualMetrics,
    pairs: 61,
    paired: usualMetrics,
  },
  none: { sources: ["kimi", "glm-5.1"], traces: [0, 0], metrics: [], pairs: 0, paired: [] },
  hostile: {
    sources: [LONG, "<img src=x onerror=alert(1)>"],
    traces: [2_000_000, 1],
    pairs: 0,
    paired: [],
    metrics: [
      metric([LONG, "number", 0], [1e9, 1e-9, 1e9], [-1e9, 2e9, 1, 0.04999]),
      metric([`${LONG}!`, "number", 2], [3, 0, 3], [1, 5, 1, 0.5]),
      metric(["</text><script>alert(1)</script>", "share", 1], [null, null, null], [null, null, null, null]),
      metric(["\u202eturns", "number", 0], [12_345_679, 12_345_678, 1], [null, null, null, 0.9]),
      metric(["all lost", "number", 1], [0, 5, -5], [-5, -5, -1, 1e-300]),
    ],
  },
};
