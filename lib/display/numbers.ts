const WHOLE = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });
const ONE_DECIMAL = new Intl.NumberFormat("en", { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const TWO_DECIMALS = new Intl.NumberFormat("en", { minimumFractionDigits: 2, maximumFractionDigits: 2 });

/**
 * Formats a whole number for labels.
 *
 * @param count A whole number.
 * @returns The number, grouped by thousands: `106,222`.
 */
export function whole(count: number): string {
  return WHOLE.format(count);
}

/**
 * Formats a mean with one decimal.
 *
 * @param mean Any number.
 * @returns The number with one decimal, `24.3`; without decimals from 1,000 on.
 */
export function oneDecimal(mean: number): string {
  return mean >= 1000 ? whole(mean) : ONE_DECIMAL.format(mean);
}

/**
 * Formats a small mean with two decimals.
 *
 * @param mean Any number, 0 or more.
 * @returns The number with two decimals, `0.89`; `<0.01` where these would read zero; without decimals from 100 on.
 */
export function twoDecimals(mean: number): string {
  if (mean >= 100) return whole(mean);
  return mean > 0 && mean < 0.005 ? "<0.01" : TWO_DECIMALS.format(mean);
}

/**
 * Formats a share for labels, in whole percent.
 *
 * @param share The share, 0–1.
 * @returns The percentage, `23%`; `<1%` and `>99%` where rounding would read none or all.
 */
export function percent(share: number): string {
  if (share > 0 && share < 0.005) return "<1%";
  if (share < 1 && share >= 0.995) return ">99%";
  return `${Math.round(share * 100)}%`;
}

/**
 * Formats a count with its noun.
 *
 * @param count A whole number.
 * @param noun The noun in the singular; its plural adds an s.
 * @returns Number and noun: `1 trace`, `3,000 traces`.
 */
export function counted(count: number, noun: string): string {
  return `${whole(count)} ${noun}${count === 1 ? "" : "s"}`;
}

/**
 * Formats a share for tables.
 *
 * @param share The share, 0–1; null where nothing was measured.
 * @param digits Decimals of the percentage.
 * @returns The percentage, `45%`; a dash for null.
 */
export function percentText(share: number | null, digits = 0): string {
  return share === null ? "–" : `${(100 * share).toFixed(digits)}%`;
}
