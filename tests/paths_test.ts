/** Every command works in a folder with any name: an address's `pathname` writes a blank as %20, so it is no path. */
import { assertEquals } from "@std/assert";
import { repositoryPath } from "./repository.ts";
import { walkFiles } from "./walk_files.ts";

/** What makes a path of an address, or an address of a path, without escaping. */
const CARELESS = /\bpathname\b|file:\/\/\$\{|(["'`])file:\/\/\/?\1/;

/** A name whose ending alone is looked at. */
const ENDING = /(\w+) instanceof URL \? \1\.pathname : \1/g;

/** These read the addresses of requests. */
const SERVERS = ["tests/load/loopback_hub.ts"];

Deno.test("no address of a file is used as a path: fileURLToPath() and pathToFileURL() know the difference", async () => {
  const root = repositoryPath(".");
  const folders = ["lib", "tests", "data/generator"].map((folder) => repositoryPath(folder));
  const careless: string[] = [];
  for (const path of (await Promise.all(folders.map(walkFiles))).flat()) {
    const name = path.slice(root.length).replaceAll("\\", "/");
    if (!name.endsWith(".ts") || name === "tests/paths_test.ts" || SERVERS.includes(name)) continue;
    const lines = (await Deno.readTextFile(path)).split("\n");
    for (const [at, line] of lines.entries()) {
      if (CARELESS.test(line.replace(ENDING, ""))) careless.push(`${name}:${at + 1}: ${line.trim()}`);
    }
  }
  assertEquals(careless, []);
});
