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
  forgetConnection(): void;
  /** The last few thousand characters of its standard error. */
  stderrTail(): string;
  /** Ends the process at once, and waits until it has ended. */
  kill(): Promise<void>;
}

const STDERR_CHARS = 4000;

/** For each running kernel, how to end it without waiting: none may outlive this process. */
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
  const forgetConnection = () => {
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
    forgetConnection();
    throw new Error(
      `Cannot start a Deno kernel in ${cwd}: ${error instanceof Error ? error.message : error}`,
    );
  }
  const end = () => {
    forgetConnection();
    try {
      child.kill("SIGKILL");
    } catch {
      // Already ended.
    }
  };
  register(end);
  let words = "";
  const drained = child.stderr.pipeThrough(new TextDecoderStream()).pipeTo(
    new WritableStream({ write: (text) => void (words = (words + text).slice(-STDERR_CHARS)) }),
  ).catch(() => {});
  // A process that the kernel has started may hold standard error open, so its end is waited for only
  // shortly.
  const ended = child.status.then(async (status) => {
    unregister(end);
    await dismissWatchdog(child);
    forgetConnection();
    await settlesWithin(drained, 200);
    return status;
  });
  return {
    pid: child.pid,
    status: ended,
    forgetConnection,
    stderrTail: () => words.trim(),
    kill: async () => {
      end();
      await ended;
    },
  };
}

/**
 * A command that ends with us, also when we are killed outright before the prelude could watch over it: beside it a shell
 * waits for the end of our pipe.
 */
function withWatchdog(command: string[]): string[] {
  if (Deno.build.os === "windows") return command;
  // a shell gives what runs in the background no input of its own, so it is held open as 3
  const script = 'exec 3<&0; (read -r _ <&3 || kill -9 $$ 2>/dev/null) & exec "$@" 3<&- </dev/null';
  return ["/bin/sh", "-c", script, "sh", ...command];
}

/** Tells the shell beside a kernel that there is nothing left to end. */
async function dismissWatchdog({ stdin }: Deno.ChildProcess): Promise<void> {
  const writer = stdin.getWriter();
  await writer.write(new TextEncoder().encode("\n")).catch(() => {});
  await writer.close().catch(() => {});
}

/** Our environment, without colours in outputs; the last name tells kernel_fix.ts that outputs are kept in order here. */
function kernelEnvironment(): Record<string, string> {
  const { FORCE_COLOR: _, ...env } = Deno.env.toObject();
  return { ...env, NO_COLOR: "1", DENO_NO_UPDATE_CHECK: "1", TRACEBOOK_KERNEL: "ordered" };
}

function register(end: () => void): void {
  if (runningKernels.size === 0) {
    globalThis.addEventListener("unload", endAll);
    for (const { signal, handler } of handlers) Deno.addSignalListener(signal, handler);
  }
  runningKernels.add(end);
}

function unregister(end: () => void): void {
  if (!runningKernels.delete(end) || runningKernels.size > 0) return;
  globalThis.removeEventListener("unload", endAll);
  for (const { signal, handler } of handlers) Deno.removeSignalListener(signal, handler);
}

function endAll(): void {
  for (const end of runningKernels) end();
}

/** Ends the kernels, then lets the signal do to us what it would have done. */
function endWith(signal: Deno.Signal): void {
  endAll();
  for (const { signal, handler } of handlers) Deno.removeSignalListener(signal, handler);
  Deno.kill(Deno.pid, signal);
}

/**
 * The configuration file that Deno takes in a folder: the nearest deno.json or deno.jsonc, upward.
 *
 * @returns Its path; null if there is none.
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
