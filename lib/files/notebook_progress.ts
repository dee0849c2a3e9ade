import { escapeHtml } from "../display/mod.ts";
import { isDone, type Progress, progressLine, type ProgressSink, shareDone, stageTimer } from "./progress.ts";

/** Sends a message of the Jupyter protocol to the notebook, as `Deno.jupyter.broadcast` does. */
export type Broadcast = (type: string, content: Record<string, unknown>) => Promise<void> | void;

/** A stage shows no bar before it has taken this long. */
const DELAY_SECONDS = 1;
/** Shortest time between two updates of a bar. */
const UPDATE_SECONDS = 0.2;

/**
 * Makes a sink that shows a bar below a notebook's cell, and keeps it up to date; a stage that takes less than a
 * second shows nothing.
 *
 * @param broadcast Sends messages to the notebook.
 * @returns The sink.
 * @see https://jupyter-client.readthedocs.io/en/stable/messaging.html#update-display-data
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { notebookProgress } from "./mod.ts";
 *
 * const sent: string[] = [];
 * const sink = notebookProgress((type) => (sent.push(type), Promise.resolve()));
 * sink({ stage: "Reading", done: 1, total: 2, unit: "rows" });
 * assertEquals(sent, []);
 * ```
 */
export function notebookProgress(broadcast: Broadcast): ProgressSink {
  const timingOf = stageTimer();
  const shown = new Map<string, { id: string; seconds: number }>();
  let count = 0;
  return (event) => {
    const timing = timingOf(event);
    const before = shown.get(event.stage);
    const ends = isDone(event);
    if (before ? !ends && timing.seconds - before.seconds < UPDATE_SECONDS : timing.seconds < DELAY_SECONDS) {
      return;
    }
    const id = before?.id ?? `tracebook-progress-${count++}`;
    if (ends) shown.delete(event.stage);
    else shown.set(event.stage, { id, seconds: timing.seconds });
    const text = progressLine(event, timing);
    const content = {
      data: { "text/html": barHtml(event, text), "text/plain": text },
      metadata: {},
      transient: { display_id: id },
    };
    // A bar that cannot be shown must not end the work.
    send(broadcast, before ? "update_display_data" : "display_data", content).catch(() => {});
  };
}

/** Sends one message; async, as what a notebook put in place of `broadcast` may throw or return no promise. */
async function send(broadcast: Broadcast, type: string, content: Record<string, unknown>): Promise<void> {
  await broadcast(type, content);
}

function barHtml({ stage, done, total }: Progress, line: string): string {
  const numbers = line.slice(stage.length).replace(/^ [#.]+/, "");
  const bar = total === undefined ? "" : `<progress max="1" value="${shareDone(done, total)}"></progress>`;
  return `<div>${escapeHtml(stage)} ${bar}${escapeHtml(numbers)}</div>`;
}

/**
 * Finds the notebook that the program runs in.
 *
 * @returns A sink that shows bars there; undefined outside a notebook.
 */
export function ownNotebookProgress(): ProgressSink | undefined {
  try {
    const { jupyter } = Deno as unknown as { jupyter: { broadcast: Broadcast } };
    return notebookProgress((type, content) => jupyter.broadcast(type, content));
  } catch {
    return undefined; // outside a notebook's kernel Deno throws when it is asked for
  }
}
