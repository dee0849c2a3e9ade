import { join } from "node:path";

const START_MS = 30_000;
const STOP_MS = 15_000;
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * Starts `deno task lab` on a folder. Nothing of the user's own Jupyter is read or written: all that it keeps lies in
 * the folder `home`.
 */
export async function startLab(root, notebooks, home) {
  const runtime = join(home, "runtime");
  for (const name of ["config/labconfig", "data", "runtime"]) {
    Deno.mkdirSync(join(home, name), { recursive: true });
  }
  // JupyterLab asks for news of its own on the first start.
  const disabledExtensions = { "@jupyterlab/apputils-extension:announcements": true };
  Deno.writeTextFileSync(
    join(home, "config/labconfig/page_config.json"),
    JSON.stringify({ disabledExtensions }),
  );
  const token = crypto.randomUUID();
  const child = new Deno.Command(Deno.execPath(), {
    args: [
      "task",
      "lab",
      "--no-browser",
      "--allow-root",
      "--ip=127.0.0.1",
      "--port=0",
      "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
      "--LabApp.extension_manager=readonly",
      `--IdentityProvider.token=${token}`,
      "--expose-app-in-browser",
      notebooks,
    ],
    cwd: root,
    env: {
      JUPYTER_CONFIG_DIR: join(home, "config"),
      JUPYTER_DATA_DIR: join(home, "data"),
      JUPYTER_RUNTIME_DIR: runtime,
      IPYTHONDIR: join(home, "ipython"),
    },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  let log = "", ended = false;
  for (const stream of [child.stdout, child.stderr]) {
    stream.pipeThrough(new TextDecoderStream()).pipeTo(
      new WritableStream({ write: (text) => void (log += text) }),
    );
  }
  child.status.then(() => ended = true);

  const ask = (path, init = {}) =>
    fetch(new URL(path, lab.url), { ...init, headers: { Authorization: `token ${token}` } });
  const lab = {
    url: "",
    token,
    log: () => log.slice(-3000),
    async endKernels() {
      for (const { id } of await (await ask("api/kernels")).json()) {
        await (await ask(`api/kernels/${id}`, { method: "DELETE" })).body?.cancel();
      }
    },
    /** Ends it as a closed terminal would, and gives what stayed behind. */
    async stop() {
      if (!ended) child.kill("SIGTERM");
      const until = performance.now() + STOP_MS;
      while (performance.now() < until && !(ended && left(runtime).length === 0)) await pause(100);
      const faults = left(runtime).map((command) => `still runs: ${command.slice(0, 200)}`);
      return ended ? faults : [`did not end within ${STOP_MS / 1000} s`, ...faults];
    },
  };
  lab.url = await address(runtime, () => ended, lab.log);
  return lab;
}

/** JupyterLab writes where it listens to a file of its runtime folder. */
async function address(runtime, ended, log) {
  const until = performance.now() + START_MS;
  while (performance.now() < until && !ended()) {
    const file = [...Deno.readDirSync(runtime)].find(({ name }) => /^jpserver-\d+\.json$/.test(name));
    try {
      if (file) return JSON.parse(Deno.readTextFileSync(join(runtime, file.name))).url;
    } catch {
      // Half written.
    }
    await pause(100);
  }
  throw new Error(`JupyterLab did not start:\n${log()}`);
}

/** The command lines of all processes that know the runtime folder: the task, JupyterLab, its kernels. */
function left(runtime) {
  const found = [];
  for (const { name } of Deno.readDirSync("/proc")) {
    if (!/^\d+$/.test(name) || name === String(Deno.pid)) continue;
    try {
      if (!Deno.readTextFileSync(`/proc/${name}/environ`).includes(`JUPYTER_RUNTIME_DIR=${runtime}\0`)) {
        continue;
      }
      found.push(Deno.readTextFileSync(`/proc/${name}/cmdline`).replaceAll("\0", " "));
    } catch {
      // It ended meanwhile.
    }
  }
  return found.filter((command) => command !== "");
}
