import type { Rng } from "../random.ts";
import { ARTICLE_CHROME, ARTICLE_HEADINGS, ARTICLE_PARAGRAPHS } from "../words/article_lines.ts";
import { type Topic, TOPICS } from "../words/topics.ts";

/** A stock of paragraphs about one topic; each is given out once, so that no two pages of a story repeat one. */
export interface ParagraphPool {
  /** Takes the next `count` paragraphs, fewer where the stock runs out. */
  take(count: number): string[];
}

/** Makes the stock of paragraphs for the pages about one topic, in random order. */
export function makeParagraphPool(topic: Topic, rng: Rng): ParagraphPool {
  const cards = rng.sample(ARTICLE_PARAGRAPHS, ARTICLE_PARAGRAPHS.length);
  return { take: (count) => cards.splice(0, count).map((text) => text.replaceAll("$topic", topic.name)) };
}

/**
 * Writes a page as `web_extract` returns it: Markdown with one statement that matters, filler around it, and links.
 *
 * @param fact The true statement about the topic that the page must hold.
 */
export function articlePage(
  topic: Topic,
  title: string,
  fact: string,
  deck: ParagraphPool,
  rng: Rng,
): string {
  const sections = rng.sample(ARTICLE_HEADINGS, rng.int(2, 4)).map((heading) =>
    `## ${heading}\n\n${deck.take(rng.int(1, 4)).join("\n\n")}`
  );
  const at = rng.int(0, sections.length - 1);
  sections[at] = sections[at]!.replace("\n\n", () => `\n\n**${fact}** `);
  const links = rng.sample(TOPICS, rng.int(6, 22)).filter((other) => other !== topic).map(({ name, slug }) =>
    `- [${name}](https://${topic.hosts[0]}/${slug}/1)`
  );
  const [top, ...rest] = rng.sample(ARTICLE_CHROME, 4);
  return [top, `# ${title}`, ...sections, `## More articles\n\n${links.join("\n")}`, ...rest].join("\n\n") +
    "\n";
}
