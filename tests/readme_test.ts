/** Every command of the command line that the README shows is run; its picture is the notebook's. */
import { assert, assertEquals } from "@std/assert";
import { lines, predicted } from "./cli/predicted_steps.ts";
import { loadTraces } from "tracebook";
import { writeTraces } from "../lib/files/mod.ts";
import { runTask } from "./cli/run_traces.ts";
import { LONG, shortOrLong } from "./long.ts";
import { dashboardPicture, PICTURE } from "./readme_picture.ts";
import { repositoryUrl } from "./repository.ts";

const README = await Deno.readTextFile(repositoryUrl("README.md"));

const commands = [...README.matchAll(/^deno task (traces .*)$/gm)].map(([, command]) => command!);

Deno.test("the README shows the commands there are", () => {
  assert(commands.length >= 6, `${commands.length} commands`);
});

for (const command of commands) {
  Deno.test(`deno task ${command}`, async () => {
    const folder = await Deno.makeTempDir();
    try {
      const words = command.split(" ").flatMap((word, i, all) => {
        if (word === "data/*.parquet") return ["data/sample-glm-5.1.parquet", "data/sample-kimi.parquet"]; // as a shell does
        if (word.endsWith(".jsonl") && command.startsWith("traces score ")) {
          return [predictions(folder, word)];
        }
        return ["--out", "--rejects"].includes(all[i - 1]!) ? [`${folder}/${word}`] : [word];
      });
      const { code, out, err } = await runTask(await bounded(words, folder));
      assertEquals(code, 0, err);
      assert(out.length > 0 || (await Array.fromAsync(Deno.readDir(folder))).length === 1, "it left nothing");
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  });
}

/** The call on fewer traces, where it goes through all of the sample for seconds; a long run makes it as it is shown. */
async function bounded(words: string[], folder: string): Promise<string[]> {
  const [, command] = words;
  if (command === "handoff") return shortOrLong([...words, "--limit", "40"], words);
  if (LONG || !["mask", "redact", "split", "export"].includes(command!)) return words;
  const few = `${await Deno.makeTempDir({ dir: folder })}/kimi.jsonl`;
  await writeTraces(few, loadTraces("sample/kimi").take(30));
  return words.map((word) => /^sample(\/kimi)?$/.test(word) ? few : word);
}

/** What `evaluate.py` leaves, which needs a trained model. */
function predictions(folder: string, word: string): string {
  const file = `${folder}/${word.replaceAll("/", "-")}`;
  Deno.writeTextFileSync(file, lines(predicted(word.includes("before") ? "cat" : "ls")));
  return file;
}

Deno.test("the README's picture is the dashboard that the notebook shows", async () => {
  assertEquals(await Deno.readFile(PICTURE), await dashboardPicture());
});
