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

/** Runs `deno task traces`. */
export const runTraces = (...args: string[]): Promise<Ran> => runTask(["traces", ...args]);

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
