import { linesOf } from "../tools/workspace.ts";
import type { Episode } from "./episode.ts";

/**
 * Explores the simulated files before anything is changed: reads some, and searches for words that occur in them.
 *
 * @param e The episode that gets the steps.
 * @param maxSteps The most steps to add.
 */
export function exploreFiles(e: Episode, maxSteps: number): void {
  const paths = e.files.under().filter((path) => TEXT_FILE.test(path) && e.files.get(path) !== "");
  if (paths.length === 0) return;
  // Files are taken from the end, so sorting by length reads the longest first.
  const unread = e.rng.sample(paths, paths.length);
  if (e.rng.chance(0.7)) unread.sort((a, b) => e.files.need(a).length - e.files.need(b).length);
  for (let n = 0; n < maxSteps && e.stepsLeft > 3; n++) {
    const path = n % 5 < 2 ? unread.pop() : undefined;
    if (path && !e.seen.has(`read ${path}`)) {
      e.seen.add(`read ${path}`);
      e.read(
        e.rng.pick([
          `\`${path}\` may matter here too.`,
          `Let me read \`${path}\` as well.`,
          `What does \`${path}\` say?`,
        ]),
        path,
      );
    } else {
      const broad = e.rng.pick(BROAD_PATTERNS);
      if (e.rng.chance(0.35) && !e.seen.has(broad) && paths.some((path) => path.endsWith(".py"))) {
        e.seen.add(broad);
        e.search(`An overview first: where does \`${broad}\` match in the code?`, broad, {
          file_glob: "*.py",
        });
        continue;
      }
      const words = searchWords(e.files.need(e.rng.pick(paths)));
      if (words.length === 0) continue;
      const word = e.rng.pick(words);
      if (e.seen.has(word)) continue;
      e.seen.add(word);
      e.search(
        e.rng.pick([
          `Where else does \`${word}\` occur?`,
          `Let me see who uses \`${word}\`.`,
          `Is \`${word}\` mentioned anywhere else?`,
        ]),
        `\\b${word}\\b`,
      );
    }
  }
}

/** Regular expressions that match in many places of ordinary Python. */
const BROAD_PATTERNS = [
  "^def ",
  "raise \\w+",
  "return (None|\\[\\]|\\{\\})",
  "for \\w+ in ",
  "isinstance\\(",
  "self\\.\\w+ = ",
];

const TEXT_FILE = /\.(py|md|toml|yaml|ini|env|txt|sh|csv|sql|json)$|^Makefile$/;

/** Returns names that a file defines or, where there are none, rare words of it. */
function searchWords(content: string): string[] {
  const defined = [...content.matchAll(/(?:def|class) (\w{4,})/g)].map((m) => m[1]!).filter((name) =>
    !name.startsWith("test_")
  );
  if (defined.length > 0) return defined;
  return linesOf(content).slice(0, 60).flatMap((line) =>
    line.match(/^[\w-]{4,}(?=\s*[:=])|\b[a-z]{8,}\b/i)?.[0] ?? []
  );
}
