import type { Json } from "../../../lib/python/mod.ts";
import { addProjectFiles } from "../content/project_files.ts";
import type { Rng } from "../random.ts";
import type { Plan, Story } from "../story.ts";
import { callWithResult } from "../tools/call_with_result.ts";
import { projectRoot, PROJECTS, REQUEST_OPENERS } from "../words/projects.ts";

/** Stories of passing work on to other agents. */
export const DELEGATING: readonly Story[] = [
  { category: "Agent Tools", subcategory: "Delegation", weight: 2, makePlan: delegate },
];

function delegate(rng: Rng): Plan {
  const project = rng.pick(PROJECTS);
  const goals = rng.sample(
    [
      [
        "list all places where files are opened without an encoding",
        "two places: src/io.py, line 2, and src/report.py, line 2",
      ],
      ["find out which dependencies are not used", "two are never imported: tabulate and rich"],
      ["compare the README with the command line help", "the README mentions neither --limit nor --strict"],
      ["measure how long the tests take", "test_read takes 0.4 seconds, the rest nothing to speak of"],
      ["check the licence headers", "no file has one"],
      ["find functions longer than 60 lines", "none, the longest has 6 lines"],
      ["look for secrets in the history", "none found"],
    ] as const,
    rng.int(2, 6),
  );
  return {
    task: `let other agents look at ${project}`,
    prompt: rng.pick(REQUEST_OPENERS) +
      rng.pick([
        `Please delegate this for ${project} and give me one summary: `,
        `Run these checks on ${project} side by side: `,
        `Use sub-agents for ${project}: `,
      ]) + goals.map(([goal]) => goal).join("; ") + ".",
    root: projectRoot(project, rng),
    notes: [
      "The other agents know nothing of this conversation: name the folder.",
      "At most three tasks at a time.",
      "Check at least one claim myself.",
    ],
    requiredTools: ["delegate_task"],
    play(e) {
      e.files.put("README.md", `# ${project}\n\nReads files and reports on them.\n`);
      e.files.put("requirements.txt", "requests\nrich\ntabulate\n");
      e.files.put("src/io.py", "def read(path):\n    return open(path).read()\n");
      e.files.put("src/report.py", "def save(path, text):\n    open(path, 'w').write(text)\n");
      e.files.put(
        "src/cli.py",
        'import argparse\n\nimport requests\n\nparser = argparse.ArgumentParser()\nparser.add_argument("--limit", type=int)\nparser.add_argument("--strict")\n',
      );
      e.files.put(
        "tests/test_io.py",
        "from src.io import read\n\n\ndef test_read(tmp_path):\n    (tmp_path / 'a').write_text('x')\n    assert read(tmp_path / 'a') == 'x'\n",
      );
      addProjectFiles(e.files, e.rng, { name: project, maxModules: 0 });
      e.run("What will they look at?", "find . -type f | sort", e.shell.find());
      for (let i = 0; i < goals.length; i += 3) {
        const part = goals.slice(i, i + 3);
        const failing = e.rng.chance(0.25) ? 0 : -1;
        const results = part.map(([, result], k): Json =>
          k === failing
            ? {
              task_index: k,
              status: "failed",
              summary: null,
              error: "Subagent reached the maximum number of iterations",
              api_calls: 50,
              duration_seconds: e.rng.int(90, 400),
              exit_reason: "max_iterations",
            }
            : {
              task_index: k,
              status: "completed",
              summary: `Result: ${result}.`,
              api_calls: e.rng.int(3, 21),
              duration_seconds: e.rng.int(8, 80),
              exit_reason: "completed",
            }
        );
        const tasks = part.map(([goal]) => ({
          goal,
          context: `The project is in ${e.files.root}. Do not change any file.`,
          toolsets: ["terminal", "file"],
        }));
        e.act(
          "These do not depend on each other.",
          callWithResult(
            "delegate_task",
            { tasks },
            { results, total_duration_seconds: e.rng.int(80, 420) },
            failing < 0,
          ),
        );
        if (failing === 0) {
          const [goal, result] = part[0]!;
          e.act(
            "One ran out of steps. Once more, on its own and with a clearer goal.",
            callWithResult("delegate_task", {
              goal: `In ${e.files.root}: ${goal}. Report in one sentence.`,
              toolsets: ["terminal", "file"],
            }, {
              results: [{
                task_index: 0,
                status: "completed",
                summary: `Result: ${result}.`,
                api_calls: e.rng.int(4, 15),
                duration_seconds: e.rng.int(10, 60),
                exit_reason: "completed",
              }],
              total_duration_seconds: e.rng.int(11, 62),
            }),
          );
        }
      }
      if (e.stepsLeft > 0) e.search("Check one claim myself.", "open\\(", { path: "src" });
      if (e.stepsLeft > 0) e.read("Read one of these files.", "src/io.py");
      e.answer(
        "All reports are in.",
        `The reports on ${project}:\n\n${
          goals.map(([goal, result]) => `- ${goal}: **${result}**`).join("\n")
        }`,
      );
    },
  };
}
