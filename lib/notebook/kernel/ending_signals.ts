/** The signals by which a person or the system asks a program to end. */
export const ENDING_SIGNALS: readonly Deno.Signal[] = Deno.build.os === "windows"
  ? ["SIGINT", "SIGBREAK"]
  : ["SIGINT", "SIGTERM", "SIGHUP"];

/**
 * Runs work that no signal may cut in two, such as replacing a small file: a signal that comes meanwhile takes effect when
 * the work is done. The work must be short, as nothing can stop it.
 */
export async function holdingSignals<T>(work: () => Promise<T>): Promise<T> {
  let received: Deno.Signal | undefined;
  const listeners = ENDING_SIGNALS.map((signal) => ({ signal, onSignal: () => void (received ??= signal) }));
  for (const { signal, onSignal } of listeners) Deno.addSignalListener(signal, onSignal);
  try {
    return await work();
  } finally {
    for (const { signal, onSignal } of listeners) Deno.removeSignalListener(signal, onSignal);
    if (received !== undefined) Deno.kill(Deno.pid, received);
  }
}
