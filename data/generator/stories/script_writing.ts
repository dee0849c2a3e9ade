import { addProjectFiles } from "../content/project_files.ts";
import { makeRng, type Rng } from "../random.ts";
import type { Plan, Story } from "../story.ts";
import { linesOf } from "../tools/workspace.ts";
import { projectRoot, PROJECTS, REQUEST_ENDINGS, REQUEST_OPENERS } from "../words/projects.ts";
import { scriptHead } from "../words/script_heads.ts";
import { SCRIPTS } from "../words/scripts.ts";

/** Stories of writing a small program and trying it. */
export const SCRIPT_WRITING: readonly Story[] = [
  { category: "Terminal & Coding", subcategory: "Script Writing", weight: 5, makePlan: script },
];

function script(rng: Rng): Plan {
  const project = rng.pick(PROJECTS);
  const wanted = rng.sample(SCRIPTS, rng.int(1, 6));
  const first = wanted[0]!;
  const dir = rng.pick(["tools", "scripts", "bin", "ops"]);
  return {
    task: `write a script that ${first.purpose}`,
    prompt: rng.pick(REQUEST_OPENERS) + rng.pick([
      `Write a Python script ${dir}/${first.file} in ${project} that ${first.purpose}.`,
      `I need a little program that ${first.purpose}. Put it into ${project}/${dir}/${first.file} and show me that it works.`,
      `Create ${dir}/${first.file} (${project}): it ${first.purpose}. With an example run please.`,
    ]) + (rng.chance(0.6) ? ` ${rng.pick(REQUEST_ENDINGS)}` : ""),
    root: projectRoot(project, rng),
    notes: [
      "The standard library is enough.",
      "Wrong arguments should give a usage line and exit code 2.",
      "Try it with real input and with none.",
      "Text is UTF-8, also when the locale says otherwise.",
    ],
    play(e) {
      e.files.put("README.md", `# ${project}\n`);
      addProjectFiles(e.files, e.rng, { name: project });
      if (e.rng.chance(0.6)) e.run("Let me see where I am.", "ls -la", e.shell.list());
      if (e.rng.chance(0.4)) e.run("Which Python is there?", "python3 --version", "Python 3.10.14");
      for (const [i, s] of wanted.entries()) {
        const path = `${dir}/${s.file}`;
        if (i > 0) {
          if (e.stepsLeft < 5) break;
          e.answer("That one is done.", `\`${dir}/${wanted[i - 1]!.file}\` works, see the run above.`);
          e.user(
            e.rng.pick([
              `Great. Now one that ${s.purpose}, as ${path}.`,
              `Thanks! Next: ${path}, it ${s.purpose}.`,
              `Perfect 👍 and now please a script that ${s.purpose}`,
            ]),
          );
        }
        const faulty = e.rng.chance(0.55);
        const head = scriptHead(s.file, s.purpose, s.usage, e.rng.int(0, 40));
        const good = head + s.code;
        // The description at the top moves every line of the program down.
        const said = s.pythonError.replace(
          /line (\d+)/g,
          (_, n) => `line ${Number(n) + linesOf(head).length}`,
        );
        e.write(
          `It ${s.purpose}. Read the arguments, do the work in one function, print the result.`,
          path,
          faulty ? good.replace(s.fixedLine, s.faultyLine) : good,
        );
        e.write("I need some input to try it with.", s.input[0], s.input[1]);
        const line = `python3 ${path} ${s.args}`.trim();
        if (faulty) {
          const trace = said.replaceAll("{path}", `${e.files.root}/${path}`);
          e.run("Try it.", line, trace, 1);
          if (e.rng.chance(0.4)) e.read("Let me look at that line again.", path);
          if (e.rng.chance(0.5)) e.patch(`${s.cause} Fix that line.`, path, s.faultyLine, s.fixedLine);
          else e.write(`${s.cause} Write it again with that fixed.`, path, good);
        }
        e.run(faulty ? "And again." : "Try it.", line, s.output);
        if (e.stepsLeft > 2) {
          e.run("What does it do without arguments?", `python3 ${path}`, `usage: ${s.file} ${s.usage}`, 2);
          if (e.stepsLeft > 3 && e.rng.chance(0.5)) {
            e.run(
              "That is right: a usage line and code 2. Is the output the same every time?",
              `${line} | md5sum; ${line} | md5sum`,
              `${makeRng(s.output).hex(32)}  -\n${makeRng(s.output).hex(32)}  -`,
            );
          }
        }
      }
      const last = wanted.findLast((s) => e.files.get(`${dir}/${s.file}`))!;
      e.answer(
        "It works. Show how to call it.",
        `\`${dir}/${last.file}\` ${last.purpose}.\n\n\`\`\`\n$ python3 ${dir}/${last.file} ${last.args}\n${last.output}\n\`\`\`\n\nWithout arguments it prints how to call it and exits with code 2.`,
      );
    },
  };
}
