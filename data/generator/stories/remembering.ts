import { addProjectFiles } from "../content/project_files.ts";
import { joinWithAnd } from "../phrases.ts";
import type { Rng } from "../random.ts";
import type { Plan, Story } from "../story.ts";
import { callWithResult } from "../tools/call_with_result.ts";
import { projectRoot, PROJECTS, REQUEST_OPENERS } from "../words/projects.ts";

/** Stories of keeping something for later sessions. */
export const REMEMBERING: readonly Story[] = [
  { category: "Agent Tools", subcategory: "Memory & Context", weight: 3, makePlan: remember },
];

const HABITS = [
  ["prefers tabs over spaces in Go and two spaces in YAML", "indentation"],
  ["wants commit messages in the imperative, at most 60 characters", "commit messages"],
  ["works in the time zone Europe/Oslo", "time zone"],
  ["reads answers on a phone and wants them short", "length of answers"],
  ["uses podman instead of docker on this machine", "containers"],
  ["keeps secrets in pass, never in .env files", "secrets"],
  ["wants metric units", "units"],
  ["runs the linters before the tests", "order of checks"],
  ["writes dates as 2026-03-31", "dates"],
  ["does not want emoji in documents", "emoji"],
  ["speaks German with colleagues and English in code", "languages"],
  ["deploys on Tuesdays only", "deployments"],
] as const;

function remember(rng: Rng): Plan {
  const habits = rng.sample(HABITS, rng.int(1, 6));
  const project = rng.pick(PROJECTS);
  return {
    task: `remember ${habits.length === 1 ? "a preference" : "some preferences"} (${
      joinWithAnd(habits.map(([, topic]) => topic))
    })`,
    prompt: rng.pick(REQUEST_OPENERS) + rng.pick([
      `Please remember for the future: I am someone who ${habits.map(([habit]) => habit).join("; ")}.`,
      `Note for all later sessions: the user ${
        habits.map(([habit]) => habit).join(", and ")
      }. Then check that ${project} agrees with it.`,
      `Keep in mind about me: ${habits.map(([habit]) => habit).join(" / ")}`,
    ]) + (rng.chance(0.5) ? ` (I am working on ${project}.)` : ""),
    root: projectRoot(project, rng),
    notes: [
      "Preferences belong to the user store, facts about the machine to memory.",
      "Short entries only; the store is small.",
      "An entry that is already there should be replaced, not repeated.",
    ],
    play(e) {
      const entries: string[] = e.rng.chance(0.5) ? [`Main project is ${project}.`] : [];
      for (const [i, [habit]] of habits.entries()) {
        const content = `${habit.charAt(0).toUpperCase()}${habit.slice(1)}.`;
        const limit = 1375;
        if (e.rng.chance(0.1)) {
          const error = `Memory at ${
            limit - 40
          }/${limit} chars. Adding this entry (${content.length} chars) would exceed the limit. Replace or remove existing entries first.`;
          e.act(
            "Store it.",
            callWithResult("memory", { action: "add", target: "user", content }, {
              success: false,
              error,
              current_entries: [...entries],
              usage: `${limit - 40}/${limit}`,
            }, false),
          );
          e.act(
            "The store is full. The oldest entry is outdated and can go.",
            callWithResult("memory", { action: "remove", target: "user", old_text: "Old laptop" }, {
              success: true,
              target: "user",
              entries: [...entries],
              usage: `61% — 840/${limit} chars`,
              entry_count: entries.length,
              message: "Entry removed.",
            }),
          );
        }
        entries.push(content);
        const used = entries.join("").length;
        const result = {
          success: true,
          target: "user",
          entries: [...entries],
          usage: `${Math.round(100 * used / limit)}% — ${used}/${limit} chars`,
          entry_count: entries.length,
          message: "Entry added.",
        };
        e.act(
          i === 0
            ? "This will matter in every later session, so it belongs into the user store."
            : "The next one.",
          callWithResult("memory", { action: "add", target: "user", content }, result),
        );
      }
      const dotfiles = [".editorconfig", ".gitmessage", "Makefile", "README.md", ".yamllint"];
      for (const file of dotfiles) e.files.put(file, `# ${project}: ${file}\nindent_size = 2\n`);
      addProjectFiles(e.files, e.rng, { name: project });
      for (const file of dotfiles.slice(0, Math.max(0, e.stepsLeft))) {
        if (e.rng.chance(0.6)) e.read(`Does ${file} of ${project} agree with it?`, file);
        else e.run(`Does ${file} agree with it?`, `cat ${file}`, e.shell.show(file));
      }
      e.answer(
        "All is stored.",
        `Noted for all later sessions:\n\n${habits.map(([habit]) => `- ${habit}`).join("\n")}`,
      );
    },
  };
}
