import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { inFolder } from "../in_folder.ts";
import { loopbackHub } from "../load/loopback_hub.ts";
import { interruptLater, runTraces, startTask } from "./run_traces.ts";
import { repositoryUrl } from "../repository.ts";

Deno.test("measure prints and writes the same with workers as without, by both rules", async () => {
  await inFolder(async (folder) => {
    for (const rules of ["tutorial", "structured"]) {
      const printed: string[] = [];
      for (const workers of ["1", "2"]) {
        const facts = ["--out", `${folder}/${rules}${workers}.csv`];
        const { code, out, err } = await runTraces(
          ...["measure", "sample", "--json", "--rules", rules, "--limit", "290"],
          ...["--workers", workers, ...facts],
        );
        assertEquals(code, 0, err);
        printed.push(out);
      }
      assertEquals(printed[1], printed[0]);
      const [one, two] = await Promise.all(
        ["1", "2"].map((workers) => Deno.readTextFile(`${folder}/${rules}${workers}.csv`)),
      );
      assertEquals(two, one);
      assertEquals(one!.split("\r\n").length, 292);
    }
  });
});

Deno.test("workers are a whole number of at least 1", async () => {
  for (const workers of ["0", "-1", "1.5", "two", ""]) {
    const { code, out, err } = await runTraces("measure", "sample", "--workers", workers);
    assertEquals([code, out], [2, ""], workers);
    assertStringIncludes(err, "whole number of at least 1");
  }
});

Deno.test("workers read from the hub by themselves, with the environment's token", async () => {
  const bytes = await Deno.readFile(repositoryUrl("tests/fixtures/load/not_nullable.parquet")); // several row groups
  const files = { "main/kimi/train-00000-of-00001.parquet": bytes };
  await using hub = loopbackHub({ files, token: "hf_secret" });
  const env = { HF_ENDPOINT: hub.endpoint, HF_TOKEN: "hf_secret", HF_HOME: hub.options.home };
  const run = async (workers: string) => {
    const args = ["measure", "hf:lab/traces/kimi", "--json", "--workers", workers];
    const { code, stdout, stderr } = await (await startTask(args, env)).output();
    assertEquals(code, 0, new TextDecoder().decode(stderr));
    return new TextDecoder().decode(stdout);
  };
  assertEquals(await run("3"), await run("1"));
});

Deno.test({
  name: "Ctrl-C ends a measure within a second, and leaves nothing behind",
  ignore: Deno.build.os === "windows", // it has no SIGINT to send
  fn: () =>
    inFolder(async (folder) => {
      const data = Array(400).fill("sample"); // more than can be measured in the time
      for (const workers of ["1", "2"]) {
        const child = await startTask([
          "measure",
          ...data,
          "--workers",
          workers,
          "--out",
          `${folder}/facts.csv`,
        ]);
        const { code, printed, err, ms } = await interruptLater(child);
        assertEquals([code, printed], [130, 0], err);
        assert(
          ms < 2000,
          `${Math.round(ms)} ms with ${workers} workers: a second, doubled for a busy machine`,
        );
        assertEquals(await Array.fromAsync(Deno.readDir(folder)), []);
      }
    }),
});
