/**
 * Writes what a job on a cluster needs: `job.py`, and Tracebook's part of it as one file, `tracebook.js`.
 *
 *     deno task cluster DIR
 *
 * @module
 */
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = new URL("../../../", import.meta.url);

if (import.meta.main) Deno.exitCode = await cluster(Deno.args);

/** Runs the command, and returns its exit code. */
export async function cluster(args: string[]): Promise<number> {
  const [folder, ...more] = args;
  if (folder === undefined || more.length > 0 || folder.startsWith("-")) {
    console.error("usage: deno task cluster DIR");
    return 2;
  }
  await Deno.mkdir(folder, { recursive: true });
  const bundle = ["bundle", "--quiet", "--output", join(folder, "tracebook.js")];
  const program = fileURLToPath(new URL("lib/cluster/program.ts", ROOT));
  const { success, stderr } = await new Deno.Command(Deno.execPath(), { args: [...bundle, program] })
    .output();
  if (!success) {
    console.error(`error: Cannot bundle Tracebook: ${new TextDecoder().decode(stderr).trim()}`);
    return 1;
  }
  await Deno.copyFile(new URL("lib/cluster/job.py", ROOT), join(folder, "job.py"));
  console.log(`${folder} has job.py and tracebook.js; the README says how to submit them.`);
  return 0;
}
