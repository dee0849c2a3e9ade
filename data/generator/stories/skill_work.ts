import { addProjectFiles } from "../content/project_files.ts";
import type { Rng } from "../random.ts";
import type { Plan, Story } from "../story.ts";
import { callWithResult } from "../tools/call_with_result.ts";
import { projectRoot, PROJECTS, REQUEST_ENDINGS, REQUEST_OPENERS } from "../words/projects.ts";
import { STEP_LINES } from "../words/work_lines.ts";

/** Stories of making skills and following them. */
export const SKILL_WORK: readonly Story[] = [
  { category: "Agent Tools", subcategory: "Skills", weight: 3, makePlan: skill },
];

const SKILLS = [
  ["release-notes", "writing release notes from the history", "writing", [
    "Collect the commits since the last tag",
    "Group them by what users notice",
    "Leave out internal changes",
    "Write one line for each",
  ]],
  ["db-restore", "restoring a database from a dump", "devops", [
    "Stop the service",
    "Create an empty database",
    "Load the dump with ON_ERROR_STOP",
    "Count the rows of three tables",
    "Start the service",
  ]],
  ["csv-cleanup", "cleaning CSV files", "data", [
    "Look at the header",
    "Normalise the line ends",
    "Find rows with missing cells",
    "Write the result beside the original",
  ]],
  ["log-rotate", "setting up log rotation", "devops", [
    "Find logs above 100 MB",
    "Write a rule for each",
    "Try it with logrotate -d",
    "Watch one rotation",
  ]],
  ["photo-archive", "archiving photos", "media", [
    "Sort by date",
    "Write checksums",
    "Copy twice",
    "Verify both copies",
  ]],
  ["code-walkthrough", "explaining a code base", "writing", [
    "Find the entry point",
    "Follow one request",
    "Draw the modules",
    "List the odd places",
  ]],
] as const;

function skill(rng: Rng): Plan {
  const [name, about, category, steps] = rng.pick(SKILLS);
  const project = rng.pick(PROJECTS);
  const create = rng.chance(0.5);
  return {
    task: create ? `make a skill for ${about}` : `use the skill for ${about} on ${project}`,
    prompt: rng.pick(REQUEST_OPENERS) +
      (create
        ? rng.pick([
          `Create a skill "${name}" for ${about}, based on how we do it in ${project}.`,
          `Please write down ${about} as a skill named ${name}, so that you know it next time (${project}).`,
        ])
        : rng.pick([
          `Do you have a skill for ${about}? Follow it for ${project}.`,
          `Use the ${name} skill on ${project} and tell me the result of every step.`,
        ])) +
      (rng.chance(0.5) ? ` ${rng.pick(REQUEST_ENDINGS)}` : ""),
    root: projectRoot(project, rng),
    notes: [
      "Read the skill before following it.",
      "Numbered steps with a check at the end work best.",
      "If a step is wrong, correct the skill at once.",
    ],
    play(e) {
      const others = SKILLS.filter(([other]) => other !== name).map(([n, d, c]) => ({
        name: n,
        description: d,
        category: c,
      }));
      const all = create ? others : [...others, { name, description: about, category }];
      const sorted = all.sort((a, b) => a.name < b.name ? -1 : 1);
      e.act(
        "Which skills are there?",
        callWithResult("skills_list", {}, {
          success: true,
          skills: sorted,
          categories: [...new Set(sorted.map((s) => s.category))].sort(),
          count: sorted.length,
          hint: "Use skill_view(name) to see full content",
        }),
      );
      const remarks = e.rng.sample(STEP_LINES, STEP_LINES.length);
      const content = `---\nname: ${name}\ndescription: ${about}\n---\n\n# ${name}\n\n${
        steps.map((step, i) => `## ${i + 1}. ${step}\n\n${remarks.splice(0, e.rng.int(1, 2)).join(" ")}`)
          .join("\n\n")
      }\n`;
      e.files.put("README.md", `# ${project}\n`).put("Makefile", `all:\n\t@echo building ${project}\n`);
      addProjectFiles(e.files, e.rng, { name: project });
      if (create) {
        e.act(
          "A similar one shows the form.",
          callWithResult("skill_view", { name: others[0]!.name }, {
            success: true,
            name: others[0]!.name,
            description: others[0]!.description,
            tags: [],
            related_skills: [],
            content: `# ${others[0]!.name}\n\n1. See the references.\n`,
            path: `${others[0]!.category}/${others[0]!.name}/SKILL.md`,
            linked_files: null,
            usage_hint: null,
          }),
        );
        if (e.stepsLeft > 3) e.run(`How is it done in ${project}?`, "ls -la", e.shell.list());
        if (e.stepsLeft > 3) e.read("The Makefile may tell.", "Makefile");
        e.act(
          `${steps.length} steps, each of which can be checked. Create it.`,
          callWithResult("skill_manage", { action: "create", name, category, content }, {
            success: true,
            message: `Skill '${name}' created.`,
            path: `${category}/${name}`,
            hint: "To add reference files, use skill_manage(action='write_file')",
          }),
        );
      }
      e.act(
        create ? "Read it back." : "There is one. Read it.",
        callWithResult("skill_view", { name }, {
          success: true,
          name,
          description: about,
          tags: [],
          related_skills: [],
          content,
          path: `${category}/${name}/SKILL.md`,
          linked_files: null,
          usage_hint: null,
        }),
      );
      if (!create) {
        const heeded = e.rng.sample(STEP_LINES, STEP_LINES.length);
        const records = steps.map((step, i) => {
          const kept = heeded.splice(0, 2).map((line) => `  - ${line}`).join("\n");
          return `${step}: done\n  step: ${
            i + 1
          } of ${steps.length}\n  project: ${project}\n  skill: ${name}\n  heeded:\n${kept}\n`;
        });
        steps.forEach((step, i) => {
          const log = `work/step${i + 1}.log`;
          e.write(
            `Step ${i + 1}: ${step.charAt(0).toLowerCase()}${step.slice(1)}. Keep a record.`,
            log,
            records[i]!,
          );
          if (e.stepsLeft > steps.length - i) e.run("Check it.", `cat ${log}`, e.shell.show(log));
        });
        e.run("All records together.", "cat work/*.log", records.join("").trimEnd());
      }
      e.answer(
        create ? "The skill is there and reads well." : "Every step of the skill is done.",
        `${
          create
            ? `The skill \`${name}\` is created (category ${category})`
            : `I followed \`${name}\` for ${project}`
        }:\n\n${steps.map((step, i) => `${i + 1}. ${step}${create ? "" : " – done"}`).join("\n")}`,
      );
    },
  };
}
