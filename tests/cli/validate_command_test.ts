import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { inFolder } from "../in_folder.ts";
import { interruptLater, runTraces, start } from "./run_traces.ts";

Deno.test("validate: the report as a table and as JSON, the rejects as a file, the exit code", async () => {
  await inFolder(async (folder) => {
    const file = `${folder}/a.jsonl`, rejects = `${folder}/rejects.jsonl`;
    const good = { id: "a", conversations: [{ from: "human", value: "Hi" }] };
    await Deno.writeTextFile(file, `${JSON.stringify(good)}\nnope\n${JSON.stringify(good)}\n`);
    const text = await runTraces("validate", file);
    assertEquals(text.code, 1);
    assertStringIncludes(text.out, `row 1 of ${file}`);
    assertStringIncludes(text.err, "1 of 3 rows are no traces; --rejects FILE keeps them");
    const json = await runTraces("validate", file, "--rejects", rejects, "--json");
    assertEquals([json.code, JSON.parse(json.out).rejected, JSON.parse(json.out).duplicateIds], [1, 1, 1]);
    const [row, ...others] = (await Deno.readTextFile(rejects)).trimEnd().split("\n").map((line) =>
      JSON.parse(line)
    );
    assertEquals([row.file, row.row, row.line, row.given, others], [file, 1, 2, "nope", []]);
    const none = await runTraces("validate", "sample/kimi", "--rejects", rejects);
    assertEquals([none.code, await Deno.readTextFile(rejects)], [0, ""]);
  });
});

Deno.test("validate: rejects never replace what is validated", async () => {
  await inFolder(async (folder) => {
    await Deno.writeTextFile(`${folder}/a.jsonl`, "nope\n");
    const { code, err } = await runTraces("validate", `${folder}/a.jsonl`, "--rejects", `${folder}/a.jsonl`);
    assertEquals(code, 2);
    assertStringIncludes(err, "it is one of the files to validate");
    assertEquals(await Deno.readTextFile(`${folder}/a.jsonl`), "nope\n");
  });
});

Deno.test({
  name: "validate: Ctrl-C ends it within a second, and leaves no rejects",
  ignore: Deno.build.os === "windows", // it has no SIGINT to send
  fn: () =>
    inFolder(async (folder) => {
      const data = Array(400).fill("sample"); // more than can be read in the time
      const child = start("validate", ...data, "--rejects", `${folder}/rejects.jsonl`);
      const { code, printed, ms } = await interruptLater(child);
      assertEquals([code, printed], [130, 0]);
      assert(ms < 2000, `${Math.round(ms)} ms: a second, doubled for a busy machine`);
      assertEquals(await Array.fromAsync(Deno.readDir(folder)), []);
    }),
});
