import { makeHelpers } from "../content/module_maker.ts";
import { addProjectFiles } from "../content/project_files.ts";
import { joinWithAnd } from "../phrases.ts";
import type { Rng } from "../random.ts";
import type { Plan, Story } from "../story.ts";
import { callWithResult } from "../tools/call_with_result.ts";
import { NOUNS } from "../words/nouns.ts";
import {
  CODE_REQUEST_ENDINGS,
  packageName,
  projectRoot,
  PROJECTS,
  REQUEST_OPENERS,
} from "../words/projects.ts";

/** Stories of adding a feature to a command line, with tests. */
export const FEATURE_WORK: readonly Story[] = [
  { category: "Repository Tasks", subcategory: "Feature Implementation", weight: 3, makePlan: feature },
];

function feature(rng: Rng): Plan {
  const name = rng.pick(PROJECTS);
  const pkg = packageName(name);
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
  const flags = rng.sample(
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
    task: `add ${joinWithAnd(flags.map(([flag]) => flag))} to the command line of ${name}`,
    prompt: rng.pick(REQUEST_OPENERS) + rng.pick([
      `Add ${
        joinWithAnd(flags.map(([flag]) => `\`${flag}\``))
      } to \`${pkg} ${noun}\` in ${name}, with tests.`,
      `The ${noun} command of ${name} should understand ${
        joinWithAnd(flags.map(([flag, , what]) => `${flag} (${what})`))
      }.`,
    ]) + (rng.chance(0.6) ? ` ${rng.pick(CODE_REQUEST_ENDINGS)}` : ""),
    root: projectRoot(name, rng),
    notes: [
      "Without the new flags everything has to stay as it is.",
      "One flag at a time, each with its test.",
      "The help text should mention every flag.",
    ],
    play(e) {
      const wanted = flags;
      const rounds = Math.max(1, Math.min(flags.length, Math.floor((e.stepsLeft - 2) / 3)));
      const path = `src/${pkg}/${noun}.py`;
      const test = `tests/test_${noun}.py`;
      const rest = makeHelpers(e.rng.pick(NOUNS.filter(({ many }) => many !== noun)), e.rng.int(1, 9), e.rng)
        .map((helper) => `\n\n${helper.code}`).join("");
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
        return `import argparse\n\n\ndef parser() -> argparse.ArgumentParser:\n    parser = argparse.ArgumentParser(prog="${noun}")\n    parser.add_argument("file")\n${options}    return parser\n\n\ndef select(rows: list[str], args: argparse.Namespace) -> list[str]:\n${uses}    return rows\n${rest}`;
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
      addProjectFiles(e.files, e.rng, { name, avoid: new RegExp(noun) });
      e.read("Let me see how the command is built.", path);
      if (e.stepsLeft > wanted.length * 3) e.read("And its tests.", test);
      let done = 0;
      for (let round = 1; round <= rounds; round++) {
        const next = Math.round(round * wanted.length / rounds);
        const names = wanted.slice(done, next).map(([flag, , what]) => `\`${flag}\` (${noun} ${what})`);
        done = next;
        const option = names.length > 1 ? "the options and apply them" : "the option and apply it";
        e.write(`${joinWithAnd(names)}: add ${option} in \`select\`.`, path, code(done));
        e.write(names.length > 1 ? "A test for each of them." : "A test for it.", test, tests(done));
        const output = `${".".repeat(done + 1).padEnd(72)} [100%]\n${done + 1} passed in 0.0${
          e.rng.int(1, 9)
        }s`;
        e.run("Run the tests.", `python3 -m pytest -q ${test}`, output);
      }
      if (e.stepsLeft > 0) {
        const usage = wanted.map(([flag]) => flag === "--limit" ? `[${flag} LIMIT]` : `[${flag}]`).join(" ");
        e.act(
          "Does the help show them?",
          callWithResult("terminal", {
            command: `cd src && python3 -c 'from ${pkg}.${noun} import parser; parser().print_usage()'`,
          }, { output: `usage: ${noun} [-h] ${usage} file`, exit_code: 0, error: null }),
        );
      }
      e.answer(
        "Done; the tests cover each flag and the plain case.",
        `\`${pkg} ${noun}\` understands ${
          joinWithAnd(wanted.map(([flag]) => `\`${flag}\``))
        } now. The code is in \`${path}\`, the ${
          wanted.length + 1
        } tests in \`${test}\` pass, and without the flags nothing changes.`,
      );
    },
  };
}
