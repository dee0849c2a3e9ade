import { assert, assertEquals, assertRejects } from "@std/assert";
import { withStagedFolder } from "../../lib/files/mod.ts";
import { inFolder } from "../in_folder.ts";

const names = async (folder: string) =>
  (await Array.fromAsync(Deno.readDir(folder))).map(({ name }) => name).sort();

Deno.test("files appear when all are written, and what else is in the folder stays", () =>
  inFolder(async (folder) => {
    await Deno.writeTextFile(`${folder}/old.txt`, "old");
    await Deno.writeTextFile(`${folder}/a.txt`, "old");
    const result = await withStagedFolder(folder, async (stage) => {
      await Deno.writeTextFile(`${stage}/a.txt`, "new");
      await Deno.writeTextFile(`${stage}/b.txt`, "new");
      assertEquals(await Deno.readTextFile(`${folder}/a.txt`), "old");
      return 7;
    });
    assertEquals(result, 7);
    assertEquals(await names(folder), ["a.txt", "b.txt", "old.txt"]);
    assertEquals(await Deno.readTextFile(`${folder}/a.txt`), "new");
  }));

Deno.test("when writing fails nothing changes, and a folder that was made is gone", () =>
  inFolder(async (folder) => {
    const fail = async (stage: string) => {
      await Deno.writeTextFile(`${stage}/a.txt`, "new");
      throw new RangeError("enough");
    };
    await assertRejects(() => withStagedFolder(`${folder}/made`, fail), RangeError, "enough");
    assertEquals(await names(folder), []);
    await Deno.writeTextFile(`${folder}/a.txt`, "old");
    await assertRejects(() => withStagedFolder(folder, fail), RangeError, "enough");
    assertEquals(await names(folder), ["a.txt"]);
    assertEquals(await Deno.readTextFile(`${folder}/a.txt`), "old");
  }));

Deno.test("a folder that cannot be made is named", () =>
  inFolder(async (folder) => {
    await Deno.writeTextFile(`${folder}/taken`, "");
    const error = await assertRejects(() => withStagedFolder(`${folder}/taken`, () => {}), Error);
    assert(error.message.startsWith(`Cannot write into ${folder}/taken: `), error.message);
  }));
