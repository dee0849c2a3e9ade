/**
 * Whether a process has ended. One that has ended and that nobody has asked for its exit code still has a place
 * in the table of processes; it counts as ended.
 */
export function hasEnded(pid: number): boolean {
  if (Deno.build.os === "linux") {
    try {
      const state = Deno.readTextFileSync(`/proc/${pid}/stat`).replace(/^.*\) /s, "")[0];
      return state === "Z" || state === "X";
    } catch {
      return true;
    }
  }
  try {
    Deno.kill(pid, "SIGCONT");
    return false;
  } catch {
    return true;
  }
}

/** Waits until a process has ended; false if it still runs after the given seconds. */
export async function endsWithin(pid: number, seconds: number): Promise<boolean> {
  for (const last = performance.now() + seconds * 1000; performance.now() < last;) {
    if (hasEnded(pid)) return true;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return hasEnded(pid);
}
