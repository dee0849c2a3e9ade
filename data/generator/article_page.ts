import type { Rng } from "./random.ts";
import { ARTICLE_CHROME, ARTICLE_HEADINGS, ARTICLE_PARAGRAPHS } from "./words/article_lines.ts";
import { type Topic, TOPICS } from "./words/topics.ts";

/** Deals out paragraphs, so that no two pages of a story say the same. */
export interface ParagraphPool {
  /** The next paragraphs. */
  take(count: number): string[];
}

/** A deck for the pages about one topic. */
export function makeParagraphPool(topic: Topic, rng: Rng): ParagraphPool {
  const cards = rng.sample(ARTICLE_PARAGRAPHS, ARTICLE_PARAGRAPHS.length);
  return { take: (count) => cards.splice(0, count).map((text) => text.replaceAll("$topic", topic.name)) };
}

/**
 * A page as `web_extract` returns it: Markdown with the one statement that matters, what stands around it, and links.
 *
 * @param fact What is true of the topic and belongs on this page.
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
