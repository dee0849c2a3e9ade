import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { fileURLToPath } from "node:url";
import { checkNotebooks } from "../../lib/notebook/run/type_check.ts";
import { codeNotebook } from "./code_notebook.ts";

const beside = (name: string) => fileURLToPath(new URL(name, import.meta.url));

Deno.test("faults are named by notebook, cell, line and column, and sound notebooks have none", async () => {
  const types = codeNotebook(
    `import { codeNotebook } from "./code_notebook.ts";`,
    `\nconst one: string = await Promise.resolve(1);`,
    `[1, 2].map((n) => n + 1)`,
    `import { thereIsNoSuchExport } from "./code_notebook.ts";`,
  );
  types.cells.unshift({ cell_type: "markdown", id: "m", metadata: {}, source: "# const x: string = 1" });
  const sound = codeNotebook("const two = 2", "(two)", "[two]", "Deno.jupyter.html`<b>`");
  const [a, b] = [beside("types.ipynb"), beside("sound.ipynb")];
  const problems = await checkNotebooks([{ path: b, notebook: sound }, { path: a, notebook: types }]);
  assertEquals(problems.map(({ cell, line, column }) => [cell, line, column]), [[3, 2, 7], [5, 1, 10]]);
  assertEquals(problems.map(({ notebook }) => notebook), [a, a]);
  assertMatch(problems[0]!.message, /^TS2322 \[ERROR\]: Type 'number' is not assignable to type 'string'/);
  assertStringIncludes(problems[1]!.message, "no exported member 'thereIsNoSuchExport'");
});

Deno.test("a cell that does not parse, and a module that is not there, are named too", async () => {
  const check = async (...sources: string[]) => {
    const [problem] = await checkNotebooks([{
      path: beside("odd.ipynb"),
      notebook: codeNotebook(...sources),
    }]);
    return problem;
  };
  const unparsed = await check("1", "2\nconst x = ;");
  assertEquals([unparsed?.cell, unparsed?.line, unparsed?.column], [2, 2, 11]);
  const missing = await check(`import { x } from "no-such-module";`);
  assertEquals([missing?.cell, missing?.line], [1, 1]);
  assertStringIncludes(missing!.message, "odd.ipynb");
});
