import type { EpisodeStart } from "./episode_start.ts";
import { describe, lastText } from "./narration.ts";
import { intend, observe } from "./observation.ts";
import type { Played } from "./played.ts";
import { thoughtOf } from "./voice.ts";

/** What the model of an episode knows: what was done, what came of it, and what it has said already. */
export class Mind {
  /** The calls since the user spoke last. */
  readonly done: Played[] = [];
  private readonly history: string[] = [];
  private readonly used = new Set<string>();
  private last: readonly Played[] = [];
  private began = false;
  private task: string;

  /** @param notes Remarks on the task that were not used yet. */
  constructor(private readonly start: EpisodeStart, private readonly notes: string[]) {
    this.task = start.task;
  }

  /** Takes in what the user said; results from before are not looked at any more. */
  listen(): void {
    this.last = [];
    this.done.length = 0;
    // Whatever is said later may change the task.
    if (this.began) this.task = "";
  }

  /** Takes on another task, with remarks on it. */
  takeOn(task: string, notes: readonly string[]): void {
    this.task = task;
    this.notes.splice(0, this.notes.length, ...notes);
  }

  /** Takes in what calls returned. */
  learn(calls: readonly Played[]): void {
    this.last = calls;
    this.done.push(...calls);
    for (const call of calls) this.history.push(describe(call));
  }

  /** A thought before these calls, or before an answer. `core` is what the story wants thought. */
  thought(core: string, calls: readonly Played[] = [], draft?: string): string {
    const { profile, rng } = this.start;
    const { notes, history, used, task, done } = this;
    const since = done.length > 0 ? history.slice(-done.length) : [];
    const last = this.last.map(lastText).at(-1) ?? "";
    const parts = {
      core,
      task: this.began ? undefined : task,
      afterFailure: this.last.some(({ ok }) => !ok),
      notes,
      history,
      draft,
      last,
      observed: observe(this.last, rng),
      intended: intend(calls, rng),
      matter: { next: calls, last, task, history: since, done, used },
    };
    this.began = true;
    return thoughtOf(parts, profile, rng);
  }
}
