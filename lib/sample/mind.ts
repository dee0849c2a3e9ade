import { describe, lastText } from "./narration.ts";
import { intend, observe } from "./observation.ts";
import type { EpisodeStart } from "./episode_start.ts";
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

  /** @param notes Remarks on the task that were not used yet. */
  constructor(private readonly start: EpisodeStart, private readonly notes: string[]) {}

  /** Takes in what the user said; results from before are not looked at any more. */
  listen(): void {
    this.last = [];
    this.done.length = 0;
  }

  /** Takes remarks on another task instead of those that are left. */
  changeNotes(notes: readonly string[]): void {
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
    const { profile, task, rng } = this.start;
    const { notes, history, used } = this;
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
      matter: { next: calls, last, task, history, used },
    };
    this.began = true;
    return thoughtOf(parts, profile, rng);
  }
}
