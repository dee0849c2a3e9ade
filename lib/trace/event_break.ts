/** Milliseconds of work after which events are let in. */
const WORK_MS = 100;

/** Pauses of a long work, in which events (a signal, a click, a message) are let in. */
export interface EventBreak {
  /** Whether there was none for a while. */
  isDue(): boolean;
  /** Lets events in. */
  take(): Promise<void>;
}

/**
 * Awaiting what is at hand lets no event in, so a loop over traces in memory would not notice that it is to stop.
 *
 * @returns The pauses of one work.
 */
export function eventBreak(): EventBreak {
  let last = performance.now();
  return {
    isDue: () => performance.now() - last > WORK_MS,
    async take() {
      await new Promise((resume) => setTimeout(resume));
      last = performance.now();
    },
  };
}
