import { CODE_CARDS, CodeProject } from "../content/code_project.ts";
import { addProjectFiles } from "../content/project_files.ts";
import { exploreFiles } from "../episode/explore_files.ts";
import { joinWithAnd } from "../phrases.ts";
import type { Rng } from "../random.ts";
import type { Plan, Story } from "../story.ts";
import { terminalCall } from "../tools/call_with_result.ts";
import { readFile, searchContent, writeFile } from "../tools/file_tools.ts";
import { projectRoot, PROJECTS, requestText } from "../words/projects.ts";

/** Stories of documenting or testing existing code. */
export const DOCUMENTING: readonly Story[] = [
  { category: "Repository Tasks", subcategory: "Documentation", weight: 3, makePlan: document },
  { category: "Terminal & Coding", subcategory: "Testing", weight: 3, makePlan: addTests },
];

function document(rng: Rng): Plan {
  const name = rng.pick(PROJECTS);
  const cards = rng.sample(CODE_CARDS, rng.int(2, 8));
  const target = rng.pick([
    "docs/modules.md",
    "docs/API.md",
    "docs/overview.md",
    "README.md",
    "docs/reference/modules.md",
  ]);
  return {
    task: `write ${target} for ${name}`,
    prompt: requestText(
      rng,
      `Write ${target} for ${name}: one section per module with its functions and what they are for.`,
      `${name} has no documentation. Please create ${target} from the code.`,
      `Document the modules of ${name} in ${target}. Only what is really in the code.`,
    ),
    root: projectRoot(name, rng),
    notes: [
      "Every name in the document has to exist in the code.",
      "One short section for each module is enough.",
      "The signatures can be taken from the source as they are.",
      "Read the file back at the end and check its names against the code.",
    ],
    play(e) {
      const shown = cards.slice(0, Math.max(2, Math.min(cards.length, Math.floor(e.stepsLeft * 0.7))));
      const project = new CodeProject(name, shown, [], e.rng);
      project.writeTo(e.files);
      addProjectFiles(e.files, e.rng, { name, maxModules: 0 });
      e.glob("Which modules are there?", "*.py", "src");
      e.batch(
        "I have to read them all to describe them.",
        shown.map((card) => [`Now \`${card.stem}\`.`, readFile(e.files, project.source(card))]),
      );
      const names = e.files.grep(/^( {4})?(def|class) /, "src");
      e.search("Let me collect all definitions in one go, so that I forget none.", "^( {4})?(def|class) ", {
        path: "src",
        file_glob: "*.py",
      });
      exploreFiles(e, Math.min(6, e.stepsLeft >> 1));
      const sections = shown.map((card) => {
        const own = names.filter(({ path }) => path === project.source(card));
        const rows = own.map(({ content }) =>
          `- \`${content.trim().replace(/^(def|class) /, "").replace(/:$/, "")}\``
        );
        return `## ${card.stem}\n\n${card.purpose.charAt(0).toUpperCase()}${card.purpose.slice(1)}.\n\n${
          rows.join("\n")
        }\n`;
      });
      const text = `# ${name}: modules\n\n${sections.join("\n")}`;
      e.write(`${names.length} definitions in ${shown.length} modules. Write the document.`, target, text);
      if (e.stepsLeft > 0) e.read("Read it back to check it.", target);
      if (e.stepsLeft > 0) {
        e.run("Count the entries against the definitions.", `grep -c '^- ' ${target}`, String(names.length));
      }
      e.answer(
        "The counts agree, so nothing is missing.",
        `\`${target}\` is written: ${shown.length} modules (${
          joinWithAnd(shown.map((c) => `\`${c.stem}\``))
        }) with ${names.length} functions, classes and methods, each taken from the code.`,
      );
    },
  };
}

function addTests(rng: Rng): Plan {
  const name = rng.pick(PROJECTS);
  const cards = rng.sample(CODE_CARDS, rng.int(3, 8));
  const first = cards[0]!;
  return {
    task: `write tests for ${name}, beginning with ${first.stem}`,
    prompt: requestText(
      rng,
      `Please add tests for \`${first.stem}\` in ${name}; there are none yet. Go on with the other modules if you have time.`,
      `${name} has no tests at all. Start with \`${first.stem}\`, then the rest.`,
      `I want pytest tests for ${name}. Most important is \`${first.stem}\` (${first.purpose}).`,
    ),
    root: projectRoot(name, rng),
    notes: [
      "Test what callers rely on, not how it is done inside.",
      "Edge cases matter: empty, one, exactly at the limit.",
      "If a test fails it may have found a real fault; do not bend the test.",
      "One test file for each module, named after it.",
    ],
    play(e) {
      const count = Math.max(1, Math.min(cards.length, Math.floor((e.stepsLeft - 1) / 4)));
      const shown = cards.slice(0, count);
      const faulty = e.rng.chance(0.6) ? [shown.at(-1)!] : [];
      const project = new CodeProject(name, cards, faulty, e.rng);
      project.writeTo(e.files, false);
      addProjectFiles(e.files, e.rng, { name, maxModules: 2 });
      e.batch("Let me see what is there.", [
        ["The files first.", terminalCall("find . -name '*.py' | sort", e.shell.find(".py"))],
        ["Are there really no tests?", searchContent(e.files, "def test_", { file_glob: "*.py" })],
      ]);
      for (const card of shown) {
        e.read(`\`${card.stem}\` is about ${card.purpose}. Read it.`, project.source(card));
        const [think, file] = [
          `I know what to test first: ${
            joinWithAnd(
              project.testsOf(card).slice(0, 7).map(([test]) =>
                test.replace("test_", "").replaceAll("_", " ")
              ),
            )
          }.`,
          project.testFile(card),
        ];
        e.act(think, writeFile(e.files, file, project.tests(card)));
        const [output, code] = project.pytestOutput([card], e.rng.int(3, 30));
        e.run("Do they pass?", project.testCommand(file), output, code);
        if (code !== 0) {
          e.patch(
            `A real fault, not a wrong test: ${card.cause}. The change is small: ${card.fix}.`,
            project.source(card),
            card.faultyCode,
            card.fixedCode,
          );
          project.faulty.delete(card.stem);
          e.run("Again.", project.testCommand(file), project.pytestOutput([card], e.rng.int(3, 30))[0]);
        }
      }
      const total = shown.reduce((sum, card) => sum + project.testsOf(card).length, 0);
      if (count > 1) {
        e.run("All together.", project.testCommand(), project.pytestOutput(shown, e.rng.int(9, 70))[0]);
      }
      const found = faulty.length > 0
        ? `\n\nThey found a fault on the way: ${faulty[0]!.cause}. I mended it (${faulty[0]!.fix}).`
        : "";
      e.answer(
        "Everything passes. Sum up.",
        `There are ${total} tests now, in ${
          joinWithAnd(shown.map((c) => `\`${project.testFile(c)}\``))
        }; all of them pass.${found}`,
      );
    },
  };
}
