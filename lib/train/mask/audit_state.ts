import type { MaskLoss, MaskReport, NothingTrained } from "./mask_report.ts";

/** The counts of a report that an audit sums. */
export const AUDIT_SUMS = [
  "windows",
  "tokens",
  "total",
  "trainable",
  "trained",
  "gptTurns",
  "trainedTurns",
  "untrainedEnds",
  "truncatedCalls",
  "thoughts",
  "thoughtsKept",
  "specialTokens",
] as const satisfies readonly (keyof MaskReport)[];

const LOSSES = ["tokens", "turns", "clipped", "tools"] as const satisfies readonly (keyof MaskLoss)[];

/** Traces that train nothing for one reason. */
export interface NothingCount {
  /** How many traces there are. */
  traces: number;
  /** The smallest of the traces' ids. */
  id: string;
  /** The warning of the trace with that id. */
  warning: string;
}

/** State of an audit: integers only, so that any division of the traces merges to the same state. */
export type AuditState = Record<(typeof AUDIT_SUMS)[number], number> & {
  /** How many traces there are. */
  traces: number;
  /** The sums of what was lost. */
  lost: MaskLoss;
  /** How many traces have each number of tokens. */
  lengths: ReadonlyMap<number, number>;
  /** The longest trace, of several the one with the smallest id; null without traces. */
  longest: { id: string; tokens: number } | null;
  /** Traces that train nothing, by reason. */
  nothing: ReadonlyMap<NothingTrained, NothingCount>;
};

/** Returns the state before any trace: the neutral element of `mergeAudits`. */
export function emptyAudit(): AuditState {
  return {
    ...Object.fromEntries(AUDIT_SUMS.map((name) => [name, 0])) as Record<(typeof AUDIT_SUMS)[number], number>,
    traces: 0,
    lost: { tokens: 0, turns: 0, clipped: 0, tools: 0 },
    lengths: new Map(),
    longest: null,
    nothing: new Map(),
  };
}

/** Returns the state of one trace. */
export function stateOfReport(report: MaskReport): AuditState {
  const { id, total, nothing, warnings, lost } = report;
  return {
    ...Object.fromEntries(AUDIT_SUMS.map((name) => [name, report[name]])) as Record<
      (typeof AUDIT_SUMS)[number],
      number
    >,
    traces: 1,
    lost,
    lengths: new Map([[total, 1]]),
    longest: { id, tokens: total },
    nothing: new Map(nothing ? [[nothing, { traces: 1, id, warning: warnings[0]! }]] : []),
  };
}

/** Two states together; commutative and associative. */
export function mergeAudits(a: AuditState, b: AuditState): AuditState {
  return {
    ...Object.fromEntries(AUDIT_SUMS.map((name) => [name, a[name] + b[name]])) as Record<
      (typeof AUDIT_SUMS)[number],
      number
    >,
    traces: a.traces + b.traces,
    lost: Object.fromEntries(
      LOSSES.map((name) => [name, a.lost[name] + b.lost[name]]),
    ) as unknown as MaskLoss,
    lengths: mergeMaps(a.lengths, b.lengths, (x, y) => x + y),
    longest: [a.longest, b.longest].filter((one) => one !== null)
      .sort((x, y) => y.tokens - x.tokens || (x.id < y.id ? -1 : 1))[0] ?? null,
    nothing: mergeMaps(
      a.nothing,
      b.nothing,
      (x, y) => ({ ...(x.id <= y.id ? x : y), traces: x.traces + y.traces }),
    ),
  };
}

function mergeMaps<K, V>(a: ReadonlyMap<K, V>, b: ReadonlyMap<K, V>, merge: (x: V, y: V) => V): Map<K, V> {
  const merged = new Map(a);
  for (const [key, value] of b) {
    const known = merged.get(key);
    merged.set(key, known === undefined ? value : merge(known, value));
  }
  return merged;
}

const BATCH_REPORTS = 100;

/**
 * Makes an audit to which reports are added one by one.
 *
 * @returns `add` adds a report, `state` returns the state of the reports so far.
 */
export function runningAudit(): { add(report: MaskReport): void; state(): AuditState } {
  let whole = emptyAudit();
  // merged in batches: a merge copies how many traces have which length
  let batch = emptyAudit();
  let count = 0;
  const flush = () => {
    whole = mergeAudits(whole, batch);
    batch = emptyAudit();
    count = 0;
  };
  return {
    add(report) {
      batch = mergeAudits(batch, stateOfReport(report));
      if (++count === BATCH_REPORTS) flush();
    },
    state() {
      flush();
      return whole;
    },
  };
}

/** The windows that models commonly have, in tokens. */
export const COMMON_WINDOWS: readonly number[] = [1, 2, 4, 8, 16, 32, 64, 128].map((k) => k * 1024);

/** Percentiles of lengths in tokens. */
export interface Percentiles {
  /** 50 % of the traces are at most this long. */
  p50: number;
  /** 90 % of the traces are at most this long. */
  p90: number;
  /** 95 % of the traces are at most this long. */
  p95: number;
  /** 99 % of the traces are at most this long. */
  p99: number;
  /** The longest trace's length. */
  p100: number;
}

/**
 * The smallest lengths that at least a given part of the traces does not exceed. Null if there are no traces.
 * @see https://en.wikipedia.org/wiki/Percentile#The_nearest-rank_method
 */
export function percentiles(lengths: ReadonlyMap<number, number>): Percentiles | null {
  const sorted = [...lengths].sort(([a], [b]) => a - b);
  const traces = sorted.reduce((sum, [, count]) => sum + count, 0);
  if (traces === 0) return null;
  const at = (percent: number) => {
    let seen = 0;
    return sorted.find(([, count]) => 100 * (seen += count) >= percent * traces)![0];
  };
  return { p50: at(50), p90: at(90), p95: at(95), p99: at(99), p100: at(100) };
}

/** How many traces fit whole into the common windows. */
export function fitsByWindow(lengths: ReadonlyMap<number, number>): [window: number, traces: number][] {
  return COMMON_WINDOWS.map((window) => [
    window,
    [...lengths].reduce((sum, [length, count]) => length <= window ? sum + count : sum, 0),
  ]);
}

/**
 * A histogram of lengths with four bins to a doubling, so that each common window is an edge. A bin holds the
 * lengths above its lower edge up to its upper one, as a window does; the first one all up to 256 tokens. No
 * bins if there are no traces.
 */
export function lengthBins(lengths: ReadonlyMap<number, number>): { edges: number[]; counts: number[] } {
  const bins = new Map<number, number>();
  for (const [length, count] of lengths) {
    const bin = binOf(length);
    bins.set(bin, (bins.get(bin) ?? 0) + count);
  }
  if (bins.size === 0) return { edges: [], counts: [] };
  const [first, last] = [Math.min(...bins.keys()), Math.max(...bins.keys())];
  const counts = Array.from({ length: last - first + 1 }, (_, i) => bins.get(first + i) ?? 0);
  return { edges: Array.from({ length: counts.length + 1 }, (_, i) => edge(first + i)), counts };
}

/** The first bin holds all that is not longer than its upper edge: 256 tokens. */
const FIRST_BIN = 31;

const edge = (bin: number) => bin === FIRST_BIN ? 0 : Math.floor(2 ** (bin / 4));

/** The bin whose lower edge lies below a length, and whose upper edge does not. */
function binOf(length: number): number {
  let bin = Math.max(FIRST_BIN, Math.ceil(4 * Math.log2(Math.max(length, 1))) - 1);
  // the logarithm may land one off beside an edge
  while (bin > FIRST_BIN && edge(bin) >= length) bin--;
  while (edge(bin + 1) < length) bin++;
  return bin;
}
