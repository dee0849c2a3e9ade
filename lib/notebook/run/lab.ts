import { delimiter } from "node:path";
import { writeKernelspec } from "../kernel/kernelspec.ts";

/** Commands that start JupyterLab, each with one that succeeds where it is installed; the first that is there is used. */
const STARTERS: { start: string[]; test: string[] }[] = [
  { start: ["jupyter-lab"], test: ["jupyter-lab", "--version"] },
  { start: ["python3", "-m", "jupyterlab"], test: ["python3", "-m", "jupyterlab", "--version"] },
  { start: ["python", "-m", "jupyterlab"], test: ["python", "-m", "jupyterlab", "--version"] },
  { start: ["uvx", "--from", "jupyterlab", "jupyter-lab"], test: ["uvx", "--version"] },
  { start: ["pipx", "run", "--spec", "jupyterlab", "jupyter-lab"], test: ["pipx", "--version"] },
];

/** Options for {@linkcode openLab}. */
export interface LabOptions {
  /**
   * Folder that JupyterLab shows.
   * @default {"notebooks"}
   */
  folder?: string;
  /** Further arguments for `jupyter lab`, such as `--no-browser` or `--port=8889`. */
  args?: string[];
}

/**
 * Opens JupyterLab with our kernel, which is the Deno that runs this, and waits until it has ended. JupyterLab
 * itself is a Python program: one that is installed is taken, else `uvx` or `pipx` fetches one.
 *
 * @param options What to open.
 * @returns JupyterLab's exit code.
 * @throws {Error} If no JupyterLab is found, with ways to get one.
 *
 * @example
 * ```ts
 * import { openLab } from "tracebook/jupyter";
 *
 * // Opens a browser, and gives the exit code when JupyterLab has ended.
 * const read = () => openLab({ folder: "notebooks", args: ["--port=8889"] });
 * if (Deno.args.includes("--lab")) Deno.exit(await read());
 * ```
 */
export async function openLab(options: LabOptions = {}): Promise<number> {
  const { folder = "notebooks", args = [] } = options;
  const [command, ...first] = await findJupyterLab();
  const kernels = await Deno.makeTempDir({ prefix: "tracebook-" });
  const stopping = Deno.build.os === "windows" ? [] : ["SIGTERM", "SIGHUP"] as const;
  let forward: ((signal: Deno.Signal) => void) | null = null;
  const forwarded = stopping.map((signal) => ({ signal, handler: () => forward?.(signal) }));
  // JupyterLab gets the terminal's SIGINT itself, and asks before it ends: wait for its answer.
  const ignore = () => {};
  try {
    await writeKernelspec(kernels);
    Deno.addSignalListener("SIGINT", ignore);
    for (const { signal, handler } of forwarded) Deno.addSignalListener(signal, handler);
    const others = Deno.env.get("JUPYTER_PATH");
    const lab = new Deno.Command(command!, {
      args: [...first, ...args, folder],
      env: { JUPYTER_PATH: others ? kernels + delimiter + others : kernels },
    }).spawn();
    forward = (signal) => lab.kill(signal);
    return (await lab.status).code;
  } finally {
    Deno.removeSignalListener("SIGINT", ignore);
    for (const { signal, handler } of forwarded) Deno.removeSignalListener(signal, handler);
    await Deno.remove(kernels, { recursive: true });
  }
}

/**
 * Finds a way to start JupyterLab on this machine.
 *
 * @throws {Error} If there is none, with ways to get one.
 */
async function findJupyterLab(): Promise<string[]> {
  for (const { start, test: [command, ...args] } of STARTERS) {
    try {
      const tried = new Deno.Command(command!, { args, stdin: "null", stdout: "null", stderr: "null" });
      if ((await tried.output()).success) return start;
    } catch {
      // Not installed.
    }
  }
  throw new Error(
    "Cannot open JupyterLab: none was found. Install uv (https://docs.astral.sh/uv/) or pipx, " +
      "which fetch it when it is needed, or install it with `pip install jupyterlab`",
  );
}
