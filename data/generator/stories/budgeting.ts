import { capitalize } from "../phrases.ts";
import type { Rng } from "../random.ts";
import type { Plan, Story } from "../story.ts";
import { REQUEST_OPENERS } from "../words/projects.ts";

/** Stories of making a budget; its sums are computed from the amounts shown. */
export const BUDGETING: readonly Story[] = [
  { category: "Planning & Organization", subcategory: "Budgets", weight: 2, makePlan: budget },
];

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
  const posts = rng.sample(
    ["travel", "rooms", "food", "insurance", "equipment", "printing", "tickets", "reserve"] as const,
    rng.int(3, 8),
  ).map((post) => [post, rng.int(3, 90) * 10] as const);
  const limit = rng.int(8, 30) * 100;
  return {
    task: `make a budget for ${aim}`,
    prompt: rng.pick(REQUEST_OPENERS) +
      `Make a budget for ${aim}, at most ${limit} €. ${
        capitalize(posts.map(([post, n]) => `${post} ${n} €`).join(", "))
      }. ${
        rng.pick(["Does it fit?", "What is left?", "Where could I save?", "Write it to a file, please."])
      }`,
    root: "/data/budget",
    notes: [
      "Let the computer add, not me.",
      "Say clearly whether it fits.",
      "Suggest where to save if it does not.",
    ],
    maxSteps: 14,
    play(e) {
      const total = posts.reduce((sum, [, n]) => sum + n, 0);
      const csv = `post,euro\n${posts.map(([post, n]) => `${post},${n}`).join("\n")}\n`;
      e.write("First the posts as a table.", "budget.csv", csv);
      e.run("Add them up.", "awk -F, 'NR>1 {s+=$2} END {print s}' budget.csv", String(total));
      if (e.stepsLeft > 0) {
        e.run(
          "Which are the largest?",
          "tail -n +2 budget.csv | sort -t, -k2 -rn | head -n 3",
          posts.toSorted((a, b) => b[1] - a[1] || (a[0] < b[0] ? 1 : -1)).slice(0, 3).map(([post, n]) =>
            `${post},${n}`
          ).join("\n"),
        );
      }
      if (e.stepsLeft > 0) e.read("Check the table.", "budget.csv");
      const largest = posts.toSorted((a, b) => b[1] - a[1])[0]!;
      e.answer(
        total <= limit ? "It fits." : "It does not fit; say by how much.",
        `${capitalize(aim)} costs **${total} €** of ${limit} €: ${
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
