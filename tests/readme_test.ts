/** Every command of the command line that the README shows is run, where it stands. */
import { assert, assertEquals } from "@std/assert";
import { runTask } from "./cli/run_traces.ts";

const ROOT = new URL("../", import.meta.url);
const README = await Deno.readTextFile(new URL("README.md", ROOT));

const commands = [...README.matchAll(/^deno task (traces .*)$/gm)].map(([, command]) => command!);

const embedded = ["data/sample-glm-5.1.parquet", "data/sample-kimi.parquet"]; // as a shell expands data/*.parquet

Deno.test("the README shows the commands there are", () => {
  assert(commands.length >= 6, `${commands.length} commands`);
});

for (const command of commands) {
  Deno.test(`deno task ${command}`, async () => {
    const folder = await Deno.makeTempDir();
    try {
      await Deno.symlink(new URL("data", ROOT), `${folder}/data`); // files are written elsewhere than in the clone
      const words = command.split(" ").flatMap((word) => word === "data/*.parquet" ? embedded : [word]);
      const { code, out, err } = await runTask(words, folder);
      assertEquals(code, 0, err);
      assert(out.length > 0 || command.includes("--out"), "it printed nothing");
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  });
}
