/** Audits for the chart of token lengths. */
import type { TokenLengths } from "../../lib/plot/mod.ts";
import { fitsByWindow, lengthBins, percentiles } from "../../lib/train/mask/audit_state.ts";

function of(lengths: [tokens: number, traces: number][]): TokenLengths {
  const counts = new Map(lengths);
  return {
    traces: lengths.reduce((sum, [, count]) => sum + count, 0),
    lengths: lengthBins(counts),
    percentiles: percentiles(counts),
    fits: fitsByWindow(counts),
  };
}

export const tokenLengths: Record<string, TokenLengths> = {
  // in the proportions of the data set
  usual: of(Array.from({ length: 400 }, (_, k) => {
    const place = (k - 150) / 100;
    return [
      Math.round(13_500 * Math.exp(place * 0.9)),
      Math.max(1, Math.round(40 * Math.exp(-place * place))),
    ];
  })),
  none: of([]),
  single: of([[9_000, 1]]),
  // one of no tokens, one of millions
  far: of([[0, 1], [1, 14_000], [20_000, 14_701], [5_000_000, 1]]),
};
