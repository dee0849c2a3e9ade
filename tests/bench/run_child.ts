/** What a child program cost. */
export interface ChildCost {
  /** Its exit code. */
  code: number;
  /** Wall-clock seconds. */
  seconds: number;
  /** Peak resident memory in MB, as Linux counts it. */
  peakMb: number;
  /** What it printed on standard output. */
  out: string;
}

/**
 * Runs a program to its end and watches what it costs.
 *
 * @param command The program and its arguments.
 * @param cwd Where it runs.
 */
export async function runChild([program, ...args]: string[], cwd: URL): Promise<ChildCost> {
  const began = performance.now();
  const child = new Deno.Command(program!, { args, cwd, stdout: "piped", stderr: "inherit" }).spawn();
  let peakKb = 0;
  const watch = setInterval(() => peakKb = Math.max(peakKb, peakOf(child.pid)), 20);
  const { code, stdout } = await child.output();
  clearInterval(watch);
  return {
    code,
    seconds: (performance.now() - began) / 1000,
    peakMb: Math.round(peakKb / 1024),
    out: new TextDecoder().decode(stdout),
  };
}

function peakOf(pid: number): number {
  try {
    return Number(/VmHWM:\s+(\d+)/.exec(Deno.readTextFileSync(`/proc/${pid}/status`))?.[1] ?? 0);
  } catch {
    return 0; // it has just ended
  }
}
