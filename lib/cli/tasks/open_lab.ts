/**
 * Opens the notebooks in JupyterLab, with the Deno that runs this as their kernel.
 *
 *     deno task lab [ARGUMENTS OF JUPYTER LAB]
 *
 * @module
 */
import { openLab } from "../../notebook/mod.ts";
import { NOTEBOOKS } from "./notebook_tasks.ts";

/**
 * Runs the command.
 *
 * @returns JupyterLab's exit code, or 2 if there is no JupyterLab.
 */
export async function openNotebooks(args: string[]): Promise<number> {
  try {
    return await openLab({ folder: NOTEBOOKS, args });
  } catch (error) {
    console.error(`error: ${error instanceof Error ? error.message : error}`);
    return 2;
  }
}

if (import.meta.main) Deno.exit(await openNotebooks(Deno.args));
