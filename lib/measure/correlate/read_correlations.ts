import type {
  CorrelationGroups,
  CorrelationReading,
  Correlations,
  GroupCorrelation,
} from "./correlations.ts";

/** The groups, in the plural. */
export const GROUPS: Record<CorrelationGroups, string> = {
  category: "categories",
  subcategory: "subcategories",
  source: "sources",
};

/**
 * What groups make of a correlation, by Spearman's and its clustered interval: a correlation is one if its interval
 * leaves out 0. Where it does not, nothing is told of there being none.
 *
 * @param found The correlations.
 * @returns The reading, and a sentence that says it.
 */
export function readCorrelations(
  { x, y, by, overall, pooled }: Omit<Correlations, "reading" | "sentence">,
): Pick<Correlations, "reading" | "sentence"> {
  const [over, inside] = [sign(overall), sign(pooled)];
  const reading: CorrelationReading = over === 0
    ? inside === 0 ? "none" : "appears"
    : inside === 0
    ? "vanishes"
    : inside === over
    ? "holds"
    : "reversed";
  const groups = GROUPS[by];
  const goes = (way: number) => way > 0 ? "more" : way < 0 ? "fewer" : "more or fewer";
  const start = `Over all traces, ${
    over === 0 ? "it cannot be told whether " : ""
  }more ${x.label} goes with ${goes(over)} ${y.label} (ρ ${shown(overall)})`;
  const within = `${goes(inside)} (ρ ${shown(pooled)})`;
  const untold = `within ${groups} it cannot be told (ρ ${shown(pooled)})`;
  const sentences: Record<CorrelationReading, string> = {
    holds: `${start}; within ${groups} too (ρ ${shown(pooled)}).`,
    reversed: `${start}, but within ${groups} with ${within}: Simpson's paradox. Read the ${groups}.`,
    vanishes: `${start}, but ${untold}: it may come from how the ${groups} differ.`,
    appears: `${start}, but within ${groups} with ${within}: differences between ${groups} may hide it.`,
    none: `${start}, and ${untold} either.`,
  };
  return { reading, sentence: sentences[reading] };
}

function sign({ spearman: { clusterLow, clusterHigh } }: GroupCorrelation): number {
  if (clusterLow === null || clusterHigh === null) return 0;
  return clusterLow > 0 ? 1 : clusterHigh < 0 ? -1 : 0;
}

function shown({ spearman: { r } }: GroupCorrelation): string {
  return r === null ? "–" : r.toFixed(2);
}
