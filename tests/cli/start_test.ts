import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { notebookText } from "tracebook/jupyter";
import { cellProgressLines } from "../../lib/cli/tasks/notebook_tasks.ts";
import { REPOSITORY } from "../repository.ts";

async function start(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["task", "start", ...args],
    cwd: REPOSITORY,
    env: { NO_COLOR: "1" },
  }).output();
  return { code, out: new TextDecoder().decode(stdout), err: new TextDecoder().decode(stderr) };
}

function sources(...cells: string[]): string {
  return notebookText({
    nbformat: 4,
    nbformat_minor: 5,
    metadata: {},
    cells: cells.map((source, at) => ({
      cell_type: "code",
      id: `c${at}`,
      metadata: {},
      source,
      execution_count: null,
      outputs: [],
    })),
  });
}

Deno.test("start runs numbered notebooks, shows each cell, and says where the pages are", async () => {
  const dir = await Deno.makeTempDir();
  await Deno.writeTextFile(`${dir}/01_one.ipynb`, sources("// Add up\n1 + 1"));
  await Deno.writeTextFile(`${dir}/notes.ipynb`, sources("throw new Error('is not run')"));
  const { code, out, err } = await start("--notebooks", dir, "--out", `${dir}/pages`);
  assertEquals(code, 0, err);
  assertMatch(err, /01_one +1\/1 +\d+\.\d\d s +Add up/);
  assertStringIncludes(out, "1 of 1 notebooks ran through");
  assertMatch(out, /Open +file:\/\/\/.*\/pages\/index\.html/);
  await Deno.remove(dir, { recursive: true });
});

Deno.test("start exits with 1 when a notebook fails, and says which cell", async () => {
  const dir = await Deno.makeTempDir();
  await Deno.writeTextFile(`${dir}/01_bad.ipynb`, sources("const here = undefined; here.there"));
  await Deno.writeTextFile(`${dir}/02_good.ipynb`, sources("'fine'"));
  const { code, err } = await start("--notebooks", dir, "--out", `${dir}/pages`);
  assertEquals(code, 1);
  assertStringIncludes(err, "01_bad.ipynb: Cell 1 failed: TypeError");
  assertStringIncludes(err, "const here = undefined; here.there");
  assertStringIncludes(await Deno.readTextFile(`${dir}/pages/02_good.html`), "fine");
  await Deno.remove(dir, { recursive: true });
});

Deno.test("start exits with 2 when the call is wrong", async () => {
  const dir = await Deno.makeTempDir();
  for (const args of [["--fast"], ["--notebooks", dir]]) {
    const { code, err } = await start(...args);
    assertEquals(code, 2);
    assertStringIncludes(err, "Cannot start");
  }
  await Deno.remove(dir);
});

Deno.test("cellLines() writes plain lines to a file, and no control characters of a cell to a terminal", () => {
  const cell = { number: 1, total: 12, title: "a\x1b[31m b", ms: 1234, failure: null };
  const written = (terminal: boolean) => {
    let text = "";
    const writeSync = (bytes: Uint8Array) => (text += new TextDecoder().decode(bytes), bytes.length);
    const tell = cellProgressLines(["01_a", "10_long"], { writeSync, isTerminal: () => terminal }, 60);
    tell("01_a", { ...cell, phase: "begin" });
    tell("01_a", { ...cell, phase: "end" });
    return text;
  };
  assertEquals(written(false), "  01_a      1/12   1.23 s  a [31m b\n");
  assertEquals(
    written(true),
    "\r\x1b[2K  running 01_a  1/12\r\x1b[2K  01_a      1/12   1.23 s  a [31m b\n",
  );
});
