import { assert, assertEquals } from "@std/assert";
import { notebookText } from "../../lib/notebook/run/clean.ts";
import { codeNotebook } from "./code_notebook.ts";
import { endsWithin } from "./process_gone.ts";
import { repositoryPath } from "../repository.ts";

const COMMAND = repositoryPath("lib/cli/tasks/notebooks.ts");

/** Starts the command on a notebook whose cell does not end, and gives the kernel's process id. */
async function killed(signal: Deno.Signal, cell: string): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    const path = `${folder}/endless.ipynb`, pidFile = `${folder}/pid`;
    const kept = notebookText(codeNotebook(`Deno.writeTextFileSync("pid", String(Deno.pid));\n${cell}`));
    await Deno.writeTextFile(path, kept);
    const runner = new Deno.Command(Deno.execPath(), {
      args: ["run", "--quiet", "-A", "--no-check", COMMAND, path],
      stdin: "null",
      stdout: "null",
      stderr: "null",
    }).spawn();
    let pid = 0;
    for (let tries = 0; pid === 0 && tries < 500; tries++) {
      await new Promise((resolve) => setTimeout(resolve, 20));
      pid = Number(await Deno.readTextFile(pidFile).catch(() => "0"));
    }
    assert(pid > 0, "the cell did not begin");
    runner.kill(signal);
    assertEquals((await runner.status).signal, signal);
    assert(await endsWithin(pid, 5), `the kernel ${pid} outlives its runner`);
    assertEquals(await Deno.readTextFile(path), kept);
    assertEquals([...Deno.readDirSync(folder)].map(({ name }) => name).sort(), ["endless.ipynb", "pid"]);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

for (const signal of ["SIGTERM", "SIGINT", "SIGHUP", "SIGKILL"] as const) {
  Deno.test({
    name: `a runner ended by ${signal} leaves no kernel, and the notebook as it was`,
    ignore: Deno.build.os === "windows",
    fn: () => killed(signal, "await new Promise(() => {})"),
  });
}

Deno.test({
  name: "a runner ended by SIGKILL leaves no kernel in an endless loop",
  ignore: Deno.build.os === "windows",
  fn: () => killed("SIGKILL", "while (true) {}"),
});
