import { assertEquals, assertRejects } from "@std/assert";
import { pathToFileURL } from "node:url";
import { withAtomicFile, writeFileAtomic } from "../../lib/files/mod.ts";
import { inFolder } from "../in_folder.ts";

const names = (folder: string) => Array.from(Deno.readDirSync(folder), ({ name }) => name).sort();

Deno.test("writeFileAtomic() writes text, bytes, pieces and async pieces", () =>
  inFolder(async (folder) => {
    async function* later() {
      await Promise.resolve();
      yield new Uint8Array([1]);
      yield new Uint8Array([2, 3]);
    }
    assertEquals(await writeFileAtomic(`${folder}/a`, "é"), 2);
    assertEquals(await writeFileAtomic(`${folder}/b`, new Uint8Array([1, 2, 3])), 3);
    assertEquals(await writeFileAtomic(`${folder}/c`, [new Uint8Array([1, 2]), new Uint8Array([3])]), 3);
    assertEquals(await writeFileAtomic(`${folder}/d`, later()), 3);
    assertEquals(await Deno.readTextFile(`${folder}/a`), "é");
    for (const name of ["b", "c", "d"]) {
      assertEquals(await Deno.readFile(`${folder}/${name}`), new Uint8Array([1, 2, 3]));
    }
    assertEquals(names(folder), ["a", "b", "c", "d"]);
  }));

Deno.test("writeFileAtomic() replaces a file, also one named by a URL", () =>
  inFolder(async (folder) => {
    await Deno.writeTextFile(`${folder}/a`, "old and longer");
    await writeFileAtomic(pathToFileURL(`${folder}/a`), "new");
    assertEquals(await Deno.readTextFile(`${folder}/a`), "new");
    assertEquals(names(folder), ["a"]);
  }));

Deno.test("a failing source leaves the old file and no temporary one", () =>
  inFolder(async (folder) => {
    async function* failing() {
      yield new Uint8Array([1]);
      await Promise.resolve();
      throw new RangeError("source broke");
    }
    await Deno.writeTextFile(`${folder}/a`, "old");
    await assertRejects(() => writeFileAtomic(`${folder}/a`, failing()), RangeError, "source broke");
    assertEquals(await Deno.readTextFile(`${folder}/a`), "old");
    assertEquals(names(folder), ["a"]);
  }));

Deno.test("an abort half way leaves nothing", () =>
  inFolder(async (folder) => {
    const stop = new AbortController();
    function* endless() {
      for (let i = 0;; i++) {
        if (i === 10) stop.abort(new DOMException("enough", "AbortError"));
        yield new Uint8Array(100);
      }
    }
    await assertRejects(
      () => writeFileAtomic(`${folder}/a`, endless(), { signal: stop.signal }),
      DOMException as unknown as new () => Error,
      "enough",
    );
    assertEquals(names(folder), []);
  }));

Deno.test("withAtomicFile() shows the file only when the writer is done", () =>
  inFolder(async (folder) => {
    const seen = await withAtomicFile(`${folder}/a`, async (file) => {
      await file.write(new TextEncoder().encode("whole"));
      return names(folder).includes("a");
    });
    assertEquals(seen, false);
    assertEquals(await Deno.readTextFile(`${folder}/a`), "whole");
  }));

Deno.test("a missing folder is named by the error", async () => {
  await assertRejects(
    () => writeFileAtomic("/no/such/folder/file", "x"),
    Deno.errors.NotFound,
    "/no/such/folder",
  );
});
