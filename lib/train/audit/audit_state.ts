import type { MaskLoss, MaskReport, NothingTrained } from "../mask/mask_report.ts";

/** What is summed over traces. */
const SUMS = [
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

/** Traces that train nothing, for one reason. */
export interface NothingCount {
  /** How many. */
  traces: number;
  /** The one with the smallest id. */
  id: string;
  /** What is said of it. */
  words: string;
}

/** What an audit has counted so far: integers alone, so that any split merges to the same state. */
export type AuditState = Record<(typeof SUMS)[number], number> & {
  /** Traces. */
  traces: number;
  /** What was lost, summed. */
  lost: MaskLoss;
  /** How many traces have which number of tokens. */
  lengths: ReadonlyMap<number, number>;
  /** The longest trace; of several the one with the smallest id. */
  longest: { id: string; tokens: number } | null;
  /** Traces that train nothing, by reason. */
  nothing: ReadonlyMap<NothingTrained, NothingCount>;
};

/** The state before any trace; the neutral element of `mergeAudits`. */
export function emptyAudit(): AuditState {
  return {
    ...Object.fromEntries(SUMS.map((name) => [name, 0])) as Record<(typeof SUMS)[number], number>,
    traces: 0,
    lost: { tokens: 0, turns: 0, clipped: 0, tools: 0 },
    lengths: new Map(),
    longest: null,
    nothing: new Map(),
  };
}

/** The state after one trace. */
export function auditOf(report: MaskReport): AuditState {
  const { id, total, nothing, warnings, lost } = report;
  return {
    ...Object.fromEntries(SUMS.map((name) => [name, report[name]])) as Record<(typeof SUMS)[number], number>,
    traces: 1,
    lost,
    lengths: new Map([[total, 1]]),
    longest: { id, tokens: total },
    nothing: new Map(nothing ? [[nothing, { traces: 1, id, words: warnings[0]! }]] : []),
  };
}

/**
 * Two states together; commutative and associative.
 *
 * @param a One state.
 * @param b Another, over other traces.
 * @returns A new state.
 */
export function mergeAudits(a: AuditState, b: AuditState): AuditState {
  return {
    ...Object.fromEntries(SUMS.map((name) => [name, a[name] + b[name]])) as Record<
      (typeof SUMS)[number],
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
