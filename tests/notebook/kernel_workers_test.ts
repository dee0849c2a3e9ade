import { assertEquals } from "@std/assert";
import { runNotebook } from "../../lib/notebook/run/runner.ts";
import { codeNotebook, shownText } from "./code_notebook.ts";

Deno.test("a measure shares its work among threads in a kernel too", async () => {
  const source = `
    import { loadTraces, measureTraces } from "tracebook";
    const alone = await measureTraces(loadTraces("sample"), { rules: "tutorial" });
    const shared = await measureTraces(loadTraces("sample"), { rules: "tutorial", workers: 2 });
    console.log(shared.rows, JSON.stringify(shared) === JSON.stringify(alone));`;
  const notebook = await runNotebook(codeNotebook(source));
  assertEquals(shownText(notebook, 0), "300 true\n");
});
