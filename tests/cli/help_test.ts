import { assertEquals, assertStringIncludes } from "@std/assert";
import { runTraces } from "./run_traces.ts";

const listed = [...(await runTraces("--help")).out.matchAll(/^ {2}([a-z]+) \[options\]/gm)].map(([, name]) =>
  name!
);

Deno.test("the program lists its commands", () => {
  assertEquals(listed.includes("measure") && listed.includes("handoff"), true, listed.join(" "));
});

Deno.test("every command shows its flags", async () => {
  for (const name of listed) {
    const { code, out, err } = await runTraces(name, "--help");
    assertEquals([code, err], [0, ""], name);
    assertStringIncludes(out, `Usage: traces ${name} `);
  }
});
