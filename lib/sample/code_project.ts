import { CODE_CARDS_A } from "./words/code_cards_a.ts";
import { CODE_CARDS_B } from "./words/code_cards_b.ts";
import type { CodeCard } from "./words/code_card.ts";
import { packageOf } from "./words/projects.ts";
import type { Workspace } from "./workspace.ts";
import { linesOf } from "./workspace.ts";

/** All modules that a project may be made of. */
export const CODE_CARDS: readonly CodeCard[] = [...CODE_CARDS_A, ...CODE_CARDS_B];

/** A Python project made of modules, some of them faulty, with the output of its tests. */
export class CodeProject {
  /** The package's name. */
  readonly pkg: string;
  /** Stems of the modules that are still faulty. */
  readonly broken: Set<string>;

  constructor(readonly name: string, readonly cards: readonly CodeCard[], faulty: readonly CodeCard[]) {
    this.pkg = packageOf(name);
    this.broken = new Set(faulty.map(({ stem }) => stem));
  }

  /** Where a module's code is. */
  source(card: CodeCard): string {
    return `src/${this.pkg}/${card.stem}.py`;
  }

  /** Where a module's tests are. */
  testFile(card: CodeCard): string {
    return `tests/test_${card.stem}.py`;
  }

  /** A module's code, right or wrong. */
  code(card: CodeCard, fixed: boolean): string {
    return card.head + (fixed ? card.good : card.bad) + card.tail;
  }

  /** A module's tests. */
  tests(card: CodeCard): string {
    const cases = card.tests.map(([name, line]) => `def ${name}():\n    ${line}\n`);
    return `from ${this.pkg}.${card.stem} import ${card.imports}\n\n\n${cases.join("\n\n")}`;
  }

  /** Puts the project into a workspace. */
  lay(files: Workspace, withTests = true): void {
    const list = this.cards.map((card) => `- \`${card.stem}\`: ${card.purpose}`).join("\n");
    files.put(
      "README.md",
      `# ${this.name}\n\nModules:\n\n${list}\n\nRun the tests with \`python3 -m pytest\`.\n`,
    );
    files.put(
      "pyproject.toml",
      `[project]\nname = "${this.name}"\nversion = "0.4.1"\nrequires-python = ">=3.10"\n\n[tool.pytest.ini_options]\npythonpath = ["src"]\n`,
    );
    files.put(`src/${this.pkg}/__init__.py`, "");
    for (const card of this.cards) {
      files.put(this.source(card), this.code(card, !this.broken.has(card.stem)));
      if (withTests) files.put(this.testFile(card), this.tests(card));
    }
  }

  /** What `pytest -q` prints now for these modules (default: all), and its exit code. */
  pytest(
    cards: readonly CodeCard[] = this.cards,
    hundredths = 12,
  ): readonly [output: string, exitCode: number] {
    const failing = cards.filter(({ stem }) => this.broken.has(stem));
    const total = cards.reduce((sum, card) => sum + card.tests.length, 0);
    const dots = cards.map((card) =>
      card.tests.map((_, i) => this.broken.has(card.stem) && i === card.failing ? "F" : ".").join("")
    ).join("");
    const time = `0.${String(hundredths).padStart(2, "0")}s`;
    const head = `${dots.padEnd(72)} [100%]`;
    if (failing.length === 0) return [`${head}\n${total} passed in ${time}`, 0];
    const details = failing.map((card) => this.failure(card)).join("\n");
    const summary = failing.map((card) => {
      const said = card.said.split("\n")[0]!;
      return `FAILED ${this.testFile(card)}::${card.tests[card.failing]![0]} - ${said}`;
    });
    return [
      [
        head,
        "=================================== FAILURES ===================================",
        details,
        "=========================== short test summary info ============================",
        ...summary,
        `${failing.length} failed, ${total - failing.length} passed in ${time}`,
      ].join("\n"),
      1,
    ];
  }

  private failure(card: CodeCard): string {
    const [name, line] = card.tests[card.failing]!;
    const at = linesOf(this.tests(card)).findIndex((text) => text.trim() === line) + 1;
    const ruler = `${"_".repeat(Math.max(3, (78 - name.length) >> 1))} ${name} `;
    const said = card.said.split("\n").map((text) => `E       ${text}`.trimEnd());
    const kind = card.said.match(/^\w+Error/)?.[0] ?? "AssertionError";
    const body = kind === "ValueError" ? [`>       ${card.bad.trim().split("\n")[0]}`] : [];
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
