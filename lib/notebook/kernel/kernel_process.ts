import { dirname, join } from "node:path";
import { ENDING_SIGNALS } from "./ending_signals.ts";
import { settlesWithin } from "./kernel_channels.ts";
import type { Connection } from "./wire.ts";

/** A kernel's process. */
export interface KernelProcess {
  /** Process id of the kernel. */
  readonly pid: number;
  /** Resolves when the process has ended, however it did. */
  readonly status: Promise<Deno.CommandStatus>;
  /** Removes the connection file, once the kernel has read it. */
  removeConnectionFile(): void;
  /** Returns the end of what the kernel wrote on standard error, at most 4,000 UTF-16 units. */
  stderrTail(): string;
  /** Kills the process, and waits until it has ended. */
  kill(): Promise<void>;
}

const STDERR_CHARS = 4000;

/** For each running kernel a function that kills it without waiting: no kernel may outlive this process. */
const runningKernels = new Set<() => void>();
const handlers = ENDING_SIGNALS.map((signal) => ({ signal, handler: () => endWith(signal) }));

/**
 * Starts `deno jupyter` with this Deno. The process is ended when ours ends, also by a signal or an exit; a
 * kernel whose runner is killed outright ends itself (see prelude.ts).
 *
 * @throws {Error} If the folder does not exist or Deno cannot be started.
 */
export function startKernelProcess(connection: Connection, cwd: string): KernelProcess {
  const file = Deno.makeTempFileSync({ prefix: "tracebook-", suffix: ".json" });
  const removeConnectionFile = () => {
    try {
      Deno.removeSync(file);
    } catch {
      // Already removed.
    }
  };
  let child: Deno.ChildProcess;
  try {
    Deno.writeTextFileSync(file, JSON.stringify(connection), { mode: 0o600 });
    const [command, ...args] = withWatchdog([Deno.execPath(), "jupyter", "--kernel", "--conn", file]);
    child = new Deno.Command(command!, {
      args,
      cwd,
      clearEnv: true,
      env: kernelEnvironment(),
      stdin: "piped",
      stdout: "null",
      stderr: "piped",
    }).spawn();
  } catch (error) {
    removeConnectionFile();
    throw new Error(
      `Cannot start a Deno kernel in ${cwd}: ${error instanceof Error ? error.message : error}`,
    );
  }
  const end = () => {
    removeConnectionFile();
    try {
      child.kill("SIGKILL");
    } catch {
      // Already ended.
    }
  };
  register(end);
  let stderrText = "";
  const drained = child.stderr.pipeThrough(new TextDecoderStream()).pipeTo(
    new WritableStream({ write: (text) => void (stderrText = (stderrText + text).slice(-STDERR_CHARS)) }),
  ).catch(() => {});
  // A process that the kernel has started may hold standard error open, so its end is waited for only
  // shortly.
  const ended = child.status.then(async (status) => {
    unregister(end);
    await dismissWatchdog(child);
    removeConnectionFile();
    await settlesWithin(drained, 200);
    return status;
  });
  return {
    pid: child.pid,
    status: ended,
    removeConnectionFile,
    stderrTail: () => stderrText.trim(),
    kill: async () => {
      end();
      await ended;
    },
  };
}

/**
 * Wraps a command so that it ends with this process, also if this is killed before the prelude runs: a shell beside it waits
 * for the end of the pipe to it.
 */
function withWatchdog(command: string[]): string[] {
  if (Deno.build.os === "windows") return command;
  // A shell gives background jobs no standard input: the pipe is kept as file descriptor 3.
  const script = 'exec 3<&0; (read -r _ <&3 || kill -9 $$ 2>/dev/null) & exec "$@" 3<&- </dev/null';
  return ["/bin/sh", "-c", script, "sh", ...command];
}

/** Tells the shell beside a kernel that the kernel has ended. */
async function dismissWatchdog({ stdin }: Deno.ChildProcess): Promise<void> {
  const writer = stdin.getWriter();
  await writer.write(new TextEncoder().encode("\n")).catch(() => {});
  await writer.close().catch(() => {});
}

/** This process's environment without colours; `TRACEBOOK_KERNEL` tells kernel_fix.ts that outputs are in order already. */
function kernelEnvironment(): Record<string, string> {
  const { FORCE_COLOR: _, ...env } = Deno.env.toObject();
  return { ...env, NO_COLOR: "1", DENO_NO_UPDATE_CHECK: "1", TRACEBOOK_KERNEL: "ordered" };
}

function register(end: () => void): void {
  if (runningKernels.size === 0) {
    globalThis.addEventListener("unload", killAll);
    for (const { signal, handler } of handlers) Deno.addSignalListener(signal, handler);
  }
  runningKernels.add(end);
}

function unregister(end: () => void): void {
  if (!runningKernels.delete(end) || runningKernels.size > 0) return;
  globalThis.removeEventListener("unload", killAll);
  for (const { signal, handler } of handlers) Deno.removeSignalListener(signal, handler);
}

function killAll(): void {
  for (const end of runningKernels) end();
}

/** Kills the kernels, then lets the signal end this process as it would have without a listener. */
function endWith(signal: Deno.Signal): void {
  killAll();
  for (const { signal, handler } of handlers) Deno.removeSignalListener(signal, handler);
  Deno.kill(Deno.pid, signal);
}

/**
 * Finds the configuration file that Deno uses in a folder: the nearest deno.json or deno.jsonc, upward.
 *
 * @returns The path of the file; null if there is none.
 */
export function findConfig(folder: string): string | null {
  for (let at = folder;; at = dirname(at)) {
    for (const name of ["deno.json", "deno.jsonc"]) {
      try {
        if (Deno.statSync(join(at, name)).isFile) return join(at, name);
      } catch {
        // Not here.
      }
    }
    if (dirname(at) === at) return null;
  }
}
