/** A number and what it counts: `1 step`, `1,200 steps`. */
export function count(n: number, what: string): string {
  return `${n.toLocaleString("en")} ${what}${n === 1 ? "" : "s"}`;
}
