const EXIT_CODES: Partial<Record<Deno.Signal, number>> = Deno.build.os === "windows"
  ? { SIGINT: 130, SIGBREAK: 149 }
  : { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 };

/** A signal asked the program to end. */
export class Interrupted extends Error {
  /** The error's name. */
  override name = "Interrupted";

  /**
   * @param exitCode What a shell expects: 128 and the signal's number.
   */
  constructor(readonly exitCode: number) {
    super("Interrupted by a signal");
  }
}

/**
 * Runs work that must clean up behind itself when it is interrupted, as by Ctrl-C: a signal aborts it instead
 * of ending the program at once. A second signal ends it at once.
 *
 * @param work Gets the signal to watch.
 * @returns What the work returned.
 * @throws {Interrupted} If it was interrupted, and the work passes on the reason of the abort.
 */
export async function interruptible<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const abort = new AbortController();
  const listeners = Object.entries(EXIT_CODES).map(([name, exitCode]) => {
    const listener = () =>
      abort.signal.aborted ? Deno.exit(exitCode) : abort.abort(new Interrupted(exitCode));
    return [name as Deno.Signal, listener] as const;
  });
  for (const [name, listener] of listeners) Deno.addSignalListener(name, listener);
  try {
    return await work(abort.signal);
  } finally {
    for (const [name, listener] of listeners) Deno.removeSignalListener(name, listener);
  }
}
