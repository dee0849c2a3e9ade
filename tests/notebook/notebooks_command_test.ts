import { assertEquals, assertStringIncludes } from "@std/assert";
import { fileURLToPath } from "node:url";
import { notebookText } from "../../lib/notebook/clean.ts";
import { codeNotebook } from "./code_notebook.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

async function task(name: string, args: string[], env: Record<string, string> = {}) {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["task", "--quiet", name, ...args],
    cwd: ROOT,
    env: { ...env, NO_COLOR: "1" },
  }).output();
  return { code, stdout: new TextDecoder().decode(stdout), stderr: new TextDecoder().decode(stderr) };
}

Deno.test("the command runs, shows progress, checks, and shows what differs", async () => {
  const folder = await Deno.makeTempDir();
  try {
    const path = `${folder}/demo.ipynb`;
    const notebook = codeNotebook("// First of all\nconsole.log('hello');", "6 * 7");
    await Deno.writeTextFile(path, notebookText(notebook));

    const run = await task("notebooks", [path]);
    assertEquals(run.code, 0, run.stderr);
    assertStringIncludes(run.stderr, "demo  1/2");
    assertStringIncludes(run.stderr, "First of all");
    assertStringIncludes(run.stdout, "1 notebook in");
    const written = await Deno.readTextFile(path);
    assertStringIncludes(written, '"hello\\n"');

    const same = await task("notebooks", [path, "--check"]);
    assertEquals(same.code, 0, same.stderr);
    await Deno.writeTextFile(path, written.replace("hello\\n", "goodbye\\n"));
    const changed = await task("notebooks", [path, "--check"]);
    assertEquals(changed.code, 1);
    assertStringIncludes(changed.stderr, "  - stdout | goodbye\n  + stdout | hello");
    assertStringIncludes(await Deno.readTextFile(path), "goodbye");
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("a wrong call ends with 2 and says how to call", async () => {
  for (const args of [["--bogus"], ["--timeout", "soon"], ["a/x.ipynb", "b/x.ipynb", "--out", "o"]]) {
    const { code, stderr } = await task("notebooks", args);
    assertEquals(code, 2);
    assertStringIncludes(stderr, "Cannot run notebooks: ");
    assertStringIncludes(stderr, "--keep-going");
  }
});

Deno.test("without JupyterLab the lab says how to get one", async () => {
  const empty = await Deno.makeTempDir();
  const { code, stderr } = await task("lab", [], { PATH: empty });
  assertEquals(code, 2);
  assertStringIncludes(stderr, "Cannot open JupyterLab: none was found. Install uv");
  await Deno.remove(empty);
});

Deno.test("the shipped kernelspec names the Deno of this project and keeps colours out", async () => {
  const file = new URL("../../lib/notebook/kernelspec/kernels/tracebook-deno/kernel.json", import.meta.url);
  const spec = JSON.parse(await Deno.readTextFile(file));
  assertEquals(spec.argv.slice(3), ["jupyter", "--kernel", "--conn", "{connection_file}"]);
  assertEquals([spec.interrupt_mode, spec.env.NO_COLOR, spec.language], ["message", "1", "typescript"]);
  // The version is the one that the whole project is run with.
  assertEquals(spec.argv[2], "deno@2.9.6");
});
