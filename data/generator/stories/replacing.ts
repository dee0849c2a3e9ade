import { addProjectFiles } from "../content/project_files.ts";
import { exploreFiles } from "../episode/explore_files.ts";
import { joinWithAnd } from "../phrases.ts";
import type { Rng } from "../random.ts";
import type { Plan, Story } from "../story.ts";
import { projectRoot, PROJECTS, REQUEST_ENDINGS, REQUEST_OPENERS } from "../words/projects.ts";

/** Stories of replacing a setting in many files. */
export const REPLACING: readonly Story[] = [
  { category: "File Operations", subcategory: "Search & Replace", weight: 3, makePlan: replacing },
];

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
  const services = rng.sample(
    ["api", "web", "worker", "cron", "proxy", "search", "mail", "auth", "reports", "images"] as const,
    rng.int(3, 10),
  );
  const dir = rng.pick(["config", "deploy", "etc", "environments"]);
  const format = rng.pick(["yaml", "ini", "env"]);
  return {
    task: `replace the ${what} ${from} by ${to} in all configuration of ${project}`,
    prompt: rng.pick(REQUEST_OPENERS) + rng.pick([
      `Replace ${from} by ${to} in all files under ${dir} of ${project}.`,
      `We moved: the ${what} ${from} is now ${to}. Please update the configuration in ${project}/${dir}.`,
      `Search ${project} for ${from} and change it to ${to} everywhere it is used as ${what}.`,
    ]) + (rng.chance(0.6) ? ` ${rng.pick(REQUEST_ENDINGS)}` : ""),
    root: projectRoot(project, rng),
    notes: [
      "A dot in a search pattern matches anything: escape it.",
      "A comment that tells the history should stay as it is.",
      "The files should still parse afterwards.",
      "Search again at the end.",
    ],
    play(e) {
      const used = services.slice(0, Math.max(2, Math.min(services.length, e.stepsLeft - 2)));
      const key = what.replace(" ", "_");
      const body = (service: string) =>
        format === "yaml"
          ? `name: ${service}\n${key}: "${from}"\nreplicas: ${service.length}\n`
          : format === "ini"
          ? `[${service}]\n${key} = ${from}\nworkers = ${service.length}\n`
          : `SERVICE=${service}\n${key.toUpperCase()}=${from}\n`;
      for (const service of used) e.files.put(`${dir}/${service}.${format}`, body(service));
      addProjectFiles(e.files, e.rng, {
        name: project,
        avoid: new RegExp(`${RegExp.escape(from)}|${RegExp.escape(to)}`),
      });
      e.files.put("CHANGES.txt", `2024: ${what} set to ${from}\n2025: workers raised\n`);
      const pattern = from.replace(/[.+]/g, "\\$&");
      e.search(`Where is ${from} used?`, pattern);
      exploreFiles(e, Math.min(10, e.stepsLeft >> 1));
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
      for (const service of used.slice(0, Math.max(0, e.stepsLeft))) {
        e.run(
          `Look at ${service} once more.`,
          `cat ${dir}/${service}.${format}`,
          e.shell.show(`${dir}/${service}.${format}`),
        );
      }
      e.answer(
        "Every setting is changed, the history is not.",
        `\`${from}\` is \`${to}\` now in ${used.length} files: ${
          joinWithAnd(used.map((s) => `\`${dir}/${s}.${format}\``))
        }. I left \`CHANGES.txt\` alone, because there it is part of the history.`,
      );
    },
  };
}
