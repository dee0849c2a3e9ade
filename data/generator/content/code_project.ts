import type { Rng } from "../random.ts";
import { pytestLog } from "../tools/pytest_log.ts";
import { linesOf, type Workspace } from "../tools/workspace.ts";
import type { CodeCard } from "../words/code_card.ts";
import { CODE_CARDS_A } from "../words/code_cards_a.ts";
import { CODE_CARDS_B } from "../words/code_cards_b.ts";
import { NOUNS } from "../words/nouns.ts";
import { packageName } from "../words/projects.ts";
import { type Helper, makeHelpers } from "./module_maker.ts";

/** All Python modules that a project may be made of. */
export const CODE_CARDS: readonly CodeCard[] = [...CODE_CARDS_A, ...CODE_CARDS_B];

/** A Python project of which some modules are faulty, with what its tests print before and after they are mended. */
export class CodeProject {
  /** Name of the Python package. */
  readonly packageName: string;
  /** Stems of the modules that are still faulty. */
  readonly faulty: Set<string>;

  /** Options that this project passes to pytest. */
  readonly pytestFlags: string;
  private readonly helpersByModule = new Map<string, readonly Helper[]>();
  private root = "/srv";

  /**
   * @param name The project's name.
   * @param cards The modules.
   * @param faulty The modules that are faulty at first.
   * @param rng Draws the pytest options and the helper functions around the faulty code.
   */
  constructor(
    readonly name: string,
    readonly cards: readonly CodeCard[],
    faulty: readonly CodeCard[],
    rng: Rng,
  ) {
    this.packageName = packageName(name);
    this.faulty = new Set(faulty.map(({ stem }) => stem));
    this.pytestFlags = rng.pick(["-q", "-v", "-v --tb=short", "-v --durations=5", "-q"]);
    const nouns = rng.sample(NOUNS, cards.length);
    cards.forEach((card, i) => {
      const count = Math.min(16, Math.round(6 * Math.exp(0.7 * rng.normal())));
      this.helpersByModule.set(card.stem, makeHelpers(nouns[i]!, count, rng));
    });
  }

  /** Returns the shell command that runs all tests, or those of one file. */
  testCommand(file = ""): string {
    return `python3 -m pytest ${this.pytestFlags}${file ? ` ${file}` : ""}`;
  }

  /** Returns all tests of a module: those of its card first, then those of its helper functions. */
  testsOf(card: CodeCard): readonly (readonly [name: string, assertion: string])[] {
    return [...card.tests, ...(this.helpersByModule.get(card.stem) ?? []).flatMap(({ tests }) => tests)];
  }

  /** Returns the path of a module. */
  source(card: CodeCard): string {
    return `src/${this.packageName}/${card.stem}.py`;
  }

  /** Returns the path of a module's tests. */
  testFile(card: CodeCard): string {
    return `tests/test_${card.stem}.py`;
  }

  /** Returns a module's code, mended or faulty. */
  code(card: CodeCard, fixed: boolean): string {
    const rest = (this.helpersByModule.get(card.stem) ?? []).map(({ code }) => `\n\n${code}`).join("");
    return card.head + (fixed ? card.fixedCode : card.faultyCode) + card.tail + rest;
  }

  /** Returns the code of a module's tests. */
  tests(card: CodeCard): string {
    const cases = this.testsOf(card).map(([name, line]) => `def ${name}():\n    ${line}\n`);
    const more = (this.helpersByModule.get(card.stem) ?? []).map(({ name }) => name);
    const names = more.length === 0
      ? card.imports
      : `(\n${[...card.imports.split(", "), ...more].map((name) => `    ${name},\n`).join("")})`;
    return `from ${this.packageName}.${card.stem} import ${names}\n\n\n${cases.join("\n\n")}`;
  }

  /** Writes the project's files into a workspace. */
  writeTo(files: Workspace, withTests = true): void {
    this.root = files.root;
    const list = this.cards.map((card) => `- \`${card.stem}\`: ${card.purpose}`).join("\n");
    files.put(
      "README.md",
      `# ${this.name}\n\nModules:\n\n${list}\n\nRun the tests with \`python3 -m pytest\`.\n`,
    );
    files.put(
      "pyproject.toml",
      `[project]\nname = "${this.name}"\nversion = "0.4.1"\nrequires-python = ">=3.10"\n\n[tool.pytest.ini_options]\npythonpath = ["src"]\n`,
    );
    files.put(`src/${this.packageName}/__init__.py`, "");
    for (const card of this.cards) {
      files.put(this.source(card), this.code(card, !this.faulty.has(card.stem)));
      if (withTests) files.put(this.testFile(card), this.tests(card));
    }
  }

  /** Returns what pytest prints now for these modules, by default all, and its exit code. */
  pytestOutput(
    cards: readonly CodeCard[] = this.cards,
    hundredths = 12,
  ): readonly [output: string, exitCode: number] {
    const failing = cards.filter(({ stem }) => this.faulty.has(stem));
    const results = cards.flatMap((card) =>
      this.testsOf(card).map(([name], i) => ({
        id: `${this.testFile(card)}::${name}`,
        passed: !this.faulty.has(card.stem) || i !== card.failingTest,
      }))
    );
    const summary = failing.map((card) => {
      const said = card.pytestError.split("\n")[0]!;
      return `FAILED ${this.testFile(card)}::${card.tests[card.failingTest]![0]} - ${said}`;
    });
    const log = pytestLog({
      flags: this.pytestFlags,
      root: this.root,
      results,
      details: failing.map((card) => this.failureText(card)),
      summary,
      hundredths,
    });
    return [log, failing.length > 0 ? 1 : 0];
  }

  private failureText(card: CodeCard): string {
    const [name, line] = card.tests[card.failingTest]!;
    const at = linesOf(this.tests(card)).findIndex((text) => text.trim() === line) + 1;
    const ruler = `${"_".repeat(Math.max(3, (78 - name.length) >> 1))} ${name} `;
    const said = card.pytestError.split("\n").map((text) => `E       ${text}`.trimEnd());
    const kind = card.pytestError.match(/^\w+Error/)?.[0] ?? "AssertionError";
    const body = kind === "ValueError" ? [`>       ${card.faultyCode.trim().split("\n")[0]}`] : [];
    return [
      ruler.padEnd(80, "_"),
      "",
      `    def ${name}():`,
      `>       ${line}`,
      ...(body.length ? ["", `${this.testFile(card)}:${at}: `, "_ ".repeat(40).trimEnd(), "", ...body] : []),
      ...said,
      "",
      body.length
        ? `${this.source(card)}:${linesOf(card.head).length + 1}: ${kind}`
        : `${this.testFile(card)}:${at}: ${kind}`,
    ].join("\n");
  }
}
