import { articlePage, makeParagraphPool } from "../content/article_page.ts";
import { capitalize, joinWithAnd } from "../phrases.ts";
import type { Rng } from "../random.ts";
import type { Plan, Story } from "../story.ts";
import { callWithResult, terminalCall } from "../tools/call_with_result.ts";
import { REQUEST_ENDINGS, REQUEST_OPENERS } from "../words/projects.ts";
import { TOPICS } from "../words/topics.ts";

/** Stories of looking something up and writing a report. */
export const RESEARCH: readonly Story[] = [
  { category: "Multi-Tool", subcategory: "Research & Reports", weight: 4, makePlan: report },
  { category: "Agent Tools", subcategory: "Web Research", weight: 2, makePlan: report },
];

function report(rng: Rng): Plan {
  const topics = rng.sample(TOPICS, rng.int(1, 4));
  const first = topics[0]!;
  const file = `${first.slug}.md`;
  const count = rng.int(3, 6);
  return {
    task: `find out about ${joinWithAnd(topics.map(({ name }) => name))} and write a report`,
    prompt: rng.pick(REQUEST_OPENERS) + rng.pick([
      `Research ${
        joinWithAnd(topics.map(({ name }) => name))
      } and write ${file} with the ${count} most important points.`,
      `What should I know about ${
        joinWithAnd(topics.map(({ name }) => name))
      }? Please read a few sources and summarise them in ${file}.`,
      `I need a short report (${file}, ${count} points at most) about ${
        joinWithAnd(topics.map(({ name }) => name))
      }. Cite your sources.`,
    ]) + (rng.chance(0.6) ? ` ${rng.pick(REQUEST_ENDINGS)}` : ""),
    root: "/data/reports",
    notes: [
      "Read the pages themselves, not only the search results.",
      "Two sources for every claim where possible.",
      "Write down the address of each source at once.",
      "Some pages will refuse; then take another.",
    ],
    requiredTools: ["web_search", "web_extract"],
    play(e) {
      const notes: string[] = [];
      const found: (readonly [rank: number, point: string, source: string])[] = [];
      for (const topic of topics) {
        const results = topic.facts.map((fact, i) => ({
          url: `https://${topic.hosts[i % topic.hosts.length]}/${topic.slug}/${i + 1}`,
          title: `${capitalize(topic.name)}: ${fact.split(" ").slice(0, 4).join(" ")}`,
          description: `${fact.slice(0, 70)}…`,
          position: i + 1,
        }));
        e.act(
          `Search for ${topic.name}.`,
          callWithResult("web_search", { query: `${topic.name} explained` }, {
            success: true,
            data: { web: results },
          }),
        );
        const quote = e.rng.int(0, results.length - 1);
        const deck = makeParagraphPool(topic, e.rng);
        const pages = results.map(({ title }, i) => articlePage(topic, title, topic.facts[i]!, deck, e.rng));
        const failing = e.rng.chance(0.35) ? e.rng.int(0, results.length - 1) : -1;
        const page = (i: number) =>
          i === failing
            ? { url: results[i]!.url, title: "", content: "", error: "Failed to fetch: HTTP 403" }
            : {
              url: results[i]!.url,
              title: results[i]!.title,
              content: pages[i]!,
              error: null,
            };
        const extract = (of: number[]) =>
          callWithResult("web_extract", { urls: of.map((i) => results[i]!.url) }, { results: of.map(page) });
        const all = results.map((_, i) => i);
        if (e.stepsLeft > 8) e.batch("Read the results.", all.map((i) => [`Page ${i + 1}.`, extract([i])]));
        else e.act("Read them together.", extract(all));
        if (failing >= 0 && e.rng.chance(0.6)) {
          e.run(
            "One page refused. Is it only the tool?",
            `curl -sI ${results[failing]!.url} | head -n 1`,
            "HTTP/2 403",
          );
        }
        if (quote !== failing) {
          const said = pages[quote]!.split("\n\n").filter((text) => /^[A-Z].*\.$/.test(text)).slice(0, 3);
          notes.push(`From <${results[quote]!.url}>:\n\n${said.map((text) => `> ${text}`).join("\n>\n")}`);
        }
        for (const i of all) if (i !== failing) found.push([i, topic.facts[i]!, results[i]!.url]);
      }
      // The first point of every topic, then the second of every topic, and so on.
      const points = found.toSorted((a, b) => a[0] - b[0]);
      const wanted = points.slice(0, Math.max(topics.length, count)).map(([, point]) => point);
      const sources = points.map(([, , source]) => source);
      const text = `# ${capitalize(joinWithAnd(topics.map(({ name }) => name)))}\n\n${
        wanted.map((point, i) => `${i + 1}. ${point} [${i + 1}]`).join("\n")
      }\n\n## Sources\n\n${
        wanted.map((_, i) => `[${i + 1}] ${sources[i]}`).join("\n")
      }\n\n## Notes on the sources\n\n${notes.join("\n\n")}\n`;
      e.write(`${points.length} usable points, each with its source. Write the report.`, file, text);
      e.batch("Check it.", [["Read it back.", terminalCall(`cat ${file}`, e.shell.show(file))], [
        "As many sources as points?",
        terminalCall(`grep -c '^\\[' ${file}`, String(wanted.length)),
      ]]);
      e.answer(
        "The report is written; give the gist.",
        `\`${file}\` has ${wanted.length} points with sources. In short:\n\n${
          wanted.slice(0, 3).map((point) => `- ${point}`).join("\n")
        }`,
      );
    },
  };
}
