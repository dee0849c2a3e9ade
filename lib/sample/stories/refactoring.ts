import { study } from "../study.ts";
import { CODE_CARDS, CodeProject } from "../code_project.ts";
import { patchFile } from "../file_tools.ts";
import { played } from "../played.ts";
import type { Rng } from "../random.ts";
import { listed, type Plan, type Story } from "../story.ts";
import { LIMITS, OPENERS, packageOf, PROJECTS, rootFor } from "../words/projects.ts";

/** Renaming across files, branches and history. */
export const REFACTORING: readonly Story[] = [
  { category: "Repository Tasks", subcategory: "Refactoring", weight: 3, open: rename },
  { category: "Repository Tasks", subcategory: "Git Operations", weight: 3, open: bisect },
  { category: "Repository Tasks", subcategory: "Feature Implementation", weight: 3, open: feature },
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
  const pkg = packageOf(name);
  const [from, to] = rng.pick(RENAMES);
  const callers = rng.some(CALLERS, rng.int(3, 10));
  return {
    task: `rename ${from} to ${to} throughout ${name}`,
    prompt: rng.pick(OPENERS) + rng.pick([
      `Rename the function \`${from}\` to \`${to}\` everywhere in ${name}.`,
      `In ${name}, \`${from}\` is a terrible name. Please make it \`${to}\`, including all callers.`,
      `Refactor ${name}: \`${from}\` should be called \`${to}\`.`,
    ]) + (rng.chance(0.7) ? ` ${rng.pick(LIMITS)}` : ""),
    root: rootFor(name, rng),
    notes: [
      `\`${from}\` may also occur in comments and strings; look at each place before changing it.`,
      "Search again at the end: nothing may be left.",
      "Import lines have to change together with the calls.",
      "Byte-compile the package afterwards to catch a slip.",
    ],
    play(e) {
      const used = callers.slice(0, Math.max(2, Math.min(callers.length, e.left - 4)));
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
      const hits = used.length * 2 + 1;
      e.search("Where does it occur?", `\\b${from}\\b`, { path: "src" });
      if (e.rng.chance(0.5)) e.read("The definition first.", `src/${pkg}/core.py`);
      study(e, Math.min(10, e.left >> 1));
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
      if (e.left > 0) {
        e.run(
          "Nothing left. Does everything still compile?",
          `python3 -m compileall -q src && echo ok`,
          "ok",
        );
      }
      if (e.left > 0) e.run("And the new name?", `grep -rn '${to}' src | wc -l`, String(hits));
      e.answer(
        "All places are changed and the package compiles.",
        `\`${from}\` is \`${to}\` now: ${hits} places in ${used.length + 1} files (\`core\`, ${
          listed(used.map((c) => `\`${c}\``))
        }). A search finds no \`${from}\` any more, and the package compiles.`,
      );
    },
  };
}

function bisect(rng: Rng): Plan {
  const name = rng.pick(PROJECTS);
  const card = rng.pick(CODE_CARDS);
  const tag = `v${rng.int(0, 3)}.${rng.int(1, 12)}.0`;
  return {
    task: `find the commit that broke ${card.stem} in ${name}`,
    prompt: rng.pick(OPENERS) + rng.pick([
      `In ${tag} of ${name} the \`${card.stem}\` tests were green, now they fail. Which commit broke them?`,
      `Please bisect ${name}: ${tag} is good, main is bad (tests/test_${card.stem}.py).`,
      `Since some commit after ${tag}, ${card.symptom} (${name}). Find the commit.`,
    ]) + (rng.chance(0.5) ? ` ${rng.pick(LIMITS)}` : ""),
    root: rootFor(name, rng),
    notes: [
      "git bisect needs a clean working tree.",
      "Always end with git bisect reset.",
      "The bad commit should be looked at, not only named.",
    ],
    play(e) {
      const project = new CodeProject(name, [card], [card]);
      project.lay(e.files);
      const steps = Math.max(2, Math.min(9, e.left - 4));
      const hashes = Array.from({ length: steps + 1 }, () => e.rng.hex(40));
      const subjects = [
        `${card.stem}: simplify`,
        "Update dependencies",
        "Speed up the importer",
        "Reword messages",
        "Tidy the tests",
        "Drop Python 3.9",
        "Log less",
        "Fix typo",
        "Add a changelog",
        "Split the settings",
      ];
      const [output, code] = project.pytest([card]);
      e.run(
        "First make sure that it fails now.",
        `python3 -m pytest -q ${project.testFile(card)}`,
        output,
        code,
      );
      study(e, Math.min(5, e.left >> 2));
      e.run(
        "Start the bisection.",
        `git bisect start main ${tag} | cat`,
        `Bisecting: ${2 ** steps - 1} revisions left to test after this (roughly ${steps} steps)\n[${
          hashes[1]
        }] ${subjects[1]}`,
      );
      for (let i = 1; i <= steps; i++) {
        const bad = i === steps || e.rng.chance(0.5);
        const left = steps - i;
        const verdict = bad ? "bad" : "good";
        const next = left > 0
          ? `Bisecting: ${2 ** left - 1} revisions left to test after this (roughly ${left} step${
            left === 1 ? "" : "s"
          })\n[${hashes[i + 1] ?? hashes[0]}] ${subjects[(i + 1) % subjects.length]}`
          : `${hashes[0]} is the first bad commit`;
        const line = `python3 -m pytest -q ${
          project.testFile(card)
        } >/dev/null && git bisect good || git bisect bad`;
        e.run(
          i === 1 ? "Test and mark in one go." : `That one was ${e.seen.has("bad") ? "bad" : "good"}. Go on.`,
          line,
          next,
        );
        e.seen.delete("bad");
        if (verdict === "bad") e.seen.add("bad");
      }
      const short = hashes[0]!.slice(0, 7);
      const bad = card.good.trimEnd().split("\n").map((text) => `-${text}`).concat(
        card.bad.trimEnd().split("\n").map((text) => `+${text}`),
      );
      e.run(
        "Found. What did it change?",
        `git show --format='%h %s' ${short} | cat`,
        `${short} ${subjects[0]}\n\ndiff --git a/${project.source(card)} b/${project.source(card)}\n${
          bad.join("\n")
        }`,
      );
      e.run(
        "Leave the repository as I found it.",
        "git bisect reset",
        "Previous HEAD position was " + short + " " + subjects[0] + "\nSwitched to branch 'main'",
      );
      e.answer(
        "The commit and its effect are clear.",
        `The first bad commit is \`${short}\` ("${subjects[0]}"). It changed \`${
          project.source(card)
        }\`: ${card.cause}.\n\nTo mend it, ${card.fix}. The repository is back on \`main\`.`,
      );
    },
  };
}

function feature(rng: Rng): Plan {
  const name = rng.pick(PROJECTS);
  const pkg = packageOf(name);
  const noun = rng.pick([
    "orders",
    "tickets",
    "events",
    "readings",
    "invoices",
    "tracks",
    "routes",
    "samples",
  ]);
  const flags = rng.some(
    [
      ["--limit", "limit", "the first N", "rows[:limit]"],
      ["--reverse", "reverse", "in reverse order", "rows[::-1]"],
      ["--unique", "unique", "without repeats", "list(dict.fromkeys(rows))"],
      ["--sort", "sort", "sorted", "sorted(rows)"],
      ["--upper", "upper", "in capitals", "[row.upper() for row in rows]"],
      ["--skip-empty", "skip_empty", "without empty lines", "[row for row in rows if row]"],
      ["--strip", "strip", "without blanks around them", "[row.strip() for row in rows]"],
    ] as const,
    rng.int(1, 6),
  );
  return {
    task: `add ${listed(flags.map(([flag]) => flag))} to the command line of ${name}`,
    prompt: rng.pick(OPENERS) + rng.pick([
      `Add ${listed(flags.map(([flag]) => `\`${flag}\``))} to \`${pkg} ${noun}\` in ${name}, with tests.`,
      `The ${noun} command of ${name} should understand ${
        listed(flags.map(([flag, , what]) => `${flag} (${what})`))
      }.`,
    ]) + (rng.chance(0.6) ? ` ${rng.pick(LIMITS)}` : ""),
    root: rootFor(name, rng),
    notes: [
      "Without the new flags everything has to stay as it is.",
      "One flag at a time, each with its test.",
      "The help text should mention every flag.",
    ],
    play(e) {
      const wanted = flags.slice(0, Math.max(1, Math.floor((e.left - 2) / 3)));
      const path = `src/${pkg}/${noun}.py`;
      const test = `tests/test_${noun}.py`;
      const code = (n: number) => {
        const taken = wanted.slice(0, n);
        const options = taken.map(([flag, , what]) =>
          `    parser.add_argument("${flag}", ${
            flag === "--limit" ? "type=int" : 'action="store_true"'
          }, help="show ${noun} ${what}")\n`
        ).join("");
        const uses = taken.map(([, key, , value]) =>
          `    if args.${key}:\n        rows = ${value.replace("limit]", "args.limit]")}\n`
        ).join("");
        return `import argparse\n\n\ndef parser() -> argparse.ArgumentParser:\n    parser = argparse.ArgumentParser(prog="${noun}")\n    parser.add_argument("file")\n${options}    return parser\n\n\ndef select(rows: list[str], args: argparse.Namespace) -> list[str]:\n${uses}    return rows\n`;
      };
      const sample = '["b", " a", "", "b"]';
      const expected: Record<string, string> = {
        limit: '["b", " a"]',
        reverse: '["b", "", " a", "b"]',
        unique: '["b", " a", ""]',
        sort: '["", " a", "b", "b"]',
        upper: '["B", " A", "", "B"]',
        skip_empty: '["b", " a", "b"]',
        strip: '["b", "a", "", "b"]',
      };
      const tests = (n: number) => {
        const cases = wanted.slice(0, n).map(([flag, key]) =>
          `\n\ndef test_${key}():\n    args = parser().parse_args(["file", "${flag}"${
            key === "limit" ? ', "2"' : ""
          }])\n    assert select(${sample}, args) == ${expected[key]}\n`
        );
        return `from ${pkg}.${noun} import parser, select\n\n\ndef test_plain():\n    assert select(${sample}, parser().parse_args(["file"])) == ${sample}\n${
          cases.join("")
        }`;
      };
      e.files.put(path, code(0)).put(test, tests(0));
      e.read("Let me see how the command is built.", path);
      if (e.left > wanted.length * 3) e.read("And its tests.", test);
      for (const [i, [flag, , what]] of wanted.entries()) {
        e.write(
          `\`${flag}\`: ${noun} ${what}. Add the option and apply it in \`select\`.`,
          path,
          code(i + 1),
        );
        e.write("A test for it.", test, tests(i + 1));
        const dots = ".".repeat(i + 2);
        e.run(
          "Run the tests.",
          `python3 -m pytest -q ${test}`,
          `${dots.padEnd(72)} [100%]\n${i + 2} passed in 0.0${e.rng.int(1, 9)}s`,
        );
      }
      if (e.left > 0) {
        const usage = wanted.map(([flag]) => flag === "--limit" ? `[${flag} LIMIT]` : `[${flag}]`).join(" ");
        e.act(
          "Does the help show them?",
          played("terminal", {
            command: `cd src && python3 -c 'from ${pkg}.${noun} import parser; parser().print_usage()'`,
          }, { output: `usage: ${noun} [-h] ${usage} file`, exit_code: 0, error: null }),
        );
      }
      const later = flags.slice(wanted.length).map(([flag]) => `\`${flag}\``);
      const rest = later.length > 0 ? ` Not done yet: ${listed(later)}.` : "";
      e.answer(
        "Done; the tests cover each flag and the plain case.",
        `\`${pkg} ${noun}\` understands ${
          listed(wanted.map(([flag]) => `\`${flag}\``))
        } now. The code is in \`${path}\`, the ${
          wanted.length + 1
        } tests in \`${test}\` pass, and without the flags nothing changes.${rest}`,
      );
    },
  };
}
