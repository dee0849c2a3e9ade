import process from "node:process";
import { main } from "../../lib/cli/main.ts";
import { REPOSITORY, repositoryUrl } from "../repository.ts";

/** What a program left behind. */
export interface Ran {
  code: number;
  out: string;
  err: string;
}

/**
 * Runs `deno task COMMAND` in the repository, with standard input closed.
 *
 * @param args The task and its arguments.
 */
export async function runTask(args: string[]): Promise<Ran> {
  const command = new Deno.Command(Deno.execPath(), {
    args: ["task", "--quiet", ...args],
    cwd: REPOSITORY,
    stdin: "null",
    env: { NO_COLOR: "1" },
  });
  const { code, stdout, stderr } = await command.output();
  const [out, err] = [stdout, stderr].map((bytes) => new TextDecoder().decode(bytes)) as [string, string];
  // the first program to run with an empty cache fetches what it imports
  return { code, out, err: err.replaceAll(/^Download .*\n/gm, "") };
}

/** Runs `deno task traces`: in a process of its own, with its own permissions. */
export const runTracesTask = (...args: string[]): Promise<Ran> => runTask(["traces", ...args]);

let last: Promise<unknown> = Promise.resolve();

/**
 * Runs the program in this process, as starting one takes longer than most calls: what it prints is caught, and it finds
 * no terminal. With its task's permissions and in a process of its own it runs by {@linkcode runTracesTask} and
 * {@linkcode startTask}.
 */
export function runTraces(...args: string[]): Promise<Ran> {
  const ran = last.then(() => callMain(args));
  last = ran.catch(() => {});
  return ran;
}

async function callMain(args: string[]): Promise<Ran> {
  const printed = { out: "", err: "" };
  const restore = [
    replace(Deno.stdout, sink((text) => printed.out += text)),
    replace(Deno.stderr, sink((text) => printed.err += text)),
    replace(process.stdout, { write: (text: string) => (printed.out += text, true), isTTY: false }),
    replace(process.stderr, { write: (text: string) => (printed.err += text, true), isTTY: false }),
    replace(console, {
      log: (...values: unknown[]) => printed.out += shown(values),
      error: (...values: unknown[]) => printed.err += shown(values),
      warn: (...values: unknown[]) => printed.err += shown(values),
    }),
  ];
  try {
    return { code: await main(args), ...printed };
  } finally {
    for (const undo of restore) undo();
  }
}

/** A stream without a terminal whose text goes to a function; bytes of one character may come in two writes. */
function sink(onText: (text: string) => void) {
  const decoder = new TextDecoder();
  const writeSync = (bytes: Uint8Array) => (onText(decoder.decode(bytes, { stream: true })), bytes.length);
  return {
    writeSync,
    write: (bytes: Uint8Array) => Promise.resolve(writeSync(bytes)),
    isTerminal: () => false,
  };
}

const shown = (values: unknown[]) =>
  `${values.map((value) => typeof value === "string" ? value : Deno.inspect(value)).join(" ")}\n`;

/** Replaces members of an object, and returns what puts the old ones back. */
function replace<T extends object>(object: T, members: Record<string, unknown>): () => void {
  const old = Object.keys(members).map((key) => [key, Object.getOwnPropertyDescriptor(object, key)] as const);
  for (const [key, value] of Object.entries(members)) {
    Object.defineProperty(object, key, { value, configurable: true, writable: true });
  }
  return () => {
    for (const [key, descriptor] of old) {
      if (descriptor) Object.defineProperty(object, key, descriptor);
      else delete (object as Record<string, unknown>)[key];
    }
  };
}

/** Starts the program without `deno task` between, as signals and pipes are meant for it. */
export const start = (...args: string[]): Deno.ChildProcess =>
  new Deno.Command(Deno.execPath(), {
    args: ["run", "--allow-all", "lib/cli/main.ts", ...args],
    cwd: REPOSITORY,
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
    env: { NO_COLOR: "1" },
  }).spawn();

/** Starts the program with the permissions of its task, but without the task between, as signals are meant for it. */
export async function startTask(
  args: string[],
  env: Record<string, string> = {},
): Promise<Deno.ChildProcess> {
  const { tasks } = JSON.parse(await Deno.readTextFile(repositoryUrl("deno.json")));
  const [, ...words] = (tasks.traces as string).split(" ");
  const options = { cwd: REPOSITORY, stdin: "null", stdout: "piped", stderr: "piped" } as const;
  const command = new Deno.Command(Deno.execPath(), {
    args: [...words, ...args],
    ...options,
    env: { NO_COLOR: "1", ...env },
  });
  return command.spawn();
}

/** Interrupts a program that has just been started as Ctrl-C does, in the midst of its work. */
export async function interruptLater(
  child: Deno.ChildProcess,
): Promise<{ code: number; printed: number; err: string; ms: number }> {
  await new Promise((done) => setTimeout(done, 2500)); // until it is in the midst of it
  const began = performance.now();
  child.kill("SIGINT");
  const { code, stdout, stderr } = await child.output();
  return {
    code,
    printed: stdout.length,
    err: new TextDecoder().decode(stderr),
    ms: performance.now() - began,
  };
}
