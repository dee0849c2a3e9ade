import type { ErrorRate } from "../../lib/measure/error_rates.ts";
import type { FailureMode } from "../../lib/measure/failures.ts";
import type { Histogram } from "../../lib/measure/statistics/histogram.ts";
import { wilsonShare } from "../../lib/measure/statistics/shares.ts";
import type { Lengths, Summary } from "../../lib/measure/summary.ts";

const BINS = 40;

function bins(low: number, high: number, count: (k: number) => number): Histogram {
  const edges = Array.from({ length: BINS + 1 }, (_, k) => low + (k * (high - low)) / BINS);
  return { edges, counts: Array.from({ length: BINS }, (_, k) => Math.max(0, Math.round(count(k)))) };
}

function lengths(histogram: Histogram): Lengths {
  const { counts, edges } = histogram;
  const sum = counts.reduce(
    (total, count, k) => total + count * Math.round((edges[k]! + edges[k + 1]!) / 2),
    0,
  );
  return { n: counts.reduce((total, count) => total + count, 0), sum, ...histogram };
}

const nothing = bins(0, 1, () => 0);
const oneInTheMiddle = bins(4.5, 5.5, (k) => k === 20 ? 1 : 0);
/** A name of 200 characters. */
export const LONG = "search_in_all_files_of_the_repository_".repeat(6).slice(0, 200);

const base: Omit<Summary, "rows" | "avgTurns" | "avgToolCalls"> = {
  rules: "tutorial",
  tracesWithErrorRate: null,
  errorRate: null,
  responseErrorRate: null,
  unknownRate: null,
  failureModes: null,
  reactions: null,
  transitions: null,
  sequences: null,
  parallelRate: null,
  topTools: [],
  widths: [],
  thoughtsPerTurn: [],
  categories: [],
  turnsHistogram: nothing,
  thinkLengths: lengths(nothing),
  callLengths: lengths(nothing),
  answerLengths: lengths(nothing),
};

/** In the proportions of the data set's `kimi` config. */
export const usual: Summary = {
  ...base,
  rows: 3000,
  avgTurns: 24.3,
  avgToolCalls: 13.9,
  topTools: [
    ["terminal", 17881],
    ["read_file", 4649],
    ["search_files", 4193],
    ["write_file", 3496],
    ["browser_snapshot", 1178],
    ["browser_navigate", 1000],
    ["browser_scroll", 709],
    ["browser_click", 694],
    ["patch", 623],
    ["process", 318],
    ["browser_vision", 260],
    ["todo", 183],
    ["<malformed>", 41],
    ["browser_get_images", 12],
    ["delegate_task", 3],
  ],
  widths: [[1, 28210], [2, 3120], [3, 1271], [4, 400], [5, 151], [6, 44], [7, 9], [8, 5], [9, 1], [12, 1]],
  thoughtsPerTurn: [[0, 431], [1, 32781]],
  categories: [
    ["Terminal & Coding", 702],
    ["Agent Tools", 655],
    ["Repository Tasks", 512],
    ["Browser Automation", 419],
    ["Multi-Tool", 300],
    ["File Operations", 210],
    ["Planning & Organization", 120],
    ["Scheduling", 62],
    ["Conversational", 20],
  ],
  turnsHistogram: bins(3, 101, (k) => 260 * Math.exp(-(((k - 9) / 9) ** 2)) + 8 - k / 5),
  thinkLengths: lengths(bins(4, 21433, (k) => 4000 * Math.exp(-k / 2) - 0.4)),
  callLengths: lengths(bins(4, 21433, (k) => 5200 * Math.exp(-k / 1.6) + (k % 7 === 3 ? 1 : 0))),
  answerLengths: lengths(bins(4, 21433, (k) => 700 * Math.exp(-k / 5))),
};

/** No trace at all. */
export const none: Summary = { ...base, rows: 0, avgTurns: null, avgToolCalls: null };

/** One trace with one call. */
export const single: Summary = {
  ...base,
  rows: 1,
  avgTurns: 5,
  avgToolCalls: 1,
  topTools: [["terminal", 1]],
  widths: [[1, 1]],
  categories: [["Terminal & Coding", 1]],
  turnsHistogram: oneInTheMiddle,
  thinkLengths: lengths(oneInTheMiddle),
};

/** Names and sizes that nobody meant to be drawn. */
export const hostile: Summary = {
  ...base,
  rows: 1234567,
  avgTurns: 1234.5,
  avgToolCalls: 30.1,
  topTools: [
    [LONG, 9_000_000],
    [`${LONG.slice(0, 199)}!`, 8_000_000],
    ["</text><script>alert(1)</script>", 5_000_000],
    ["null", 4_000_000],
    [null, 3_000_000],
    [true, 2_000_000],
    ["W".repeat(200), 1_000_000],
    ["", 500_000],
    ["  ", 400_000],
    ["a\nb\u0000c", 300_000],
    ["\u202egnp.exe", 200_000],
    ["工具名称", 100_000],
    ["\ud800bad", 50_000],
    ["',alert(1),'", 10_000],
    [2n ** 70n, 1],
  ],
  widths: Array.from({ length: 60 }, (_, k) => [k + 1, Math.ceil(1e6 / (k + 1) ** 3)]),
  categories: [
    ["Everything & <b>else</b>", 980_000],
    [LONG, 3000],
    [null, 2000],
    ["", 1500],
    ...Array.from("defghijk", (name, k): [string, number] => [name, 1000 - 100 * k]),
  ],
  turnsHistogram: bins(1, 2_000_001, (k) => k === 0 ? 1e6 : k === BINS - 1 ? 1 : 0),
  thinkLengths: lengths(bins(0, 5_200_000, (k) => k === 0 ? 1e6 : k === BINS - 1 ? 1 : 0)),
  callLengths: lengths(bins(0, 5_200_000, (k) => k === 0 ? 12 : 0)),
};

/** Shares of every size, a missing name, a long and a hostile one. */
export const rates: ErrorRate[] = [
  { group: "Scheduling", ...wilsonShare(4, 4) },
  { group: "Terminal & Coding", ...wilsonShare(640, 1210) },
  { group: LONG, ...wilsonShare(9, 40) },
  { group: "<script>alert(1)</script>", ...wilsonShare(1, 12) },
  { group: null, ...wilsonShare(0, 3) },
];

/** Failures of few and of thousands, with a long and a hostile name. */
export const modes: FailureMode[] = [
  { tool: "terminal", class: "exit_code", count: 6120, examples: [] },
  { tool: "read_file", class: "not_found", count: 310, examples: [] },
  { tool: "terminal", class: "timeout", count: 41, examples: [] },
  { tool: LONG, class: "invalid_arguments", count: 7, examples: [] },
  { tool: "<img src=x onerror=alert(1)>", class: "unknown_tool", count: 1, examples: [] },
];
