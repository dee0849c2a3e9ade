import type { EpisodeStart } from "../episode/episode_state.ts";
import type { CallWithResult } from "../tools/call_with_result.ts";
import { announceCalls, remarkOnResults } from "./call_remarks.ts";
import { describeCall, resultText } from "./call_summary.ts";
import { type ThoughtParts, thoughtText } from "./thought_text.ts";

/** What the simulated model remembers of an episode, from which its thoughts are made. */
export class ModelMemory {
  /** Calls since the last human turn. */
  readonly callsOfRequest: CallWithResult[] = [];
  private readonly history: string[] = [];
  private readonly usedSentences = new Set<string>();
  private lastCalls: readonly CallWithResult[] = [];
  private began = false;
  private task: string;

  /** @param notes Remarks on the task; each is taken out when a thought uses it. */
  constructor(private readonly start: EpisodeStart, private readonly notes: string[]) {
    this.task = start.task;
  }

  /** Begins a new request: earlier calls and results are forgotten. */
  startRequest(): void {
    this.lastCalls = [];
    this.callsOfRequest.length = 0;
    // A later human turn may change the task, so thoughts stop naming it.
    if (this.began) this.task = "";
  }

  /** Changes the task and the remarks on it. */
  changeTask(task: string, notes: readonly string[]): void {
    this.task = task;
    this.notes.splice(0, this.notes.length, ...notes);
  }

  /** Remembers calls and their results. */
  addCalls(calls: readonly CallWithResult[]): void {
    this.lastCalls = calls;
    this.callsOfRequest.push(...calls);
    for (const call of calls) this.history.push(describeCall(call));
  }

  /** Returns the thought before these calls, or before an answer; `core` is the story's own part of it. */
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
