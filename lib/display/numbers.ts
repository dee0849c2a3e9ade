const WHOLE = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });
const ONE_DECIMAL = new Intl.NumberFormat("en", { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const TWO_DECIMALS = new Intl.NumberFormat("en", { minimumFractionDigits: 2, maximumFractionDigits: 2 });

/**
 * A count as it is written in labels and captions.
 *
 * @param count A whole number.
 * @returns Grouped by thousands: `106,222`.
 */
export function whole(count: number): string {
  return WHOLE.format(count);
}

/**
 * A mean as it is written in captions.
 *
 * @param mean Any number.
 * @returns With one decimal: `24.3`; none from 1,000 on.
 */
export function oneDecimal(mean: number): string {
  return mean >= 1000 ? whole(mean) : ONE_DECIMAL.format(mean);
}

/**
 * A small mean as it is written beside its mark.
 *
 * @param mean Any number, 0 or more.
 * @returns With two decimals: `0.89`; `<0.01` where these would hide that there is something, none from 100 on.
 */
export function twoDecimals(mean: number): string {
  if (mean >= 100) return whole(mean);
  return mean > 0 && mean < 0.005 ? "<0.01" : TWO_DECIMALS.format(mean);
}

/**
 * A share as it is written beside its mark.
 *
 * @param share 0–1.
 * @returns In whole percent: `23%`; `<1%` and `>99%` where these would say none or all.
 */
export function percent(share: number): string {
  if (share > 0 && share < 0.005) return "<1%";
  if (share < 1 && share >= 0.995) return ">99%";
  return `${Math.round(share * 100)}%`;
}

/**
 * A count with its noun.
 *
 * @param count How many.
 * @param noun What, in the singular; the plural adds an s.
 * @returns `1 trace`, `3,000 traces`.
 */
export function counted(count: number, noun: string): string {
  return `${whole(count)} ${noun}${count === 1 ? "" : "s"}`;
}

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
