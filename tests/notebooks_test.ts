/** The committed notebooks are golden files: their cells type-check, and run to the outputs they are kept with. */
import { assertEquals } from "@std/assert";
import { runTask } from "./cli/run_traces.ts";

Deno.test("the committed notebooks check, run, and change no byte", async () => {
  const { code, out, err } = await runTask(["notebooks", "--check"]);
  assertEquals(code, 0, out + err);
});
