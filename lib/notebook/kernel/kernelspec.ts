import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { writeFileAtomic } from "../../files/mod.ts";

/** The name by which Jupyter knows the kernel. */
export const KERNEL_NAME = "tracebook-deno";

const SHIPPED = new URL(`./kernelspec/kernels/${KERNEL_NAME}/kernel.json`, import.meta.url);
const RELAY = new URL("../relay/main.ts", import.meta.url);

/**
 * Writes the kernelspec into a folder in which Jupyter looks for kernels: the shipped one, but it starts this Deno in place
 * of one by npx (quicker to start, and the same version), and names the relay's file.
 *
 * @param data A folder of Jupyter's data path.
 * @returns Path of the `kernel.json` written.
 * @throws {Error} If it cannot be written.
 */
export async function writeKernelspec(data: string): Promise<string> {
  const spec = JSON.parse(await Deno.readTextFile(SHIPPED));
  const flags = spec.argv.slice(spec.argv.indexOf("run"), -2);
  const argv = [Deno.execPath(), ...flags, fileURLToPath(RELAY), "{connection_file}"];
  const folder = join(data, "kernels", KERNEL_NAME);
  await Deno.mkdir(folder, { recursive: true });
  const file = join(folder, "kernel.json");
  await writeFileAtomic(file, `${JSON.stringify({ ...spec, argv }, null, 2)}\n`);
  return file;
}

/**
 * Finds the folder in which Jupyter keeps the user's data, kernelspecs among it.
 *
 * @param environment The environment variables.
 * @param os The operating system.
 * @returns The folder.
 * @throws {Error} If the environment names no home.
 * @see https://docs.jupyter.org/en/latest/use/jupyter-directories.html#data-files
 */
export function jupyterDataFolder(
  environment: Record<string, string>,
  os: typeof Deno.build.os = Deno.build.os,
): string {
  const { JUPYTER_DATA_DIR, XDG_DATA_HOME, APPDATA, HOME } = environment;
  if (JUPYTER_DATA_DIR) return JUPYTER_DATA_DIR;
  if (os === "windows" && APPDATA) return join(APPDATA, "jupyter");
  if (os !== "windows" && os !== "darwin" && XDG_DATA_HOME) return join(XDG_DATA_HOME, "jupyter");
  if (!HOME) throw new Error("Cannot find Jupyter's data folder: set JUPYTER_DATA_DIR");
  return os === "darwin" ? join(HOME, "Library", "Jupyter") : join(HOME, ".local", "share", "jupyter");
}
