/**
 * Installs the kernel "Tracebook (Deno)" for this user's Jupyter: JupyterLab, VS Code, nbclient, papermill.
 *
 *     deno task kernel [--remove]
 *
 * @module
 */
import { Command, CommanderError } from "commander";
import { dirname, join } from "node:path";
import { jupyterDataFolder, KERNEL_NAME, writeKernelspec } from "../../notebook/mod.ts";
import { parseTaskCall } from "./notebook_tasks.ts";

/** Runs the command, and returns its exit code. */
export async function installKernel(args: string[]): Promise<number> {
  const command = new Command("deno task kernel")
    .description("Installs the kernel Tracebook (Deno) for your Jupyter.")
    .option("--remove", "take it away again")
    .allowExcessArguments(false);
  try {
    const { remove } = parseTaskCall<{ remove?: boolean }>(command, "Cannot install the kernel", args);
    const data = jupyterDataFolder(Deno.env.toObject());
    if (remove) return await removeKernel(data);
    const file = await writeKernelspec(data);
    console.log(
      `Tracebook (Deno) is in ${file}; it runs from this clone. Choose it in JupyterLab or VS Code.`,
    );
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    console.error(`error: ${error instanceof Error ? error.message : error}`);
    return 1;
  }
}

async function removeKernel(data: string): Promise<number> {
  const file = join(data, "kernels", KERNEL_NAME, "kernel.json");
  try {
    await Deno.remove(dirname(file), { recursive: true });
    console.log(`${file} is removed.`);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    console.log(`There is none in ${data}.`);
  }
  return 0;
}

if (import.meta.main) Deno.exit(await installKernel(Deno.args));
