/** From a span of the normalised text to one of the original. */
export type OriginalPlaces = (start: number, end: number) => [start: number, end: number];

/**
 * Stretches that normalisation may change. A character below U+0300 never joins what stands before it, so each stretch
 * is normalised by itself as in the whole.
 */
const STRETCH = /[\0-\u02ff]?[\u0300-\uffff]+/g;

interface Stretch {
  /** Its span in the original text. */
  original: [start: number, end: number];
  /** Its span in the normalised one. */
  normal: [start: number, end: number];
}

/** How many code units two different texts begin with together; never half a character. */
function commonStart(a: string, b: string): number {
  let length = 0;
  while (length < Math.min(a.length, b.length) && a[length] === b[length]) length++;
  return length > 0 && /[\ud800-\udbff]/.test(a[length - 1]!) ? length - 1 : length;
}

/** How many they end with together, behind what they begin with. */
function commonEnd(a: string, b: string): number {
  const most = Math.min(a.length, b.length) - commonStart(a, b);
  let length = 0;
  while (length < most && a.at(-1 - length) === b.at(-1 - length)) length++;
  return length > 0 && /[\udc00-\udfff]/.test(a.at(-length)!) ? length - 1 : length;
}

/**
 * Maps places in a normalised text to places in the original. What lies in a stretch that was changed has the whole
 * stretch; if the stretches do not make up the normalised text, everything has the whole text.
 *
 * @param text The original.
 * @param normal The same, normalised.
 * @param normalize How.
 * @returns The mapping. It is asked in order: no start lies before an earlier one's.
 */
export function originalPlaces(
  text: string,
  normal: string,
  normalize: (text: string) => string,
): OriginalPlaces {
  if (normal === text) return (start, end) => [start, end];
  const changed: Stretch[] = [];
  let shift = 0;
  let joined = "";
  let done = 0;
  for (const { 0: stretch, index } of text.matchAll(STRETCH)) {
    const written = normalize(stretch);
    if (written === stretch) continue;
    const [before, behind] = [commonStart(stretch, written), commonEnd(stretch, written)];
    joined += text.slice(done, index) + written;
    done = index + stretch.length;
    changed.push({
      original: [index + before, done - behind],
      normal: [index + shift + before, index + shift + written.length - behind],
    });
    shift += written.length - stretch.length;
  }
  if (joined + text.slice(done) !== normal) return () => [0, text.length];

  let next = 0; // the first changed stretch that ends behind the start
  const shiftBefore = (index: number) => {
    const before = changed[index - 1];
    return before ? before.original[1] - before.normal[1] : 0;
  };
  return (start, end) => {
    while (next < changed.length && changed[next]!.normal[1] <= start) next++;
    let last = next; // the first one that begins at or behind the end
    while (last < changed.length && changed[last]!.normal[0] < end) last++;
    const first = changed[next];
    const from = first && first.normal[0] <= start ? first.original[0] : start + shiftBefore(next);
    const final = last > next ? changed[last - 1] : undefined;
    const to = final && final.normal[1] > end ? final.original[1] : end + shiftBefore(last);
    return [from, to];
  };
}
