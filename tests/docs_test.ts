/** What every public name says of itself: an example that `deno test --doc` runs, and words that stand alone. */
import { assert, assertEquals } from "@std/assert";

const ENTRIES = ["mod.ts", "lib/python/entry.ts", "lib/notebook/entry.ts"];

/** A symbol, or a member of one, with what is said of it. */
interface Documented {
  name?: string;
  kind?: string;
  jsDoc?: { doc?: string };
  declarations?: Documented[];
}

const { nodes } = await documentation();
const symbols = Object.values(nodes).flatMap(({ symbols }) => symbols);

async function documentation(): Promise<{ nodes: Record<string, { symbols: Documented[] }> }> {
  const command = new Deno.Command(Deno.execPath(), {
    args: ["doc", "--json", ...ENTRIES],
    cwd: new URL("../", import.meta.url),
    stderr: "null",
  });
  return JSON.parse(new TextDecoder().decode((await command.output()).stdout));
}

Deno.test("every public function and class has an example", () => {
  assert(symbols.length > 100, `${symbols.length} symbols`);
  const without = symbols.filter(({ declarations = [] }) =>
    declarations.some(({ kind }) => kind === "function" || kind === "class") &&
    !declarations.some(({ jsDoc }) => JSON.stringify(jsDoc ?? "").includes("```ts"))
  );
  assertEquals(without.map(({ name }) => name), []);
});

/** Words that mean something only beside another comment, while an editor shows one at a time. */
const LEANS_ON_ANOTHER =
  /^(?:The same|Those|These|Whose|Its|Their|Likewise|Also|See|As (?:above|there|in|for))\b|\blikewise\b/;

Deno.test("what is said of a public name or member makes sense alone", () => {
  const leaning: string[] = [];
  const read = (value: unknown, name = "") => {
    if (typeof value !== "object" || value === null) return;
    const { name: own, jsDoc } = value as Documented;
    const full = own && own !== name ? [name, own].filter(Boolean).join(".") : name;
    if (jsDoc?.doc && LEANS_ON_ANOTHER.test(jsDoc.doc)) leaning.push(`${full}: ${jsDoc.doc.slice(0, 80)}`);
    for (const inner of Object.values(value)) read(inner, full);
  };
  for (const symbol of symbols) read(symbol);
  assertEquals([...new Set(leaning)], []);
});
