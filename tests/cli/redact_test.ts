import { assertEquals, assertStringIncludes } from "@std/assert";
import { loadTraces } from "tracebook";
import { inFolder } from "../in_folder.ts";
import { runTraces } from "./run_traces.ts";

Deno.test("redact: a clean copy, look-alikes dropped if asked, the report as a table and as JSON", async () => {
  await inFolder(async (folder) => {
    const file = `${folder}/a.jsonl`, out = `${folder}/b.parquet`;
    const row = (id: string, value: string) =>
      JSON.stringify({ id, conversations: [{ from: "human", value }] });
    await Deno.writeTextFile(
      file,
      [row("a", "I am ada@lovelace.org"), row("b", "I  am ada@lovelace.org"), row("c", "Hi")].join("\n"),
    );
    const text = await runTraces("redact", file, "--out", out);
    assertEquals([text.code, text.err], [0, ""]);
    assertStringIncludes(text.out, "email");
    assertEquals((await loadTraces(out).toArray()).map(({ conversations: [turn] }) => turn!.value), [
      "I am [redacted email]",
      "I  am [redacted email]",
      "Hi",
    ]);
    const args = [
      "redact",
      file,
      "--out",
      `${folder}/c.jsonl`,
      "--drop-duplicates",
      "conversation",
      "--json",
    ];
    const { code, out: json } = await runTraces(...args);
    assertEquals([code, JSON.parse(json).dropped, JSON.parse(json).changed], [0, 1, 1]);
    assertEquals(await loadTraces(`${folder}/c.jsonl`).labels("id"), ["a", "c"]);
    const same = await runTraces("redact", file, "--out", file);
    assertEquals(same.code, 2);
  });
});
