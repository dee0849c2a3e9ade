import type { Progress } from "./progress.ts";

/** Whether a stage is at its end. */
export function isDone({ done, total }: Progress): boolean {
  return total !== undefined && done >= total;
}

/** How fast a stage goes. */
export interface Pace {
  /** Seconds since it began. */
  seconds: number;
  /** Units done since then; what was there before does not count. */
  gained: number;
}

/**
 * Takes the time of stages as they are told of.
 *
 * @param now The time in milliseconds. @default {performance.now}
 * @returns Gives the pace of an event's stage; a stage begins with its first event, and ends when all is done.
 */
export function takePaces(now: () => number = () => performance.now()): (event: Progress) => Pace {
  const begun = new Map<string, { at: number; done: number }>();
  return (event) => {
    const { stage, done } = event;
    const first = begun.get(stage) ?? { at: now(), done };
    begun.set(stage, first);
    if (isDone(event)) begun.delete(stage);
    return { seconds: (now() - first.at) / 1000, gained: done - first.done };
  };
}
