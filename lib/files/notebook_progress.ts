import { escapeHtml } from "../display/mod.ts";
import { isDone, type Progress, progressLine, type ProgressSink, shareDone, takePaces } from "./progress.ts";

/** Sends a message of the Jupyter protocol to the notebook: what `Deno.jupyter.broadcast` does. */
export type Broadcast = (type: string, content: Record<string, unknown>) => Promise<void> | void;

/** Work that is done sooner shows nothing. */
const QUIET_SECONDS = 1;
const BETWEEN_SECONDS = 0.2;

/**
 * A sink that shows a bar below a notebook's cell, and keeps it up to date; a stage that takes no second shows nothing.
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
  const paceOf = takePaces();
  const shown = new Map<string, { id: string; seconds: number }>();
  let count = 0;
  return (event) => {
    const pace = paceOf(event);
    const before = shown.get(event.stage);
    const ends = isDone(event);
    if (before ? !ends && pace.seconds - before.seconds < BETWEEN_SECONDS : pace.seconds < QUIET_SECONDS) {
      return;
    }
    const id = before?.id ?? `tracebook-progress-${count++}`;
    if (ends) shown.delete(event.stage);
    else shown.set(event.stage, { id, seconds: pace.seconds });
    const text = progressLine(event, pace);
    const content = {
      data: { "text/html": barHtml(event, text), "text/plain": text },
      metadata: {},
      transient: { display_id: id },
    };
    // A bar that cannot be shown must not end the work.
    send(broadcast, before ? "update_display_data" : "display_data", content).catch(() => {});
  };
}

/** What a notebook has put in the broadcast's place need not give a promise. */
async function send(broadcast: Broadcast, type: string, content: Record<string, unknown>): Promise<void> {
  await broadcast(type, content);
}

function barHtml({ stage, done, total }: Progress, line: string): string {
  const numbers = line.slice(stage.length).replace(/^ [#.]+/, "");
  const bar = total === undefined ? "" : `<progress max="1" value="${shareDone(done, total)}"></progress>`;
  return `<div>${escapeHtml(stage)} ${bar}${escapeHtml(numbers)}</div>`;
}

/**
 * The sink of the notebook that the program runs in; undefined elsewhere.
 *
 * @returns The sink, or undefined.
 */
export function ownNotebookProgress(): ProgressSink | undefined {
  try {
    const { jupyter } = Deno as unknown as { jupyter: { broadcast: Broadcast } };
    return notebookProgress((type, content) => jupyter.broadcast(type, content));
  } catch {
    return undefined; // outside a notebook's kernel Deno throws when it is asked for
  }
}
