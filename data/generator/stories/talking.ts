import { capitalize } from "../phrases.ts";
import type { Rng } from "../random.ts";
import type { Plan, Story } from "../story.ts";
import { callWithResult } from "../tools/call_with_result.ts";
import { REQUEST_ENDINGS, REQUEST_OPENERS } from "../words/projects.ts";
import { QUESTIONS, TOPICS } from "../words/topics.ts";

/** Stories of conversation, mostly without tools. */
export const TALKING: readonly Story[] = [
  { category: "Conversational", subcategory: "Explanations", weight: 4, makePlan: explain },
  { category: "Conversational", subcategory: "Advice", weight: 2, makePlan: advise },
];

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
    prompt: rng.pick(REQUEST_OPENERS) +
      rng.pick([
        `Explain ${topic.name} to ${who}, ${form}.`,
        `How would you explain ${topic.name} to ${who}? Please ${form}.`,
        `${capitalize(topic.name)}: what is it about? Answer ${form}, for ${who}.`,
      ]),
    root: "/data",
    notes: ["No tool is needed for this.", "One picture is worth more than five terms."],
    maxSteps: 2,
    play(e) {
      const facts = topic.facts.slice(0, e.rng.int(2, topic.facts.length - 1));
      if (e.rng.chance(0.25) && e.start.tools.includes("memory")) {
        e.act(
          `The explanation is for ${who}. Worth keeping who is asked for.`,
          callWithResult("memory", {
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
    prompt: `${rng.pick(REQUEST_OPENERS)}${question} ${context}${
      rng.chance(0.5) ? ` ${rng.pick(REQUEST_ENDINGS)}` : ""
    }`,
    root: "/data",
    notes: ["There is no single right answer; name the trade-off."],
    maxSteps: 1,
    play(e) {
      if (e.rng.chance(0.4)) {
        const ask = "What matters more to you?";
        const choices = ["Little effort now", "Little effort later"];
        e.act(
          "It depends on one thing. Ask.",
          callWithResult("clarify", { question: ask, choices }, {
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
