import { played } from "../played.ts";
import type { Rng } from "../random.ts";
import { capital, type Plan, type Story } from "../story.ts";
import { LIMITS, OPENERS, PROJECTS, rootFor } from "../words/projects.ts";

/** Lists of things to do, and budgets. */
export const PLAN_MAKING: readonly Story[] = [
  { category: "Planning & Organization", subcategory: "Task Planning", weight: 3, open: todo },
  { category: "Planning & Organization", subcategory: "Budgets", weight: 2, open: budget },
];

const PLANS = [
  ["move to the new office", [
    "measure the rooms",
    "order the desks",
    "move the phone lines",
    "label the boxes",
    "tell the suppliers",
    "hand over the keys",
  ]],
  ["publish version two", [
    "freeze the features",
    "write the migration guide",
    "test the upgrade",
    "prepare the announcement",
    "tag the release",
    "watch the error rate",
  ]],
  ["organise the summer party", [
    "find a date",
    "book the boathouse",
    "ask about allergies",
    "order drinks 🍹",
    "plan the way home",
    "collect the photos",
  ]],
  ["learn Portuguese until August", [
    "choose a book",
    "twenty words a day",
    "a lesson each Thursday",
    "films on Sundays",
    "a test in July",
  ]],
  ["renovate the kitchen", [
    "draw the plan",
    "compare three offers",
    "choose the tiles",
    "turn off the water",
    "paint the walls",
    "check the sockets",
  ]],
  ["clean up the wiki", [
    "list pages without visits",
    "merge duplicates",
    "fix dead links",
    "name an owner for each area",
    "archive the rest",
  ]],
  ["start a reading circle", [
    "choose five books",
    "ask who joins",
    "book the room",
    "write the invitation",
    "prepare questions",
  ]],
] as const;

function todo(rng: Rng): Plan {
  const [aim, all] = rng.pick(PLANS);
  const project = rng.pick(PROJECTS);
  const items = rng.some(all, rng.int(3, all.length));
  const weeks = rng.int(2, 12);
  return {
    task: `plan how to ${aim}`,
    prompt: rng.pick(OPENERS) + rng.pick([
      `Help me plan: I want to ${aim} within ${weeks} weeks. Think of ${items.slice(0, 2).join(" and ")}.`,
      `Make a plan to ${aim} (${weeks} weeks, notes go to the ${project} folder). It has to include ${
        items[0]
      }.`,
      `I need a task list to ${aim} in ${weeks} weeks, with ${items.at(-1)} as one of the points.`,
    ]) + (rng.chance(0.5) ? ` ${rng.pick(LIMITS)}` : ""),
    root: rootFor(project, rng),
    notes: [
      "Every point needs a week.",
      "What others depend on comes first.",
      "Leave some time at the end.",
      "Keep the list and the file the same.",
    ],
    play(e) {
      const state = (done: number) =>
        items.map((content, i) => ({
          id: String(i + 1),
          content: capital(content),
          status: i < done ? "completed" : i === done ? "in_progress" : "pending",
        }));
      const show = (done: number) => ({
        todos: state(done),
        summary: {
          total: items.length,
          pending: Math.max(0, items.length - done - 1),
          in_progress: done < items.length ? 1 : 0,
          completed: done,
          cancelled: 0,
        },
      });
      if (e.rng.chance(0.35)) {
        e.act(
          "One question decides the order.",
          played("clarify", {
            question: `What matters most when you ${aim}?`,
            choices: ["Being done early", "Low cost", "Little effort"],
          }, {
            question: `What matters most when you ${aim}?`,
            choices_offered: ["Being done early", "Low cost", "Little effort"],
            user_response: e.rng.pick([
              "Being done early",
              "Low cost",
              "Little effort",
              "The user did not provide a response within the time limit. Use your best judgement to make the choice and proceed.",
            ]),
          }),
        );
      }
      e.act("Put the points into the list first.", played("todo", { todos: state(0) }, show(0)));
      let text = `# Plan: ${aim}\n`;
      for (const [i, item] of items.entries()) {
        const week = 1 + Math.floor(i * weeks / items.length);
        text += `\n## Week ${week}: ${item}\n\n- [ ] ${item}\n`;
        e.write(`Point ${i + 1}: ${item}, in week ${week}.`, "plan.md", text);
        if (e.left > items.length - i) {
          e.act(
            "Tick it off in the list.",
            played("todo", { todos: state(i + 1), merge: true }, show(i + 1)),
          );
        }
        if (e.left > (items.length - i) * 2 && e.rng.chance(0.5)) {
          e.run(
            "Are the weeks in order?",
            "grep -n '^## Week' plan.md",
            text.split("\n").map((line, n) => `${n + 1}:${line}`).filter((line) => line.includes(":## Week"))
              .join("\n"),
          );
        }
      }
      if (e.left > 0) e.run("The whole plan once more.", "cat plan.md", e.sh.show("plan.md"));
      e.answer(
        "The plan is complete.",
        `Here is the plan to ${aim} in ${weeks} weeks (also in \`plan.md\`):\n\n${
          items.map((item, i) => `- Week ${1 + Math.floor(i * weeks / items.length)}: ${item}`).join("\n")
        }`,
      );
    },
  };
}

function budget(rng: Rng): Plan {
  const aim = rng.pick([
    "a week in Lisbon",
    "the school trip",
    "a new workshop",
    "the team offsite",
    "a small wedding",
    "the book fair stand",
    "one month of groceries",
    "a canoe tour",
  ]);
  const posts = rng.some(
    ["travel", "rooms", "food", "insurance", "equipment", "printing", "tickets", "reserve"] as const,
    rng.int(3, 8),
  ).map((post) => [post, rng.int(3, 90) * 10] as const);
  const limit = rng.int(8, 30) * 100;
  return {
    task: `make a budget for ${aim}`,
    prompt: rng.pick(OPENERS) +
      `Make a budget for ${aim}, at most ${limit} €. ${
        capital(posts.map(([post, n]) => `${post} ${n} €`).join(", "))
      }. ${
        rng.pick(["Does it fit?", "What is left?", "Where could I save?", "Write it to a file, please."])
      }`,
    root: "/data/budget",
    notes: [
      "Let the computer add, not me.",
      "Say clearly whether it fits.",
      "Suggest where to save if it does not.",
    ],
    most: 14,
    play(e) {
      const total = posts.reduce((sum, [, n]) => sum + n, 0);
      const csv = `post,euro\n${posts.map(([post, n]) => `${post},${n}`).join("\n")}\n`;
      e.write("First the posts as a table.", "budget.csv", csv);
      e.run("Add them up.", "awk -F, 'NR>1 {s+=$2} END {print s}' budget.csv", String(total));
      if (e.left > 0) {
        e.run(
          "Which are the largest?",
          "tail -n +2 budget.csv | sort -t, -k2 -rn | head -n 3",
          posts.toSorted((a, b) => b[1] - a[1] || (a[0] < b[0] ? 1 : -1)).slice(0, 3).map(([post, n]) =>
            `${post},${n}`
          ).join("\n"),
        );
      }
      if (e.left > 0) e.read("Check the table.", "budget.csv");
      const largest = posts.toSorted((a, b) => b[1] - a[1])[0]!;
      e.answer(
        total <= limit ? "It fits." : "It does not fit; say by how much.",
        `${capital(aim)} costs **${total} €** of ${limit} €: ${
          total <= limit ? `it fits, ${limit - total} € are left` : `that is ${total - limit} € too much`
        }.\n\n${posts.map(([post, n]) => `- ${post}: ${n} €`).join("\n")}${
          total > limit
            ? `\n\nThe largest post is ${largest[0]} (${largest[1]} €); that is where I would save first.`
            : ""
        }\n\nThe table is in \`budget.csv\`.`,
      );
    },
  };
}
