import { assert, assertEquals } from "@std/assert";
import { runNotebook } from "../../lib/notebook/run/runner.ts";
import { codeNotebook, outputsOf, shownText } from "./code_notebook.ts";
import { repositoryUrl } from "../repository.ts";

const FIX = repositoryUrl("lib/notebook/kernel/kernel_fix.ts").href;

async function deno(...args: string[]): Promise<string> {
  const { stdout, stderr } = await new Deno.Command(Deno.execPath(), { args, env: { NO_COLOR: "1" } })
    .output();
  return new TextDecoder().decode(stdout) + new TextDecoder().decode(stderr);
}

Deno.test("outside a kernel the fix asks for no permission and does nothing", async () => {
  const file = await Deno.makeTempFile({ suffix: ".ts" });
  const jupyter = "Deno[Deno.internal].jupyter";
  await Deno.writeTextFile(
    file,
    `// @ts-nocheck\nimport ${JSON.stringify(FIX)};\nconsole.log(typeof ${jupyter});`,
  );
  const said = await deno("run", "--no-prompt", "--quiet", "--no-config", file);
  assert(said === "undefined\n" || said === "object\n", said);
  await Deno.remove(file);
});

Deno.test("where there is no Deno at all the fix does nothing", async () => {
  const code = `const { Deno: deno } = globalThis; const { log } = console; delete globalThis.Deno;` +
    `await import(${JSON.stringify(FIX)}); log("imported", typeof globalThis.Deno);`;
  assertEquals(await deno("eval", "--quiet", "--no-config", code), "imported undefined\n");
});

Deno.test("in a kernel that keeps its outputs already, nothing is installed", async () => {
  const notebook = await runNotebook(codeNotebook(`import ${JSON.stringify(FIX)};`, INSTALLED));
  assertEquals(shownText(notebook, 1), "false");
});

/** Whether the fix is installed in the kernel that runs this. */
const INSTALLED = `Symbol.for("tracebook.kernel_fix") in Deno[Deno.internal].jupyter.broadcastResult`;

Deno.test("in a stock kernel the fix is installed once and holds cells open, and outputs are right with it", async () => {
  const times: number[] = [];
  const notebook = await runNotebook(
    codeNotebook(
      `Deno.env.delete("TRACEBOOK_KERNEL"); await import(${JSON.stringify(FIX)});`,
      INSTALLED,
      `const before = Deno[Deno.internal].jupyter.broadcastResult;`,
      `await import(${
        JSON.stringify(FIX + "?again")
      }); before === Deno[Deno.internal].jupyter.broadcastResult`,
      `console.log("printed"); "value"`,
      `throw new Error("thrown")`,
    ),
    { keepGoing: true, onCell: ({ phase, ms }) => void (phase === "end" && times.push(ms)) },
  );
  assertEquals([1, 3].map((index) => shownText(notebook, index)), ["true", "true"]);
  assertEquals(outputsOf(notebook, 4).map(({ text, data }) => text ?? data), [
    "printed\n",
    { "text/plain": '"value"' },
  ]);
  assertEquals(outputsOf(notebook, 5)[0]!.evalue, "thrown");
  assert(times[4]! >= 30, `the cell took ${times[4]} ms`);
});
