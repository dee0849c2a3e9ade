import { addProjectFiles } from "../content/project_files.ts";
import { capitalize } from "../phrases.ts";
import type { Rng } from "../random.ts";
import type { Plan, Story } from "../story.ts";
import { callWithResult } from "../tools/call_with_result.ts";
import { projectRoot, PROJECTS, REQUEST_ENDINGS, REQUEST_OPENERS } from "../words/projects.ts";
import { DONE_LINES, POINT_LINES } from "../words/work_lines.ts";

/** Stories of making a plan or a list of things to do. */
export const PLAN_MAKING: readonly Story[] = [
  { category: "Planning & Organization", subcategory: "Task Planning", weight: 3, makePlan: todo },
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
  const items = rng.sample(all, rng.int(3, all.length));
  const weeks = rng.int(2, 12);
  return {
    task: `plan how to ${aim}`,
    prompt: rng.pick(REQUEST_OPENERS) + rng.pick([
      `Help me plan: I want to ${aim} within ${weeks} weeks. Think of ${items.slice(0, 2).join(" and ")}.`,
      `Make a plan to ${aim} (${weeks} weeks, notes go to the ${project} folder). It has to include ${
        items[0]
      }.`,
      `I need a task list to ${aim} in ${weeks} weeks, with ${items.at(-1)} as one of the points.`,
    ]) + (rng.chance(0.5) ? ` ${rng.pick(REQUEST_ENDINGS)}` : ""),
    root: projectRoot(project, rng),
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
          content: capitalize(content),
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
          callWithResult("clarify", {
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
      e.act("Put the points into the list first.", callWithResult("todo", { todos: state(0) }, show(0)));
      addProjectFiles(e.files, e.rng, { name: project, maxModules: 1 });
      let text = `# Plan: ${aim}\n`;
      for (const [i, item] of items.entries()) {
        const week = 1 + Math.floor(i * weeks / items.length);
        const [known, ...remarks] = [e.rng.pick(DONE_LINES), ...e.rng.sample(POINT_LINES, e.rng.int(2, 4))];
        text += `\n## Week ${week}: ${item}\n\n- [ ] ${item}\n\n${
          remarks.join(" ")
        }\n\nDone when ${known}.\n`;
        e.write(`Point ${i + 1}: ${item}, in week ${week}.`, "plan.md", text);
        if (e.stepsLeft > items.length - i) {
          e.act(
            "Tick it off in the list.",
            callWithResult("todo", { todos: state(i + 1), merge: true }, show(i + 1)),
          );
        }
        if (e.stepsLeft > (items.length - i) * 2 && e.rng.chance(0.5)) {
          e.run(
            "Are the weeks in order?",
            "grep -n '^## Week' plan.md",
            text.split("\n").map((line, n) => `${n + 1}:${line}`).filter((line) => line.includes(":## Week"))
              .join("\n"),
          );
        }
      }
      if (e.stepsLeft > 0) e.run("The whole plan once more.", "cat plan.md", e.shell.show("plan.md"));
      e.answer(
        "The plan is complete.",
        `Here is the plan to ${aim} in ${weeks} weeks (also in \`plan.md\`):\n\n${
          items.map((item, i) => `- Week ${1 + Math.floor(i * weeks / items.length)}: ${item}`).join("\n")
        }`,
      );
    },
  };
}
