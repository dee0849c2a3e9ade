import { CODE_CARDS, CodeProject } from "../content/code_project.ts";
import { addProjectFiles } from "../content/project_files.ts";
import { exploreFiles } from "../episode/explore_files.ts";
import { joinWithAnd } from "../phrases.ts";
import type { Rng } from "../random.ts";
import type { Plan, Story } from "../story.ts";
import { readFile } from "../tools/file_tools.ts";
import { linesOf } from "../tools/workspace.ts";
import { projectRoot, PROJECTS, requestText } from "../words/projects.ts";

/** Stories of reviewing a branch. */
export const REVIEWING: readonly Story[] = [
  { category: "Repository Tasks", subcategory: "Code Review", weight: 3, makePlan: review },
];

function review(rng: Rng): Plan {
  const name = rng.pick(PROJECTS);
  const cards = rng.sample(CODE_CARDS, rng.int(2, 8));
  const branch = `${rng.pick(["feature", "fix", "wip"])}/${cards[0]!.stem.replaceAll("_", "-")}-${
    rng.int(11, 480)
  }`;
  return {
    task: `review the branch ${branch} of ${name}`,
    prompt: requestText(
      rng,
      `Please review the branch ${branch} of ${name} and tell me what you would change.`,
      `Can you look over ${branch} in ${name} before I merge it? I care about correctness more than style.`,
      `Code review for ${name}, branch ${branch}, please. List problems by severity.`,
    ),
    root: projectRoot(name, rng),
    notes: [
      "A review should name file and line, say what happens, and suggest the change.",
      "Correctness first, then names, then style.",
      "Nothing is to be changed, only looked at.",
      "Claims about behaviour should be tried out, not only read off.",
      "Good things deserve a line as well.",
    ],
    play(e) {
      const shown = cards.slice(0, Math.max(2, Math.min(cards.length, Math.floor(e.stepsLeft / 2))));
      const faulty = shown.filter((_, i) => i % 2 === 0);
      const project = new CodeProject(name, shown, faulty, e.rng);
      project.writeTo(e.files);
      addProjectFiles(e.files, e.rng, { name });
      const stat = shown.map((card) =>
        ` ${project.source(card)} | ${linesOf(project.code(card, false)).length} ++++++++`
      );
      const lines = shown.reduce((sum, card) => sum + linesOf(project.code(card, false)).length, 0);
      e.run(
        "First I want to know what the branch changes.",
        `git diff --stat main...${branch} | cat`,
        [...stat, ` ${shown.length} files changed, ${lines} insertions(+)`].join("\n"),
      );
      e.batch(
        "These are the files of the branch. Let me read them.",
        shown.map((card) => [`Next \`${card.stem}\`.`, readFile(e.files, project.source(card))]),
      );
      if (e.stepsLeft > 2) {
        const [output, code] = project.pytestOutput(shown, e.rng.int(5, 40));
        e.run(
          "I have suspicions. The tests will tell whether they are right.",
          project.testCommand(),
          output,
          code,
        );
      }
      exploreFiles(e, Math.min(9, e.stepsLeft >> 1));
      for (const card of shown) {
        if (e.stepsLeft < 2) break;
        const symbol = card.imports.split(",")[0]!.trim();
        e.search(`Who uses \`${symbol}\`? That decides how grave a fault in it is.`, `\\b${symbol}\\b`, {
          file_glob: "*.py",
        });
      }
      const grave = faulty.map((card, i) => {
        const line = linesOf(card.head).length + 1;
        return `${i + 1}. **\`${
          project.source(card)
        }:${line}\`** – ${card.cause}. Seen from outside: ${card.symptom}. Suggestion: ${card.fix}.`;
      });
      const fine = shown.filter((card) => !faulty.includes(card)).map((card) => `\`${card.stem}\``);
      const verdict = fine.length > 0 ? `\n\nNothing to say against ${joinWithAnd(fine)}.` : "";
      e.answer(
        `All ${shown.length} files are read. Real faults: ${faulty.length}, each of them with a failing test. Write it up.`,
        `I would not merge \`${branch}\` yet.\n\n**Correctness**\n\n${grave.join("\n")}${verdict}`,
      );
    },
  };
}
