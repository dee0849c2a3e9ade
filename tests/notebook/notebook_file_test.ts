import { assert, assertEquals, assertRejects } from "@std/assert";
import { CellError } from "../../lib/notebook/run/cell_error.ts";
import { notebookText } from "../../lib/notebook/run/clean.ts";
import { readNotebook, runNotebookFile } from "../../lib/notebook/run/notebook_file.ts";
import { inFolder } from "../in_folder.ts";
import { codeNotebook } from "./code_notebook.ts";

Deno.test("a second run changes no byte, and does not even write", () =>
  inFolder(async (folder) => {
    const path = `${folder}/twice.ipynb`;
    const sources = [
      `console.log("a\\nb"); console.error("c");`,
      "",
      `({ b: [1, 2], a: new Map([["k", 1]]) })`,
    ];
    await Deno.writeTextFile(path, JSON.stringify(codeNotebook(...sources)));
    await runNotebookFile(path);
    const first = await Deno.readTextFile(path);
    await Deno.utime(path, 1000, 1000);
    await runNotebookFile(path);
    assertEquals(await Deno.readTextFile(path), first);
    assertEquals((await Deno.stat(path)).mtime!.getTime(), 1_000_000);
  }));

Deno.test("cells run in the notebook's folder, and no connection file is left", () =>
  inFolder(async (folder) => {
    const path = `${folder}/here.ipynb`;
    const source = `[...Deno.readDirSync(".")].map(({ name }) => name).join()`;
    await Deno.writeTextFile(path, notebookText(codeNotebook(source, "Deno.args.join() + Deno.cwd()")));
    const { cells } = await runNotebookFile(path);
    const { outputs } = cells[0] as unknown as { outputs: { data: unknown }[] };
    assertEquals(outputs[0]!.data, { "text/plain": ['"here.ipynb"'] });
  }));

Deno.test("with another file to write, the notebook stays as it was", () =>
  inFolder(async (folder) => {
    const path = `${folder}/kept.ipynb`, out = `${folder}/out.ipynb`;
    const kept = notebookText(codeNotebook("1"));
    await Deno.writeTextFile(path, kept);
    const done = await runNotebookFile(path, { out });
    assertEquals(await Deno.readTextFile(path), kept);
    assertEquals(await readNotebook(out), done);
  }));

Deno.test("at a failing cell nothing is written, unless told to keep going", () =>
  inFolder(async (folder) => {
    const path = `${folder}/fails.ipynb`;
    const kept = notebookText(codeNotebook("1", "throw new Error('no')", "3"));
    await Deno.writeTextFile(path, kept);
    await assertRejects(() => runNotebookFile(path), CellError, "Cell 2 failed: Error: no");
    assertEquals(await Deno.readTextFile(path), kept);
    const done = await runNotebookFile(path, { keepGoing: true });
    assertEquals(await readNotebook(path), done);
    assert(JSON.stringify(done.cells[2]).includes('"execution_count":3'));
  }));

Deno.test("what is no notebook is refused, with the file's name and the reason", () =>
  inFolder(async (folder) => {
    const path = `${folder}/odd.ipynb`;
    const refused = async (content: string, reason: string) => {
      await Deno.writeTextFile(path, content);
      await assertRejects(() => readNotebook(path), Error, reason);
      await assertRejects(() => readNotebook(path), Error, path);
    };
    await refused("{", "JSON");
    await refused("null", "not a Jupyter notebook of format 4");
    await refused(`{"nbformat": 3, "worksheets": []}`, "not a Jupyter notebook of format 4");
    await refused(`{"nbformat": 4, "cells": [{"cell_type": "code", "source": 1}]}`, "cell 1 is not a cell");
    await assertRejects(() => readNotebook(`${folder}/none.ipynb`), Error, "none.ipynb");
  }));
