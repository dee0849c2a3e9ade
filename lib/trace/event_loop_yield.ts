/** Milliseconds of work after which the event loop should run. */
const WORK_MS = 100;

/** Result of {@linkcode makeEventLoopYield}: lets a long computation give the event loop its turn. */
export interface EventLoopYield {
  /** Whether the event loop has not run for a tenth of a second. */
  isDue(): boolean;
  /** Waits one turn of the event loop, in which signals, clicks and messages are handled. */
  run(): Promise<void>;
}

/**
 * Makes a yield to the event loop for one long computation. Awaiting a value that is there already runs no event, so a loop
 * over traces in memory would not notice that it is to stop.
 *
 * @returns The yield; ask `isDue` in the loop, and await `run` if it is.
 */
export function makeEventLoopYield(): EventLoopYield {
  let last = performance.now();
  return {
    isDue: () => performance.now() - last > WORK_MS,
    async run() {
      await new Promise((resume) => setTimeout(resume));
      last = performance.now();
    },
  };
}
