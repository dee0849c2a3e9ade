import { addProjectFiles } from "../content/project_files.ts";
import { exploreFiles } from "../episode/explore_files.ts";
import { joinWithAnd } from "../phrases.ts";
import type { Rng } from "../random.ts";
import type { Plan, Story } from "../story.ts";
import { patchFile } from "../tools/file_tools.ts";
import {
  CODE_REQUEST_ENDINGS,
  packageName,
  projectRoot,
  PROJECTS,
  REQUEST_OPENERS,
} from "../words/projects.ts";

/** Stories of renaming a function in all files. */
export const RENAMING: readonly Story[] = [
  { category: "Repository Tasks", subcategory: "Refactoring", weight: 3, makePlan: rename },
];

const RENAMES = [
  ["get_conn", "open_connection"],
  ["proc", "process_row"],
  ["do_it", "run_job"],
  ["calc", "compute_total"],
  ["fmt", "format_entry"],
  ["chk", "is_valid"],
  ["load_cfg", "load_settings"],
  ["upd", "update_record"],
  ["mk_key", "cache_key"],
  ["tmp_fix", "normalise_path"],
] as const;

const CALLERS = [
  "api",
  "worker",
  "cli",
  "importer",
  "report",
  "jobs",
  "admin",
  "export",
  "sync",
  "hooks",
  "search",
  "billing",
] as const;

function rename(rng: Rng): Plan {
  const name = rng.pick(PROJECTS);
  const pkg = packageName(name);
  const [from, to] = rng.pick(RENAMES);
  const callers = rng.sample(CALLERS, rng.int(3, 10));
  return {
    task: `rename ${from} to ${to} throughout ${name}`,
    prompt: rng.pick(REQUEST_OPENERS) + rng.pick([
      `Rename the function \`${from}\` to \`${to}\` everywhere in ${name}.`,
      `In ${name}, \`${from}\` is a terrible name. Please make it \`${to}\`, including all callers.`,
      `Refactor ${name}: \`${from}\` should be called \`${to}\`.`,
    ]) + (rng.chance(0.7) ? ` ${rng.pick(CODE_REQUEST_ENDINGS)}` : ""),
    root: projectRoot(name, rng),
    notes: [
      `\`${from}\` may also occur in comments and strings; look at each place before changing it.`,
      "Search again at the end: nothing may be left.",
      "Import lines have to change together with the calls.",
      "Byte-compile the package afterwards to catch a slip.",
    ],
    play(e) {
      const used = callers.slice(0, Math.max(2, Math.min(callers.length, e.stepsLeft - 4)));
      e.files.put(
        `src/${pkg}/core.py`,
        `"""The part everything else builds on."""\n\n\ndef ${from}(value, *, strict=False):\n    if strict and value is None:\n        raise ValueError("value is missing")\n    return value\n`,
      );
      for (const caller of used) {
        e.files.put(
          `src/${pkg}/${caller}.py`,
          `from .core import ${from}\n\n\ndef main(rows):\n    """Entry of ${caller}."""\n    for row in rows:\n        yield ${from}(row, strict=True)\n`,
        );
      }
      addProjectFiles(e.files, e.rng, { name, avoid: new RegExp(`\\b(${from}|${to})|${to}`) });
      const hits = used.length * 2 + 1;
      e.search("Where does it occur?", `\\b${from}\\b`, { path: "src" });
      if (e.rng.chance(0.5)) e.read("The definition first.", `src/${pkg}/core.py`);
      exploreFiles(e, Math.min(10, e.stepsLeft >> 1));
      const rest = `def ${from}(value`;
      e.patch(
        `${hits} places in ${used.length + 1} files. Begin with the definition.`,
        `src/${pkg}/core.py`,
        rest,
        `def ${to}(value`,
      );
      const bulk = used.length > 4 || e.rng.chance(0.4);
      if (bulk) {
        const line = `sed -i 's/\\b${from}\\b/${to}/g' ${
          used.map((caller) => `src/${pkg}/${caller}.py`).join(" ")
        }`;
        for (const caller of used) {
          e.files.put(
            `src/${pkg}/${caller}.py`,
            e.files.need(`src/${pkg}/${caller}.py`).replaceAll(from, to),
          );
        }
        e.run(
          "The callers all look alike: an import and a call. One sed with word boundaries is safe here.",
          line,
          "",
        );
      } else {
        for (const caller of used) {
          const path = `src/${pkg}/${caller}.py`;
          e.act(`\`${caller}\`: the call.`, patchFile(e.files, path, `yield ${from}(`, `yield ${to}(`));
          e.act("And its import.", patchFile(e.files, path, `import ${from}`, `import ${to}`));
        }
      }
      e.search("Is anything left?", `\\b${from}\\b`, { path: "src" });
      if (e.stepsLeft > 0) {
        e.run(
          "Nothing left. Does everything still compile?",
          `python3 -m compileall -q src && echo ok`,
          "ok",
        );
      }
      if (e.stepsLeft > 0) e.run("And the new name?", `grep -rn '${to}' src | wc -l`, String(hits));
      e.answer(
        "All places are changed and the package compiles.",
        `\`${from}\` is \`${to}\` now: ${hits} places in ${used.length + 1} files (\`core\`, ${
          joinWithAnd(used.map((c) => `\`${c}\``))
        }). A search finds no \`${from}\` any more, and the package compiles.`,
      );
    },
  };
}
