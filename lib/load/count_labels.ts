/** How often each label comes: the most frequent first, ties in first-seen order. */
export function countLabels<T>(labels: Iterable<T>): [label: T, count: number][] {
  const counts = new Map<T, number>();
  for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1]);
}
