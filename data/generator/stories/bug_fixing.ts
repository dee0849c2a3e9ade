import { CODE_CARDS, CodeProject } from "../content/code_project.ts";
import { addProjectFiles } from "../content/project_files.ts";
import type { Episode } from "../episode/episode.ts";
import { exploreFiles } from "../episode/explore_files.ts";
import { joinWithAnd } from "../phrases.ts";
import type { Rng } from "../random.ts";
import type { Plan, Story } from "../story.ts";
import { patchFile, readFile, writeFile } from "../tools/file_tools.ts";
import type { CodeCard } from "../words/code_card.ts";
import { CODE_REQUEST_ENDINGS, projectRoot, PROJECTS, REQUEST_OPENERS } from "../words/projects.ts";

/** Stories of faults reported by users or by tests, found and mended one after the other. */
export const BUG_FIXING: readonly Story[] = [
  {
    category: "Terminal & Coding",
    subcategory: "Bug Fixing",
    weight: 5,
    makePlan: (rng) => plan(rng, false),
  },
  { category: "Repository Tasks", subcategory: "Bug Fixing", weight: 4, makePlan: (rng) => plan(rng, true) },
];

function plan(rng: Rng, repository: boolean): Plan {
  const name = rng.pick(PROJECTS);
  const cards = rng.sample(CODE_CARDS, rng.int(3, 9));
  const first = cards[0]!;
  const report = rng.pick([
    `In ${name}, ${first.symptom}. Find out why and fix it.`,
    `The tests of ${name} are red. Please find out why and fix the code, not the tests.`,
    `Somebody reported that ${first.symptom} (project ${name}, module \`${first.stem}\`). Can you fix that?`,
    `\`python3 -m pytest\` fails in ${name} since yesterday, I think it is \`${first.stem}\`. Please repair it.`,
    `Fix the failing test in tests/test_${first.stem}.py of ${name}.`,
  ]);
  const limit = rng.chance(0.7) ? ` ${rng.pick(CODE_REQUEST_ENDINGS)}` : "";
  return {
    task: `fix a fault in ${name} (${first.symptom})`,
    prompt: rng.pick(REQUEST_OPENERS) + report + limit,
    root: projectRoot(name, rng),
    notes: [
      "The tests describe the wanted behaviour, so the code has to change and not the tests.",
      `The first suspect is \`${first.stem}\`, which is about ${first.purpose}.`,
      "Run the whole suite at the end, in case something else depends on the old behaviour.",
      "A small change is better than a rewrite here.",
      "Public names and signatures should stay as they are.",
      "If more than one test fails, the causes may be unrelated.",
    ],
    play(e) {
      const faulty = cards.slice(
        0,
        Math.max(1, Math.min(cards.length - 1, Math.floor((e.stepsLeft - 3) / 4.5))),
      );
      const project = new CodeProject(name, cards, faulty, e.rng);
      project.writeTo(e.files);
      addProjectFiles(e.files, e.rng, { name });
      look(e, project, repository);
      if (repository) history(e, project, first);
      exploreFiles(e, Math.min(9, e.stepsLeft >> 1));
      for (const card of faulty) mend(e, project, card);
      wrapUp(e, project, faulty);
    },
  };
}

function look(e: Episode, project: CodeProject, repository: boolean): void {
  const [output, code] = project.pytestOutput(project.cards, e.rng.int(8, 60));
  if (e.rng.chance(0.6)) e.run("Let me look at the project first.", "ls -la", e.shell.list());
  if (e.rng.chance(0.3)) {
    e.run("Which files are there?", "find . -name '*.py' | sort", e.shell.find(".py"));
  } else if (e.rng.chance(0.35)) e.glob("Let me see which files belong to it.", "*.py");
  if (repository || e.rng.chance(0.2)) {
    e.run("Check that the working tree is clean before I change anything.", "git status --short", "");
  }
  e.run(
    "I should see the failure with my own eyes before changing anything. Run the tests.",
    project.testCommand(),
    output,
    code,
  );
}

function history(e: Episode, project: CodeProject, card: CodeCard): void {
  if (!e.rng.chance(0.5)) return;
  const log = [
    `${e.rng.hex(7)} ${card.stem}: simplify`,
    `${e.rng.hex(7)} tests: cover ${
      card.tests[card.failingTest]![0].replace("test_", "").replaceAll("_", " ")
    }`,
    `${e.rng.hex(7)} readme: list the modules`,
    `${e.rng.hex(7)} first version of ${card.stem}`,
  ];
  e.run(
    `The history of \`${card.stem}\` may tell when this came in.`,
    `git log --oneline -n 4 -- ${project.source(card)} ${project.testFile(card)} README.md`,
    log.join("\n"),
  );
}

function mend(e: Episode, project: CodeProject, card: CodeCard): void {
  const source = project.source(card);
  const [test, assertion] = card.tests[card.failingTest]!;
  const why = `\`${test}\` fails: ${card.pytestError.split("\n")[0]}.`;
  const way = e.rng.int(0, 3);
  if (way === 0) {
    e.batch(`${why} I need both the code and the test.`, [
      ["First the code.", readFile(e.files, source)],
      ["Now the test that describes what is wanted.", readFile(e.files, project.testFile(card))],
    ]);
  } else if (way === 1) {
    e.search(`${why} Where is this defined and used?`, `${card.imports.split(",")[0]!.trim()}`);
    e.read(`The definition is in ${source}. Let me read it.`, source);
  } else if (way === 2) e.run(`${why} Let me look at the module.`, `cat ${source}`, e.shell.show(source));
  else e.read(`${why} Let me read the module.`, source);
  if (e.stepsLeft > 6 && e.rng.chance(0.3)) {
    const got = card.pytestError.match(/^(?:\w+: )?assert (.+?) == /)?.[1];
    if (got && !assertion.includes(";")) {
      const call = assertion.replace(/^assert /, "").split(" == ")[0]!;
      const line = `cd src && python3 -c 'from ${project.packageName}.${card.stem} import *; print(${
        call.replaceAll("'", '"')
      })'`;
      if (!call.includes("'")) e.run("Let me reproduce it on its own.", line, got.replace(/^'|'$/g, ""));
    }
  }
  const think = `Found it: ${card.cause}. The fix: ${card.fix}.`;
  change(e, project, card, think);
  project.faulty.delete(card.stem);
  const only = e.rng.chance(0.5);
  if (only) e.seen.delete("whole suite");
  else e.seen.add("whole suite");
  const [output, code] = project.pytestOutput(only ? [card] : project.cards, e.rng.int(3, 60));
  e.run(
    code === 0
      ? "Now the tests again."
      : "Run the suite again: this test should pass now, the others are still to do.",
    project.testCommand(only ? project.testFile(card) : ""),
    output,
    code,
  );
}

function change(e: Episode, project: CodeProject, card: CodeCard, think: string): void {
  const source = project.source(card);
  const way = e.rng.fraction();
  if (way < 0.42) e.act(think, writeFile(e.files, source, project.code(card, true)));
  else if (way < 0.8) e.act(think, patchFile(e.files, source, card.faultyCode, card.fixedCode));
  else {
    const script =
      `python3 - <<'EOF'\nfrom pathlib import Path\np = Path("${source}")\ntext = p.read_text()\nold = ${
        py(card.faultyCode)
      }\nnew = ${
        py(card.fixedCode)
      }\nassert text.count(old) == 1\np.write_text(text.replace(old, new))\nprint("replaced")\nEOF`;
    e.files.put(source, project.code(card, true));
    e.run(think, script, "replaced");
  }
}

function py(text: string): string {
  return JSON.stringify(text);
}

function wrapUp(e: Episode, project: CodeProject, faulty: readonly CodeCard[]): void {
  const [output, code] = project.pytestOutput(project.cards, e.rng.int(10, 70));
  if (!e.seen.has("whole suite")) e.run("Finally the whole suite.", project.testCommand(), output, code);
  if (e.stepsLeft > 0 && e.rng.chance(0.5)) {
    const lines = faulty.map((card) =>
      ` ${project.source(card)} | ${Math.max(2, card.fixedCode.split("\n").length)} ${
        "+".repeat(card.fixedCode.split("\n").length - 1)
      }-`
    );
    const changed = `${faulty.length} file${faulty.length > 1 ? "s" : ""} changed`;
    e.run(
      "Let me check that only the intended files changed.",
      "git diff --stat | cat",
      [...lines, ` ${changed}`].join("\n"),
    );
  }
  const total = project.cards.reduce((sum, card) => sum + project.testsOf(card).length, 0);
  const heading = e.rng.chance(e.start.profile.decoration) ? "## ✅ Fixed\n\n" : "";
  const items = faulty.map((card) => `- **\`${project.source(card)}\`**: ${card.cause}. Fix: ${card.fix}.`)
    .join("\n");
  const opening = faulty.length === 1
    ? "The fault is mended."
    : `There were ${faulty.length} separate faults: ${joinWithAnd(faulty.map((c) => `\`${c.stem}\``))}.`;
  e.answer(
    `All ${total} tests pass. Time to sum up what was wrong and what I changed.`,
    `${heading}${opening}\n\n${items}\n\nAll ${total} tests pass now.`,
  );
}
