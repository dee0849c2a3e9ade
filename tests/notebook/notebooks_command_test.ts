import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { fileURLToPath } from "node:url";
import { notebookText } from "../../lib/notebook/run/clean.ts";
import { inFolder } from "../in_folder.ts";
import { codeNotebook } from "./code_notebook.ts";
import { REPOSITORY, repositoryUrl } from "../repository.ts";

async function task(name: string, args: string[], env: Record<string, string> = {}) {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["task", "--quiet", name, ...args],
    cwd: REPOSITORY,
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
    assertMatch(run.stderr, /\/demo\.ipynb +2 +\d+\.\d +ok$/m);
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

Deno.test("a notebook is run with other values, and keeps its own", async () => {
  await inFolder(async (folder) => {
    const notebook = codeNotebook("const rows = 3;", "rows * 2");
    notebook.cells[0]!.metadata.tags = ["parameters"];
    const kept = notebookText(notebook);
    await Deno.writeTextFile(`${folder}/a.ipynb`, kept);
    const params = ["--params", "rows=21", "--params", "colour=red=blue"];
    const refused = await task("notebooks", [`${folder}/a.ipynb`, ...params]);
    assertEquals(refused.code, 2);
    assertStringIncludes(refused.stderr, "--params needs --out");
    const { code, stderr } = await task("notebooks", [
      `${folder}/a.ipynb`,
      ...params,
      "--out",
      `${folder}/out`,
    ]);
    assertEquals(code, 0, stderr);
    assertMatch(stderr, /WARNING: .*a\.ipynb: no cell tagged "parameters" declares colour/);
    assertEquals(await Deno.readTextFile(`${folder}/a.ipynb`), kept);
    const done = JSON.parse(await Deno.readTextFile(`${folder}/out/a.ipynb`));
    assertEquals(done.cells[1].source.join(""), '// Parameters\nconst rows = 21;\nvar colour = "red=blue";');
    assertEquals(done.cells[2].outputs[0].data["text/plain"], ["42"]);
  });
});

Deno.test("a limit for all notebooks ends the one that runs, and begins no other", async () => {
  await inFolder(async (folder) => {
    for (const name of ["a", "b", "c"]) {
      const wait = "await new Promise((done) => setTimeout(done, 60_000))";
      await Deno.writeTextFile(`${folder}/${name}.ipynb`, notebookText(codeNotebook(wait)));
    }
    const files = ["a", "b", "c"].map((name) => `${folder}/${name}.ipynb`);
    const { code, stderr } = await task("notebooks", [...files, "--total", "1", "--keep-going"]);
    assertEquals(code, 1);
    assertEquals(stderr.match(/TimeoutError: all cells together did not end within 1 s/g)!.length >= 2, true);
    assertStringIncludes(stderr, "c.ipynb: it was not begun: all notebooks together may take 1 s");
  });
});

Deno.test("without JupyterLab the lab says how to get one", async () => {
  const empty = await Deno.makeTempDir();
  const { code, stderr } = await task("lab", [], { PATH: empty });
  assertEquals(code, 2);
  assertStringIncludes(stderr, "Cannot open JupyterLab: none was found. Install uv");
  await Deno.remove(empty);
});

Deno.test("the shipped kernelspec names the Deno of this project and keeps colours out", async () => {
  const file = repositoryUrl("lib/notebook/kernel/kernelspec/kernels/tracebook-deno/kernel.json");
  const spec = JSON.parse(await Deno.readTextFile(file));
  const [relay, connection] = spec.argv.slice(-2);
  assertEquals(connection, "{connection_file}");
  const folder = fileURLToPath(new URL(".//", file));
  assertEquals((await Deno.stat(relay.replace("{resource_dir}", folder))).isFile, true);
  assertEquals([spec.interrupt_mode, spec.env.NO_COLOR, spec.language], ["message", "1", "typescript"]);
  // The version is the one that the whole project is run with.
  assertEquals(spec.argv[2], "deno@2.9.6");
});
