import { announceCalls, remarkOnResults } from "./call_remarks.ts";
import { describeCall, resultText } from "./call_summary.ts";
import type { CallWithResult } from "./call_with_result.ts";
import type { EpisodeStart } from "./episode_state.ts";
import { type ThoughtParts, thoughtText } from "./thought_text.ts";

/** What the model of an episode knows: what was done, what came of it, and what it has said already. */
export class ModelMemory {
  /** The calls since the user spoke last. */
  readonly callsOfRequest: CallWithResult[] = [];
  private readonly history: string[] = [];
  private readonly usedSentences = new Set<string>();
  private lastCalls: readonly CallWithResult[] = [];
  private began = false;
  private task: string;

  /** @param notes Remarks on the task that were not used yet. */
  constructor(private readonly start: EpisodeStart, private readonly notes: string[]) {
    this.task = start.task;
  }

  /** Takes in what the user said; results from before are not looked at any more. */
  startRequest(): void {
    this.lastCalls = [];
    this.callsOfRequest.length = 0;
    // Whatever is said later may change the task.
    if (this.began) this.task = "";
  }

  /** Takes on another task, with remarks on it. */
  changeTask(task: string, notes: readonly string[]): void {
    this.task = task;
    this.notes.splice(0, this.notes.length, ...notes);
  }

  /** Takes in what calls returned. */
  addCalls(calls: readonly CallWithResult[]): void {
    this.lastCalls = calls;
    this.callsOfRequest.push(...calls);
    for (const call of calls) this.history.push(describeCall(call));
  }

  /** A thought before these calls, or before an answer. `core` is what the story wants thought. */
  thought(core: string, calls: readonly CallWithResult[] = [], draft?: string): string {
    const { profile, rng } = this.start;
    const { notes, history, usedSentences, task, callsOfRequest } = this;
    const sinceRequest = callsOfRequest.length > 0 ? history.slice(-callsOfRequest.length) : [];
    const lastResult = this.lastCalls.map(resultText).at(-1) ?? "";
    const parts: ThoughtParts = {
      core,
      task: this.began ? undefined : task,
      afterFailure: this.lastCalls.some(({ ok }) => !ok),
      notes,
      history,
      draft,
      lastResult,
      resultRemark: remarkOnResults(this.lastCalls, rng),
      nextCallRemark: announceCalls(calls, rng),
      context: {
        next: calls,
        last: lastResult,
        task,
        history: sinceRequest,
        done: callsOfRequest,
        used: usedSentences,
      },
    };
    this.began = true;
    return thoughtText(parts, profile, rng);
  }
}
