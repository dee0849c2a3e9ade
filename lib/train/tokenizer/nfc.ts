/**
 * The characters that Unicode 9 did not have and that take part in normalisation today: marks that are
 * reordered, and letters that compose. The Rust tokenizer's tables are of Unicode 9: to it they are letters
 * that stand alone. Found by `tests/peers/tokens/nfc_differences.py`, which compares the two over all code
 * points.
 */
const STAND_ALONE = `
7fd 897-89f 8ca-8d3 9fe c3c d3b-d3c eba 1715 1abf-1ace 1df6-1dfa a82c 105c9 105d2 105da 105e4 10d24-10d27
10d69-10d6d 10eab-10eac 10efd-10eff 10f46-10f50 10f82-10f85 11070 1133b 11382-11385 1138b 1138e 11390-11391
113b8 113bb 113c2 113c5 113c7-113c9 113ce-113d0 1145e 11839-1183a 11930 11935 11938 1193d-1193e 11943 119e0
11a34 11a47 11a99 11d42 11d44-11d45 11d97 11f41-11f42 1611e-16129 1612f 16d63 16d67-16d6a 16ff0-16ff1 1e08f
1e130-1e136 1e2ae 1e2ec-1e2ef 1e4ec-1e4ef 1e5ee-1e5ef
`.trim().split(/\s+/).map((range) => range.split("-").map((code) => String.raw`\u{${code}}`).join("-")).join(
  "",
);

const BOUNDARIES = new RegExp(`([${STAND_ALONE}]+)`, "u");

/**
 * Characters that normalisation neither changes nor moves, and with which nothing before them composes: most
 * text holds no other. (Of pairs, those of the planes' emoji and symbols.)
 */
export const INERT: string =
  String.raw`\0-\u02ff\u0400-\u0482\u048a-\u052f\u2010-\u20cf\u2190-\u2328\u232b-\u2adb` +
  String.raw`\u2b00-\u2cee\u3000-\u3029\u3030-\u3098\u309b-\u9fff\uac00-\ud7a3\ud83c-\ud83e\udc00-\udfff` +
  String.raw`\ufe00-\ufe0f\uff01-\uffff`;

const OTHERS = new RegExp(`[^${INERT}]`);

/** So many marks in a row are ordered before V8 sees them. */
const MANY_MARKS = /\p{M}{30,}/gu;

/**
 * A text in normalisation form C, as the Rust tokenizer's older tables have it.
 * @see https://www.unicode.org/reports/tr15/
 */
export function rustNfc(text: string): string {
  if (!OTHERS.test(text)) return text;
  const manyMarks = text.search(MANY_MARKS) >= 0;
  const normalized = manyMarks ? undefined : text.normalize("NFC");
  // What is normalised today was so in Unicode 9: it had no other order and no other compositions
  if (normalized === text || (normalized !== undefined && !BOUNDARIES.test(text))) return normalized;
  return text.split(BOUNDARIES).map((piece, odd) => {
    if (odd % 2) return piece;
    return (manyMarks ? piece.replace(MANY_MARKS, orderMarks) : piece).normalize("NFC");
  }).join("");
}

/**
 * Puts the marks of a text in canonical order, which V8 does in quadratic time: a hundred thousand marks on
 * one letter would take it a quarter of a minute.
 * @see https://www.unicode.org/versions/latest/core-spec/chapter-3/#G49591
 */
export function orderMarks(marks: string): string {
  const points = Array.from(marks, (mark) => [...mark.normalize("NFD")]).flat();
  const distinct = [...new Set(points)];
  const ordered = distinct.filter(isReordered).sort((a, b) => goesAfter(a, b) ? 1 : goesAfter(b, a) ? -1 : 0);
  const rank = new Map<string, number>();
  for (const [at, mark] of ordered.entries()) {
    const same = at > 0 && !goesAfter(mark, ordered[at - 1]!);
    rank.set(mark, same ? rank.get(ordered[at - 1]!)! : at);
  }

  let text = "";
  let run: string[] = [];
  for (const point of [...points, ""]) {
    if (rank.has(point)) {
      run.push(point);
      continue;
    }
    text += run.sort((a, b) => rank.get(a)! - rank.get(b)!).join("") + point;
    run = [];
  }
  return text;
}

/** Whether a mark moves behind another that it stands before: whether its combining class is higher. */
function goesAfter(mark: string, other: string): boolean {
  return (mark + other).normalize("NFD") !== mark + other;
}

/** Whether a mark is moved at all: U+0334 is of the lowest class, U+0345 of the highest. */
function isReordered(mark: string): boolean {
  return goesAfter(mark, "\u0334") || goesAfter("\u0345", mark);
}
