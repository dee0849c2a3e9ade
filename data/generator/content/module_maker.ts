import type { Rng } from "../random.ts";
import { CLASS_BLOCKS } from "../words/class_blocks.ts";
import { HELPER_BLOCKS_A } from "../words/helper_blocks_a.ts";
import { HELPER_BLOCKS_B } from "../words/helper_blocks_b.ts";
import type { Nouns } from "../words/nouns.ts";

/** A Python function or class with its tests. */
export interface Helper {
  /** Name that the code defines. */
  name: string;
  /** Code, with a line end. */
  code: string;
  /** Tests: the name, and the one line that asserts. */
  tests: readonly (readonly [name: string, assertion: string])[];
}

interface Template {
  text: string;
  tests: readonly (readonly [name: string, assertion: string])[];
}

const FUNCTIONS = parseTemplates(`${HELPER_BLOCKS_A.trimEnd()}\n\n\n${HELPER_BLOCKS_B.trimStart()}`);
// Two exception classes belong to one template, so the blank lines between them must not split it.
const CLASSES = parseTemplates(CLASS_BLOCKS.replace(/(Error\(Exception\):\n.*\n)\n\n/, "$1\n \n"));
const LIMITS = [25, 50, 120, 200];
/** Cache of filled templates; it stays small, because templates, nouns and limits are few. */
const FILLED = new WeakMap<Template, Map<string, Helper>>();

/** Makes `count` different functions about a thing. */
export function makeHelpers(nouns: Nouns, count: number, rng: Rng): Helper[] {
  return rng.sample(FUNCTIONS, count).map((block) => makeHelper(block, nouns, rng));
}

/**
 * Makes a Python module of 80 to 400 lines about a thing: constants, classes and functions that all work.
 *
 * @param stem The module's name without ending.
 * @param nouns The thing that the module is about.
 * @param functions Number of functions.
 */
export function makeModule(stem: string, nouns: Nouns, functions: number, rng: Rng): string {
  const { one, many, key } = nouns;
  const classes = rng.sample(CLASSES, rng.int(1, Math.min(4, 1 + (functions >> 1)))).map((block) =>
    makeHelper(block, nouns, rng).code
  );
  const constants = rng.sample([
    `DEFAULT_${key.toUpperCase()} = "default"`,
    `MAX_${many.toUpperCase()} = ${rng.pick(LIMITS)}`,
    `REQUIRED_FIELDS = ("id", "${key}", "title")`,
    `LOG = logging.getLogger(__name__)`,
    `STATES = ("new", "open", "waiting", "closed")`,
    `EMPTY = {"id": 0, "${key}": "", "title": ""}`,
  ], rng.int(2, 5)).sort();
  const doc =
    `"""${stem[0]!.toUpperCase()}${
      stem.slice(1).replaceAll("_", " ")
    }: what the rest needs to know about ${many}.\n\n` +
    `Every ${one} has an id and a ${key}. Functions in here take and return plain\n` +
    `dictionaries; the classes are for code that keeps ${many} for a longer time.\n"""`;
  const imports =
    "from __future__ import annotations\n\nimport json\nimport logging\nfrom collections import OrderedDict\n" +
    "from collections.abc import Callable, Iterable\nfrom dataclasses import dataclass, field";
  const own = makeHelpers(nouns, functions, rng).map(({ code }) => code);
  return [`${doc}\n${imports}\n\n${constants.join("\n")}\n`, ...classes, ...own].join("\n\n");
}

function makeHelper(block: Template, nouns: Nouns, rng: Rng): Helper {
  const limit = String(rng.pick(LIMITS));
  const filled = FILLED.get(block) ?? new Map<string, Helper>();
  FILLED.set(block, filled);
  const known = filled.get(nouns.one + limit);
  if (known) return known;
  const code = fillTemplate(block.text, nouns, limit);
  const tests = block.tests.map(([name, line]) =>
    [
      `test_${nouns.one}_${fillTemplate(name, nouns, limit)}`,
      `assert ${fillTemplate(line, nouns, limit)}`,
    ] as const
  );
  const made = { name: code.match(/^(?:def|class) (\w+)/m)![1]!, code, tests };
  filled.set(nouns.one + limit, made);
  return made;
}

/** Fills in `$one`, `$One`, `$many`, `$key` and `$limit`. */
export function fillTemplate(text: string, { one, many, key }: Nouns, limit = "50"): string {
  return text.replace(/\$(one|One|many|key|limit)/g, (_, name: string) => {
    if (name === "one") return one;
    if (name === "One") return one[0]!.toUpperCase() + one.slice(1);
    return name === "many" ? many : name === "key" ? key : limit;
  });
}

function parseTemplates(source: string): Template[] {
  return source.trim().split("\n\n\n").map((block) => {
    const lines = block.split("\n");
    const tests = lines.filter((line) => line.startsWith("#: ")).map((line) => {
      const [name, assertion] = line.slice(3).split(" | ") as [string, string];
      return [name, assertion] as const;
    });
    const code = lines.filter((line) => !line.startsWith("#: ")).map((line) => line.trimEnd());
    return { text: code.join("\n") + "\n", tests };
  });
}
