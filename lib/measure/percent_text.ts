/**
 * A share as tables show it.
 *
 * @param share 0–1; null where nothing was measured.
 * @param digits Decimals of the percentage.
 * @returns In percent: `45%`; a dash for null.
 */
export function percentText(share: number | null, digits = 0): string {
  return share === null ? "–" : `${(100 * share).toFixed(digits)}%`;
}
