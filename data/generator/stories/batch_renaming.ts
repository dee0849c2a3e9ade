import { addProjectFiles } from "../content/project_files.ts";
import type { Rng } from "../random.ts";
import type { Plan, Story } from "../story.ts";
import { projectRoot, PROJECTS, REQUEST_ENDINGS, REQUEST_OPENERS } from "../words/projects.ts";

/** Stories of renaming many files after a pattern. */
export const BATCH_RENAMING: readonly Story[] = [
  { category: "File Operations", subcategory: "Batch Renaming", weight: 3, makePlan: renaming },
];

const SCENES = [
  "Harbour",
  "Market",
  "Garden",
  "Dinner",
  "Sunrise",
  "Café",
  "夜景",
  "Müller Straße",
  "شارع",
  "Workshop",
  "Bridge",
  "Fête 🎉",
  "Snow",
  "Library",
  "Station",
] as const;

function renaming(rng: Rng): Plan {
  const folder = rng.pick(["photos", "scans", "exports", "clips", "drawings", "receipts"]);
  const project = rng.pick(PROJECTS);
  const ending = rng.pick(["jpg", "png", "pdf", "tif"]);
  const year = rng.int(2019, 2026);
  const names = rng.sample(SCENES, rng.int(4, 13));
  return {
    task: `rename the files in ${folder} after a pattern`,
    prompt: rng.pick(REQUEST_OPENERS) + rng.pick([
      `Rename everything in ${project}/${folder} to ${year}_NNN_name.${ending}, lower case, no blanks.`,
      `The names in ${folder} (${project}) are a mess. Make them ${year}-style: ${year}_001_harbour.${ending} and so on, in alphabetical order.`,
      `Please batch-rename ${folder}/*.${ending} in ${project}: number them from 001, prefix ${year}, blanks to underscores.`,
    ]) + (rng.chance(0.5) ? ` ${rng.pick(REQUEST_ENDINGS)}` : ""),
    root: projectRoot(project, rng),
    notes: [
      "A dry run first: renaming cannot be undone easily.",
      "Two files must not end up with one name.",
      "Letters of other scripts have to survive.",
      "Keep a list of old and new names.",
    ],
    play(e) {
      const files = names.map((name, i) =>
        `${folder}/${i % 3 === 0 ? "IMG " : ""}${name}${i % 4 === 1 ? " (copy)" : ""}.${ending}`
      ).sort();
      for (const [i, path] of files.entries()) e.files.put(path, `${ending} ${i} ${"·".repeat(40 + i * 7)}`);
      const clean = (path: string) =>
        path.slice(folder.length + 1, -ending.length - 1).replace("IMG ", "").replace(" (copy)", "")
          .toLowerCase().replaceAll(" ", "_");
      const moves = files.map((path, i) =>
        [path, `${folder}/${year}_${String(i + 1).padStart(3, "0")}_${clean(path)}.${ending}`] as const
      );
      addProjectFiles(e.files, e.rng, { name: project, maxModules: 3 });
      e.run("What is in there?", `ls -la ${folder}`, e.shell.list(folder));
      const script = (dry: boolean) =>
        `from pathlib import Path\n\nfolder = Path("${folder}")\nfor n, path in enumerate(sorted(folder.glob("*.${ending}")), 1):\n    name = path.stem.replace("IMG ", "").replace(" (copy)", "").lower().replace(" ", "_")\n    new = folder / f"${year}_{n:03d}_{name}.${ending}"\n    print(path.name, "->", new.name)\n${
          dry ? "" : "    assert not new.exists()\n    path.rename(new)\n"
        }`;
      const shown = moves.map(([from, to]) =>
        `${from.slice(folder.length + 1)} -> ${to.slice(folder.length + 1)}`
      ).join("\n");
      e.write(
        `${files.length} files, with blanks, copies and mixed cases. Write a script that only prints first.`,
        "rename.py",
        script(true),
      );
      e.run("The dry run.", "python3 rename.py", shown);
      if (e.stepsLeft > 2) {
        const line = "python3 rename.py | sed 's/.* -> //' | sort | uniq -d";
        e.run("Do two of them get one name?", line, "");
      }
      e.write("No collisions. Now really.", "rename.py", script(false));
      for (const [from, to] of moves) e.files.move(from, to);
      e.run("Rename.", "python3 rename.py", shown);
      if (e.stepsLeft > 0) e.run("Check the folder.", `ls -1 ${folder}`, e.shell.names(folder));
      if (e.stepsLeft > 0) e.run("As many as before?", `ls -1 ${folder} | wc -l`, String(files.length));
      if (e.stepsLeft > 0) {
        e.write(
          "Keep the old names in a list, so that it can be undone.",
          "renamed.tsv",
          moves.map((pair) => pair.join("\t")).join("\n") + "\n",
        );
      }
      if (e.stepsLeft > 0) {
        e.files.remove("rename.py");
        e.run("The script is not needed any more.", "rm -f rename.py && ls -1", e.shell.names());
      }
      e.answer(
        "All renamed, none lost.",
        `All ${files.length} files in \`${folder}\` are renamed, from \`${
          moves[0]![1].slice(folder.length + 1)
        }\` to \`${
          moves.at(-1)![1].slice(folder.length + 1)
        }\`. No two had the same new name and the count is the same as before.${
          e.files.get("renamed.tsv") ? " Old and new names are in `renamed.tsv`." : ""
        }`,
      );
    },
  };
}
