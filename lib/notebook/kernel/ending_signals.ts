/** The signals by which a person or the system asks a program to end. */
export const ENDING_SIGNALS: readonly Deno.Signal[] = Deno.build.os === "windows"
  ? ["SIGINT", "SIGBREAK"]
  : ["SIGINT", "SIGTERM", "SIGHUP"];

/**
 * Does what a signal shall not cut in two, such as writing a small file beside the one that it replaces. A signal that comes
 * meanwhile does what it does when the work is done.
 *
 * @param work The work; short, as nobody can stop it.
 * @returns What it gave.
 */
export async function holdingSignals<T>(work: () => Promise<T>): Promise<T> {
  let held: Deno.Signal | undefined;
  const holders = ENDING_SIGNALS.map((signal) => ({ signal, hold: () => void (held ??= signal) }));
  for (const { signal, hold } of holders) Deno.addSignalListener(signal, hold);
  try {
    return await work();
  } finally {
    for (const { signal, hold } of holders) Deno.removeSignalListener(signal, hold);
    if (held !== undefined) Deno.kill(Deno.pid, held);
  }
}
