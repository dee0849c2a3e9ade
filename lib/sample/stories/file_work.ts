import { study } from "../study.ts";
import { searchNames } from "../file_tools.ts";
import { played } from "../played.ts";
import type { Rng } from "../random.ts";
import { listed, type Plan, type Story } from "../story.ts";
import { LIMITS, OPENERS, PROJECTS, rootFor } from "../words/projects.ts";
import { byteLength } from "../workspace.ts";

/** Renaming, sorting and replacing over many files. */
export const FILE_WORK: readonly Story[] = [
  { category: "File Operations", subcategory: "Batch Renaming", weight: 3, open: renaming },
  { category: "File Operations", subcategory: "Search & Replace", weight: 3, open: replacing },
  { category: "File Operations", subcategory: "Organizing Folders", weight: 3, open: sorting },
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
  const names = rng.some(SCENES, rng.int(4, 13));
  return {
    task: `rename the files in ${folder} after a pattern`,
    prompt: rng.pick(OPENERS) + rng.pick([
      `Rename everything in ${project}/${folder} to ${year}_NNN_name.${ending}, lower case, no blanks.`,
      `The names in ${folder} (${project}) are a mess. Make them ${year}-style: ${year}_001_harbour.${ending} and so on, in alphabetical order.`,
      `Please batch-rename ${folder}/*.${ending} in ${project}: number them from 001, prefix ${year}, blanks to underscores.`,
    ]) + (rng.chance(0.5) ? ` ${rng.pick(LIMITS)}` : ""),
    root: rootFor(project, rng),
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
      e.run("What is in there?", `ls -la ${folder}`, e.sh.list(folder));
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
      if (e.left > 2) {
        const line = "python3 rename.py | sed 's/.* -> //' | sort | uniq -d";
        e.run("Do two of them get one name?", line, "");
      }
      e.write("No collisions. Now really.", "rename.py", script(false));
      for (const [from, to] of moves) e.files.move(from, to);
      e.run("Rename.", "python3 rename.py", shown);
      if (e.left > 0) e.run("Check the folder.", `ls -1 ${folder}`, e.sh.names(folder));
      if (e.left > 0) e.run("As many as before?", `ls -1 ${folder} | wc -l`, String(files.length));
      if (e.left > 0) {
        e.write(
          "Keep the old names in a list, so that it can be undone.",
          "renamed.tsv",
          moves.map((pair) => pair.join("\t")).join("\n") + "\n",
        );
      }
      if (e.left > 0) {
        e.files.remove("rename.py");
        e.run("The script is not needed any more.", "rm -f rename.py && ls -1", e.sh.names());
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

function replacing(rng: Rng): Plan {
  const project = rng.pick(PROJECTS);
  const [what, from, to] = rng.pick(
    [
      ["host", "db-old.internal", "db.internal"],
      ["port", "8080", "9090"],
      ["bucket", "media-dev", "media-live"],
      ["region", "eu-west-1", "eu-north-1"],
      ["image", "python:3.9-slim", "python:3.12-slim"],
      ["address", "support@old.example", "help@new.example"],
      ["version", "1.8.2", "2.0.0"],
      ["time zone", "UTC+1", "Europe/Oslo"],
    ] as const,
  );
  const services = rng.some(
    ["api", "web", "worker", "cron", "proxy", "search", "mail", "auth", "reports", "images"] as const,
    rng.int(3, 10),
  );
  const dir = rng.pick(["config", "deploy", "etc", "environments"]);
  const format = rng.pick(["yaml", "ini", "env"]);
  return {
    task: `replace the ${what} ${from} by ${to} in all configuration of ${project}`,
    prompt: rng.pick(OPENERS) + rng.pick([
      `Replace ${from} by ${to} in all files under ${dir} of ${project}.`,
      `We moved: the ${what} ${from} is now ${to}. Please update the configuration in ${project}/${dir}.`,
      `Search ${project} for ${from} and change it to ${to} everywhere it is used as ${what}.`,
    ]) + (rng.chance(0.6) ? ` ${rng.pick(LIMITS)}` : ""),
    root: rootFor(project, rng),
    notes: [
      "A dot in a search pattern matches anything: escape it.",
      "A comment that tells the history should stay as it is.",
      "The files should still parse afterwards.",
      "Search again at the end.",
    ],
    play(e) {
      const used = services.slice(0, Math.max(2, Math.min(services.length, e.left - 2)));
      const key = what.replace(" ", "_");
      const body = (service: string) =>
        format === "yaml"
          ? `name: ${service}\n${key}: "${from}"\nreplicas: ${service.length}\n`
          : format === "ini"
          ? `[${service}]\n${key} = ${from}\nworkers = ${service.length}\n`
          : `SERVICE=${service}\n${key.toUpperCase()}=${from}\n`;
      for (const service of used) e.files.put(`${dir}/${service}.${format}`, body(service));
      e.files.put("CHANGES.txt", `2024: ${what} set to ${from}\n2025: workers raised\n`);
      const pattern = from.replace(/[.+]/g, "\\$&");
      e.search(`Where is ${from} used?`, pattern);
      study(e, Math.min(10, e.left >> 1));
      const keep = "CHANGES.txt tells the history, so it stays as it is. The others are real settings.";
      if (used.length > 5 || e.rng.chance(0.25)) {
        for (const service of used) {
          e.files.put(`${dir}/${service}.${format}`, body(service).replace(from, to));
        }
        e.run(keep, `sed -i 's#${pattern}#${to}#' ${dir}/*.${format}`, "");
      } else {
        used.forEach((service, i) => {
          const path = `${dir}/${service}.${format}`;
          if (e.rng.chance(0.5)) {
            e.write(i === 0 ? keep : `Next: ${service}.`, path, body(service).replace(from, to));
          } else e.patch(i === 0 ? keep : `Next: ${service}.`, path, from, to);
        });
      }
      e.search("Is anything left?", pattern);
      e.run(
        "Only the history. And the new value?",
        `grep -rc '${to}' ${dir} | sort`,
        used.map((service) => `${dir}/${service}.${format}:1`).sort().join("\n"),
      );
      for (const service of used.slice(0, Math.max(0, e.left))) {
        e.run(
          `Look at ${service} once more.`,
          `cat ${dir}/${service}.${format}`,
          e.sh.show(`${dir}/${service}.${format}`),
        );
      }
      e.answer(
        "Every setting is changed, the history is not.",
        `\`${from}\` is \`${to}\` now in ${used.length} files: ${
          listed(used.map((s) => `\`${dir}/${s}.${format}\``))
        }. I left \`CHANGES.txt\` alone, because there it is part of the history.`,
      );
    },
  };
}

function sorting(rng: Rng): Plan {
  const project = rng.pick(PROJECTS);
  const folder = rng.pick(["inbox", "downloads", "dump", "desktop", "shared"]);
  const kinds = [["pdf", "documents"], ["jpg", "pictures"], ["csv", "tables"], ["mp3", "audio"], [
    "zip",
    "archives",
  ], ["txt", "texts"]] as const;
  const count = rng.int(6, 22);
  const stems = rng.some([
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
    prompt: rng.pick(OPENERS) + rng.pick([
      `Sort ${project}/${folder} into folders by file type and tell me what was in there.`,
      `Clean up ${folder} in ${project}: one folder per kind, duplicates away.`,
      `My ${folder} folder (${project}) is chaos. Please organise it; identical files only once.`,
    ]) + (rng.chance(0.5) ? ` ${rng.pick(LIMITS)}` : ""),
    root: rootFor(project, rng),
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
      const twins = e.rng.some(files, Math.min(3, Math.max(1, files.length >> 3)));
      for (const path of twins) e.files.put(path.replace(/\.(\w+)$/, " (1).$1"), e.files.need(path));
      const all = e.files.under(folder);
      e.batch("First see what there is.", [
        [
          "The list.",
          played("terminal", { command: `ls -la ${folder}` }, {
            output: e.sh.list(folder),
            exit_code: 0,
            error: null,
          }),
        ],
        ["And by name.", searchNames(e.files, "*(1)*", folder)],
      ]);
      const sum = (path: string) => {
        let h = 7;
        for (const c of e.files.need(path)) h = Math.imul(h, 31) + c.charCodeAt(0) | 0;
        return (h >>> 0).toString(16).padStart(8, "0").repeat(4);
      };
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
          played("terminal", { command: `rm ${quoted}` }, blocked, false),
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
      const oneByOne = e.left > parts.length + 1;
      const line = ([ending, target]: readonly [string, string]) =>
        `mkdir -p ${folder}/${target} && mv ${folder}/*.${ending} ${folder}/${target}/`;
      for (const path of files) {
        const target = kinds.find(([ending]) => path.endsWith(`.${ending}`))![1];
        e.files.move(path, path.replace(`${folder}/`, `${folder}/${target}/`));
      }
      if (oneByOne) { for (const kind of parts) e.run(`Now the ${kind[1]}.`, line(kind), ""); }
      else e.run("Move them all.", parts.map(line).join("\n"), "");
      if (e.left > 0) {
        e.run("How does it look now?", `find ${folder} -type f | sort`, e.files.under(folder).join("\n"));
      }
      if (e.left > 0) e.run("Count them.", `find ${folder} -type f | wc -l`, String(files.length));
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
