import { CODE_CARDS, CodeProject } from "../content/code_project.ts";
import { addProjectFiles } from "../content/project_files.ts";
import { exploreFiles } from "../episode/explore_files.ts";
import type { Rng } from "../random.ts";
import type { Plan, Story } from "../story.ts";
import { CODE_REQUEST_ENDINGS, projectRoot, PROJECTS, REQUEST_OPENERS } from "../words/projects.ts";

/** Stories of finding the commit that broke something. */
export const BISECTING: readonly Story[] = [
  { category: "Repository Tasks", subcategory: "Git Operations", weight: 3, makePlan: bisect },
];

function bisect(rng: Rng): Plan {
  const name = rng.pick(PROJECTS);
  const card = rng.pick(CODE_CARDS);
  const tag = `v${rng.int(0, 3)}.${rng.int(1, 12)}.0`;
  return {
    task: `find the commit that broke ${card.stem} in ${name}`,
    prompt: rng.pick(REQUEST_OPENERS) + rng.pick([
      `In ${tag} of ${name} the \`${card.stem}\` tests were green, now they fail. Which commit broke them?`,
      `Please bisect ${name}: ${tag} is good, main is bad (tests/test_${card.stem}.py).`,
      `Since some commit after ${tag}, ${card.symptom} (${name}). Find the commit.`,
    ]) + (rng.chance(0.5) ? ` ${rng.pick(CODE_REQUEST_ENDINGS)}` : ""),
    root: projectRoot(name, rng),
    notes: [
      "git bisect needs a clean working tree.",
      "Always end with git bisect reset.",
      "The bad commit should be looked at, not only named.",
    ],
    play(e) {
      const project = new CodeProject(name, [card], [card], e.rng);
      project.writeTo(e.files);
      addProjectFiles(e.files, e.rng, { name, maxModules: 6 });
      const steps = Math.max(2, Math.min(9, e.stepsLeft - 4));
      const hashes = Array.from({ length: steps + 1 }, () => e.rng.hex(40));
      const subjects = [
        `${card.stem}: simplify`,
        "Update dependencies",
        "Speed up the importer",
        "Reword messages",
        "Tidy the tests",
        "Drop Python 3.9",
        "Log less",
        "Fix typo",
        "Add a changelog",
        "Split the settings",
      ];
      const [output, code] = project.pytestOutput([card]);
      e.run(
        "First make sure that it fails now.",
        project.testCommand(project.testFile(card)),
        output,
        code,
      );
      exploreFiles(e, Math.min(5, e.stepsLeft >> 2));
      e.run(
        "Start the bisection.",
        `git bisect start main ${tag} | cat`,
        `Bisecting: ${2 ** steps - 1} revisions left to test after this (roughly ${steps} steps)\n[${
          hashes[1]
        }] ${subjects[1]}`,
      );
      for (let i = 1; i <= steps; i++) {
        const bad = i === steps || e.rng.chance(0.5);
        const left = steps - i;
        const verdict = bad ? "bad" : "good";
        const next = left > 0
          ? `Bisecting: ${2 ** left - 1} revisions left to test after this (roughly ${left} step${
            left === 1 ? "" : "s"
          })\n[${hashes[i + 1] ?? hashes[0]}] ${subjects[(i + 1) % subjects.length]}`
          : `${hashes[0]} is the first bad commit`;
        const line = `python3 -m pytest -q ${
          project.testFile(card)
        } >/dev/null && git bisect good || git bisect bad`;
        e.run(
          i === 1 ? "Test and mark in one go." : `That one was ${e.seen.has("bad") ? "bad" : "good"}. Go on.`,
          line,
          next,
        );
        e.seen.delete("bad");
        if (verdict === "bad") e.seen.add("bad");
      }
      const short = hashes[0]!.slice(0, 7);
      const bad = card.fixedCode.trimEnd().split("\n").map((text) => `-${text}`).concat(
        card.faultyCode.trimEnd().split("\n").map((text) => `+${text}`),
      );
      e.run(
        "Found. What did it change?",
        `git show --format='%h %s' ${short} | cat`,
        `${short} ${subjects[0]}\n\ndiff --git a/${project.source(card)} b/${project.source(card)}\n${
          bad.join("\n")
        }`,
      );
      e.run(
        "Leave the repository as I found it.",
        "git bisect reset",
        "Previous HEAD position was " + short + " " + subjects[0] + "\nSwitched to branch 'main'",
      );
      e.answer(
        "The commit and its effect are clear.",
        `The first bad commit is \`${short}\` ("${subjects[0]}"). It changed \`${
          project.source(card)
        }\`: ${card.cause}.\n\nTo mend it, ${card.fix}. The repository is back on \`main\`.`,
      );
    },
  };
}
