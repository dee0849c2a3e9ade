import type { FailureMode, ReactionRate } from "./failures.ts";
import type { Histogram } from "./statistics/histogram.ts";
import type { Rules, ToolName } from "./trace_measures.ts";
import type { StepSequence, Transition } from "./workflow.ts";

/** How long texts of one kind are, in characters (Python's `len`: Unicode code points). */
export interface Lengths extends Histogram {
  /** How many texts. */
  n: number;
  /** Characters of all texts together. */
  sum: number;
}

/** A summary by structured rules, which define everything in it. */
export interface StructuredSummary extends Summary {
  /** Counting rules: ours, which read the JSON of calls and responses. */
  rules: "structured";
  /** Which tools fail how, most frequent first. */
  failureModes: FailureMode[];
  /** What traces do after a failed call. */
  reactions: ReactionRate[];
  /** Which acting step follows which, most frequent first. */
  transitions: Transition[];
  /**
   * The most common sequences of 3 to 5 acting steps: ten of each category and length, those that most traces hold first.
   */
  sequences: StepSequence[];
}

/** What a pass over traces found: the numbers the printed summary, the dashboard and `--json` show. */
export interface Summary {
  /** By which definitions: the tutorial's, digit for digit, or ours. */
  rules: Rules;
  /** Traces seen. */
  rows: number;
  /** Mean turns a trace; null if there were no traces. */
  avgTurns: number | null;
  /** Mean tool calls a trace; null if there were no traces. */
  avgToolCalls: number | null;
  /** Share of traces with at least one error, 0–1; null if there were no traces. */
  tracesWithErrorRate: number | null;
  /** `tracesWithErrorRate` under a short name. */
  errorRate: number | null;
  /** Share of tool responses that are errors, 0–1; null where nothing was measured. */
  responseErrorRate: number | null;
  /** Share of tool responses of which neither success nor failure can be told, 0–1. */
  unknownRate: number | null;
  /** Share of the gpt turns with a call that hold more than one, 0–1. */
  parallelRate: number | null;
  /** Which tools fail how, most frequent first; null by the tutorial's rules. */
  failureModes: FailureMode[] | null;
  /** What traces do after a failed call; null by the tutorial's rules. */
  reactions: ReactionRate[] | null;
  /** Which acting step follows which, most frequent first; null by the tutorial's rules. */
  transitions: Transition[] | null;
  /**
   * The most common sequences of 3 to 5 acting steps: ten of each category and length, those that most traces hold first;
   * null by the tutorial's rules.
   */
  sequences: StepSequence[] | null;
  /** The 15 most called tools, most first, ties in first-seen order. */
  topTools: [name: ToolName, calls: number][];
  /** Calls in one gpt turn and how many turns have that width, narrowest first. */
  widths: [width: number, turns: number][];
  /** Thoughts in one gpt turn and how many turns have that many, fewest first. */
  thoughtsPerTurn: [thoughts: number, turns: number][];
  /** Categories, most traces first, ties in first-seen order. */
  categories: [name: string | null, traces: number][];
  /** Turns a trace in 40 bins. */
  turnsHistogram: Histogram;
  /** Lengths of thoughts over the first 500 traces; the three share their edges. */
  thinkLengths: Lengths;
  /** Lengths of calls as `json.dumps` writes them, over the first 500 traces. */
  callLengths: Lengths;
  /** Lengths of the non-empty answers over the first 500 traces. */
  answerLengths: Lengths;
}
