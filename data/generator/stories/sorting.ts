import { addProjectFiles } from "../content/project_files.ts";
import { makeRng, type Rng } from "../random.ts";
import type { Plan, Story } from "../story.ts";
import { callWithResult } from "../tools/call_with_result.ts";
import { searchNames } from "../tools/file_tools.ts";
import { byteLength } from "../tools/workspace.ts";
import { projectRoot, PROJECTS, REQUEST_ENDINGS, REQUEST_OPENERS } from "../words/projects.ts";

/** Stories of sorting a folder and removing duplicates. */
export const SORTING: readonly Story[] = [
  { category: "File Operations", subcategory: "Organizing Folders", weight: 3, makePlan: sorting },
];

function sorting(rng: Rng): Plan {
  const project = rng.pick(PROJECTS);
  const folder = rng.pick(["inbox", "downloads", "dump", "desktop", "shared"]);
  const kinds = [["pdf", "documents"], ["jpg", "pictures"], ["csv", "tables"], ["mp3", "audio"], [
    "zip",
    "archives",
  ], ["txt", "texts"]] as const;
  const count = rng.int(6, 22);
  const stems = rng.sample([
    "invoice",
    "minutes",
    "plan",
    "team",
    "backup",
    "notes",
    "quotes",
    "logo",
    "list",
    "offer",
    "song",
    "route",
    "recipe",
    "ticket",
    "menu",
    "résumé",
    "予定",
    "map",
    "draft",
    "photo",
    "budget",
    "letter",
  ], count);
  return {
    task: `sort the files in ${folder} into folders by kind`,
    prompt: rng.pick(REQUEST_OPENERS) + rng.pick([
      `Sort ${project}/${folder} into folders by file type and tell me what was in there.`,
      `Clean up ${folder} in ${project}: one folder per kind, duplicates away.`,
      `My ${folder} folder (${project}) is chaos. Please organise it; identical files only once.`,
    ]) + (rng.chance(0.5) ? ` ${rng.pick(REQUEST_ENDINGS)}` : ""),
    root: projectRoot(project, rng),
    notes: [
      "Identical names do not mean identical files: compare checksums.",
      "Move, do not copy.",
      "Nothing is deleted without being sure that it is a duplicate.",
    ],
    play(e) {
      const files = stems.map((stem, i) =>
        `${folder}/${stem}.${kinds[(i * 5 + stem.length) % kinds.length]![0]}`
      );
      files.forEach((path, i) => e.files.put(path, `${path} ${"#".repeat(30 + i * 11)}`));
      const twins = e.rng.sample(files, Math.min(3, Math.max(1, files.length >> 3)));
      for (const path of twins) e.files.put(path.replace(/\.(\w+)$/, " (1).$1"), e.files.need(path));
      addProjectFiles(e.files, e.rng, { name: project, maxModules: 3 });
      const all = e.files.under(folder);
      e.batch("First see what there is.", [
        [
          "The list.",
          callWithResult("terminal", { command: `ls -la ${folder}` }, {
            output: e.shell.list(folder),
            exit_code: 0,
            error: null,
          }),
        ],
        ["And by name.", searchNames(e.files, "*(1)*", folder)],
      ]);
      const sum = (path: string) => makeRng(e.files.need(path)).hex(32);
      const doubles = twins.map((path) => [path, path.replace(/\.(\w+)$/, " (1).$1")]).flatMap((pair) =>
        pair.map((path) => `${sum(path)}  ${path}`)
      );
      e.run(
        "Are the ones with (1) really the same? Compare checksums.",
        `md5sum ${folder}/* | sort | uniq -w32 -D`,
        doubles.toSorted().join("\n"),
      );
      const removed = twins.map((path) => path.replace(/\.(\w+)$/, " (1).$1"));
      const denied = e.rng.chance(0.3);
      const quoted = removed.map((path) => `'${path}'`).join(" ");
      if (denied) {
        const blocked = {
          output: "",
          exit_code: -1,
          error:
            "BLOCKED: User denied this potentially dangerous command (delete files). Do NOT retry this command.",
          status: "blocked",
        };
        e.act(
          "They are identical, so the copies can go.",
          callWithResult("terminal", { command: `rm ${quoted}` }, blocked, false),
        );
        for (const path of removed) e.files.move(path, `duplicates/${path.split("/").at(-1)}`);
        e.run(
          "Deleting was refused. I will not try it another way; moving them aside does no harm.",
          `mkdir -p duplicates && mv ${quoted} duplicates/`,
          "",
        );
      } else {
        for (const path of removed) e.files.remove(path);
        e.run("They are identical, so the copies can go.", `rm ${quoted}`, "");
      }
      const parts = kinds.filter(([ending]) => files.some((path) => path.endsWith(`.${ending}`)));
      const oneByOne = e.stepsLeft > parts.length + 1;
      const line = ([ending, target]: readonly [string, string]) =>
        `mkdir -p ${folder}/${target} && mv ${folder}/*.${ending} ${folder}/${target}/`;
      for (const path of files) {
        const target = kinds.find(([ending]) => path.endsWith(`.${ending}`))![1];
        e.files.move(path, path.replace(`${folder}/`, `${folder}/${target}/`));
      }
      if (oneByOne) { for (const kind of parts) e.run(`Now the ${kind[1]}.`, line(kind), ""); }
      else e.run("Move them all.", parts.map(line).join("\n"), "");
      if (e.stepsLeft > 0) {
        e.run("How does it look now?", `find ${folder} -type f | sort`, e.files.under(folder).join("\n"));
      }
      if (e.stepsLeft > 0) e.run("Count them.", `find ${folder} -type f | wc -l`, String(files.length));
      const size = files.reduce(
        (n, path) =>
          n + byteLength(e.files.need(path.replace(
            `${folder}/`,
            `${folder}/${kinds.find(([k]) => path.endsWith(`.${k}`))![1]}/`,
          ))),
        0,
      );
      const rows = parts.map(([ending, target]) =>
        `- \`${target}/\`: ${files.filter((path) => path.endsWith(`.${ending}`)).length}`
      ).join("\n");
      e.answer(
        "Sorted. Report what was there.",
        `${all.length} files were in \`${folder}\`, ${removed.length} of them duplicates${
          denied
            ? ", which I moved to `duplicates/` because deleting was refused"
            : ", which I deleted after comparing checksums"
        }. The other ${files.length} (${size} bytes) are sorted:\n\n${rows}`,
      );
    },
  };
}
