/** What a child program cost. */
export interface ChildCost {
  /** Its exit code. */
  code: number;
  /** Wall-clock seconds. */
  seconds: number;
  /** Peak resident memory in MB, as Linux counts it: of the program itself. */
  peakMb: number;
  /** The same with all programs that it started, added up every 20 ms. */
  treeMb: number;
  /** What it printed on standard output. */
  out: string;
}

/**
 * Runs a program to its end and watches what it costs.
 *
 * @param command The program and its arguments.
 * @param cwd Where it runs.
 */
export async function runChild(
  [program, ...args]: string[],
  cwd: URL,
  options: Pick<Deno.CommandOptions, "env" | "stderr"> = {},
): Promise<ChildCost> {
  const began = performance.now();
  const child = new Deno.Command(program!, { args, cwd, stdout: "piped", stderr: "inherit", ...options })
    .spawn();
  let peakKb = 0;
  let treeKb = 0;
  const watch = setInterval(() => {
    peakKb = Math.max(peakKb, kbOf(child.pid, "VmHWM"));
    treeKb = Math.max(treeKb, treeOf(child.pid).reduce((sum, pid) => sum + kbOf(pid, "VmRSS"), 0));
  }, 20);
  const { code, stdout } = await child.output();
  clearInterval(watch);
  return {
    code,
    seconds: (performance.now() - began) / 1000,
    peakMb: Math.round(peakKb / 1024),
    treeMb: Math.round(Math.max(peakKb, treeKb) / 1024),
    out: new TextDecoder().decode(stdout),
  };
}

function kbOf(pid: number, field: "VmHWM" | "VmRSS"): number {
  try {
    const status = Deno.readTextFileSync(`/proc/${pid}/status`);
    return Number(new RegExp(`${field}:\\s+(\\d+)`).exec(status)?.[1] ?? 0);
  } catch {
    return 0; // it has just ended
  }
}

/** A program and all that it started. */
function treeOf(pid: number): number[] {
  try {
    const children = Deno.readTextFileSync(`/proc/${pid}/task/${pid}/children`).trim();
    return [pid, ...children === "" ? [] : children.split(" ").flatMap((child) => treeOf(Number(child)))];
  } catch {
    return [pid];
  }
}
