/** Every public function and class is documented with an example; `deno test --doc` runs the examples. */
import { assert, assertEquals } from "@std/assert";
import { REPOSITORY } from "./repository.ts";

interface Declaration {
  kind: string;
  jsDoc?: { doc?: string; tags?: unknown[] };
}

interface Documented {
  name: string;
  declarations: Declaration[];
}

Deno.test("every public function and class has an example", async () => {
  const command = new Deno.Command(Deno.execPath(), {
    args: ["doc", "--json", "mod.ts", "lib/python/entry.ts", "lib/notebook/entry.ts"],
    cwd: REPOSITORY,
    stderr: "null",
  });
  const { nodes } = JSON.parse(new TextDecoder().decode((await command.output()).stdout)) as {
    nodes: Record<string, { symbols: Documented[] }>;
  };
  const symbols = Object.values(nodes).flatMap((module) => module.symbols);
  assert(symbols.length > 100, `${symbols.length} symbols`);
  const without = symbols.filter(({ declarations }) =>
    declarations.some(({ kind }) => kind === "function" || kind === "class") &&
    !declarations.some(({ jsDoc }) => JSON.stringify(jsDoc ?? "").includes("```ts"))
  );
  assertEquals(without.map(({ name }) => name), []);
});
