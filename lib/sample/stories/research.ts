import { played, terminal } from "../played.ts";
import type { Rng } from "../random.ts";
import { capital, listed, type Plan, type Story } from "../story.ts";
import { LIMITS, OPENERS } from "../words/projects.ts";
import { QUESTIONS, TOPICS } from "../words/topics.ts";

/** Looking things up and writing them down; and simply talking. */
export const RESEARCH: readonly Story[] = [
  { category: "Multi-Tool", subcategory: "Research & Reports", weight: 4, open: report },
  { category: "Agent Tools", subcategory: "Web Research", weight: 2, open: report },
  { category: "Conversational", subcategory: "Explanations", weight: 4, open: explain },
  { category: "Conversational", subcategory: "Advice", weight: 2, open: advise },
];

function report(rng: Rng): Plan {
  const topics = rng.some(TOPICS, rng.int(1, 4));
  const first = topics[0]!;
  const file = `${first.slug}.md`;
  const count = rng.int(3, 6);
  return {
    task: `find out about ${listed(topics.map(({ name }) => name))} and write a report`,
    prompt: rng.pick(OPENERS) + rng.pick([
      `Research ${
        listed(topics.map(({ name }) => name))
      } and write ${file} with the ${count} most important points.`,
      `What should I know about ${
        listed(topics.map(({ name }) => name))
      }? Please read a few sources and summarise them in ${file}.`,
      `I need a short report (${file}, ${count} points at most) about ${
        listed(topics.map(({ name }) => name))
      }. Cite your sources.`,
    ]) + (rng.chance(0.6) ? ` ${rng.pick(LIMITS)}` : ""),
    root: "/data/reports",
    notes: [
      "Read the pages themselves, not only the search results.",
      "Two sources for every claim where possible.",
      "Write down the address of each source at once.",
      "Some pages will refuse; then take another.",
    ],
    needs: ["web_search", "web_extract"],
    play(e) {
      const found: (readonly [rank: number, point: string, source: string])[] = [];
      for (const topic of topics) {
        const results = topic.facts.map((fact, i) => ({
          url: `https://${topic.hosts[i % topic.hosts.length]}/${topic.slug}/${i + 1}`,
          title: `${capital(topic.name)}: ${fact.split(" ").slice(0, 4).join(" ")}`,
          description: `${fact.slice(0, 70)}…`,
          position: i + 1,
        }));
        e.act(
          `Search for ${topic.name}.`,
          played("web_search", { query: `${topic.name} explained` }, {
            success: true,
            data: { web: results },
          }),
        );
        const failing = e.rng.chance(0.35) ? e.rng.int(0, results.length - 1) : -1;
        const page = (i: number) =>
          i === failing
            ? { url: results[i]!.url, title: "", content: "", error: "Failed to fetch: HTTP 403" }
            : {
              url: results[i]!.url,
              title: results[i]!.title,
              content: `# ${results[i]!.title}\n\n${topic.facts[i]}\n`,
              error: null,
            };
        const extract = (of: number[]) =>
          played("web_extract", { urls: of.map((i) => results[i]!.url) }, { results: of.map(page) });
        const all = results.map((_, i) => i);
        if (e.left > 8) e.batch("Read the results.", all.map((i) => [`Page ${i + 1}.`, extract([i])]));
        else e.act("Read them together.", extract(all));
        if (failing >= 0 && e.rng.chance(0.6)) {
          e.run(
            "One page refused. Is it only the tool?",
            `curl -sI ${results[failing]!.url} | head -n 1`,
            "HTTP/2 403",
          );
        }
        for (const i of all) if (i !== failing) found.push([i, topic.facts[i]!, results[i]!.url]);
      }
      // The first point of every topic, then the second of every topic, and so on.
      const points = found.toSorted((a, b) => a[0] - b[0]);
      const wanted = points.slice(0, Math.max(topics.length, count)).map(([, point]) => point);
      const sources = points.map(([, , source]) => source);
      const text = `# ${capital(listed(topics.map(({ name }) => name)))}\n\n${
        wanted.map((point, i) => `${i + 1}. ${point} [${i + 1}]`).join("\n")
      }\n\n## Sources\n\n${wanted.map((_, i) => `[${i + 1}] ${sources[i]}`).join("\n")}\n`;
      e.write(`${points.length} usable points, each with its source. Write the report.`, file, text);
      e.batch("Check it.", [["Read it back.", terminal(`cat ${file}`, e.sh.show(file))], [
        "As many sources as points?",
        terminal(`grep -c '^\\[' ${file}`, String(wanted.length)),
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

function explain(rng: Rng): Plan {
  const topic = rng.pick(TOPICS);
  const who = rng.pick([
    "a beginner",
    "my grandmother",
    "a ten-year-old",
    "a colleague from sales",
    "someone who knows Java",
    "a student",
    "an electrician",
    "a musician",
    "our new trainee",
    "a lawyer",
    "myself in five years",
  ]);
  const form = rng.pick([
    "in three sentences",
    "with an example",
    "as a list",
    "as simply as you can",
    "without jargon",
    "in plain words",
    "with a comparison from everyday life",
    "briefly",
  ]);
  return {
    task: `explain ${topic.name} to ${who}`,
    prompt: rng.pick(OPENERS) +
      rng.pick([
        `Explain ${topic.name} to ${who}, ${form}.`,
        `How would you explain ${topic.name} to ${who}? Please ${form}.`,
        `${capital(topic.name)}: what is it about? Answer ${form}, for ${who}.`,
      ]),
    root: "/data",
    notes: ["No tool is needed for this.", "One picture is worth more than five terms."],
    most: 2,
    play(e) {
      const facts = topic.facts.slice(0, e.rng.int(2, topic.facts.length - 1));
      if (e.rng.chance(0.25) && e.start.tools.includes("memory")) {
        e.act(
          `The explanation is for ${who}. Worth keeping who is asked for.`,
          played("memory", {
            action: "add",
            target: "user",
            content: `Sometimes explains technical things to ${who}.`,
          }, {
            success: true,
            target: "user",
            entries: [`Sometimes explains technical things to ${who}.`],
            usage: "4% — 55/1,375 chars",
            entry_count: 1,
            message: "Entry added.",
          }),
        );
      }
      e.answer(
        `I know this well enough to answer without tools. It is for ${who}, ${form}.`,
        facts.join(form === "as a list" ? "\n- " : " ").replace(/^/, form === "as a list" ? "- " : ""),
      );
      if (e.rng.chance(0.5)) {
        e.user(
          e.rng.pick([
            "Thanks! Is there one thing people usually get wrong?",
            "ok. und was noch? 😄",
            "And why does that matter?",
            "مفيد جدًا، شكرا! One more point?",
          ]),
        );
        const rest = topic.facts[facts.length]!;
        e.answer("A second, shorter answer will do.", rest);
      }
    },
  };
}

function advise(rng: Rng): Plan {
  const [question, answer] = rng.pick(QUESTIONS);
  const context = rng.pick([
    "I am alone on this.",
    "We are four people.",
    "It is for a school.",
    "It should cost nothing.",
    "I have one afternoon.",
    "It is for a small shop.",
    "It has to work offline.",
    "I am no expert.",
  ]);
  return {
    task: "give advice",
    prompt: `${rng.pick(OPENERS)}${question} ${context}${rng.chance(0.5) ? ` ${rng.pick(LIMITS)}` : ""}`,
    root: "/data",
    notes: ["There is no single right answer; name the trade-off."],
    most: 1,
    play(e) {
      if (e.rng.chance(0.4)) {
        const ask = "What matters more to you?";
        const choices = ["Little effort now", "Little effort later"];
        e.act(
          "It depends on one thing. Ask.",
          played("clarify", { question: ask, choices }, {
            question: ask,
            choices_offered: choices,
            user_response: e.rng.pick(choices),
          }),
        );
      }
      e.answer("A clear recommendation with its reason is best.", answer);
    },
  };
}
