/**
 * The committed notebooks are golden files: their cells type-check, and run to the outputs they are kept with. Half of
 * them, which take most of the time, run here in `soak` alone; the peer `lab` compares the outputs of all.
 */
import { assertEquals } from "@std/assert";
import { basename, join } from "node:path";
import { checkNotebooks, diffNotebooks, readNotebook, runNotebookFile } from "tracebook/jupyter";
import { pooledMap } from "../lib/notebook/mod.ts";
import { inFolder } from "./in_folder.ts";
import { shortOrLong } from "./long.ts";
import { repositoryPath } from "./repository.ts";

const PATHS = [...Deno.readDirSync(repositoryPath("notebooks"))].map(({ name }) => name)
  .filter((name) => name.endsWith(".ipynb")).sort().map((name) => repositoryPath(`notebooks/${name}`));
const QUICK = PATHS.filter((path) => /^0[1235]_/.test(basename(path)));

Deno.test("the cells of the committed notebooks check", async () => {
  assertEquals(PATHS.length, 8);
  const read = PATHS.map(async (path) => ({ path, notebook: await readNotebook(path) }));
  assertEquals(await checkNotebooks(await Promise.all(read)), []);
});

Deno.test("the committed notebooks run, and change no byte", async () => {
  await inFolder(async (folder) => {
    const runs = pooledMap(2, shortOrLong(QUICK, PATHS), async (path) => {
      const out = join(folder, basename(path));
      await runNotebookFile(path, { out });
      assertEquals(diffNotebooks(await readNotebook(path), await readNotebook(out)), [], path);
      assertEquals(await Deno.readTextFile(out), await Deno.readTextFile(path), path);
    });
    await Array.fromAsync(runs);
  });
});
