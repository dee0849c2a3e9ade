import type { Episode } from "./episode.ts";
import { linesOf } from "./workspace.ts";

/**
 * Looks around in the story's files before changing anything: reads some, searches for words that are really in them.
 *
 * @param e The episode.
 * @param most The most steps to spend on it.
 */
export function study(e: Episode, most: number): void {
  const paths = e.files.under().filter((path) => TEXT.test(path));
  if (paths.length === 0) return;
  const unread = e.rng.some(paths, paths.length);
  for (let n = 0; n < most && e.left > 3; n++) {
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
      const word = e.rng.pick(wordsOf(e.files.need(e.rng.pick(paths))));
      if (!word || e.seen.has(word)) continue;
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

const TEXT = /\.(py|md|toml|yaml|ini|env|txt|sh|csv|sql|json)$|^Makefile$/;

/** Identifiers of a file, at most one a line. */
function wordsOf(content: string): string[] {
  return linesOf(content).slice(0, 60).flatMap((line) => line.match(/\b[a-z][a-z_]{4,}\b/)?.[0] ?? []);
}
