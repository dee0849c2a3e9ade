const WHOLE = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });
const ONE_DECIMAL = new Intl.NumberFormat("en", { minimumFractionDigits: 1, maximumFractionDigits: 1 });

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
 * @returns With one decimal: `24.3`.
 */
export function oneDecimal(mean: number): string {
  return ONE_DECIMAL.format(mean);
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
