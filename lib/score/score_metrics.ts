import type { StepScore } from "./score_step.ts";

/** The name of a score. */
export type ScoreName =
  | "format"
  | "exact"
  | "precision"
  | "recall"
  | "f1"
  | "listed"
  | "valid"
  | "match"
  | "fields"
  | "decision"
  | "calls"
  | "answers"
  | "stop";

/** One score: a share that each step has, or does not have. */
export interface ScoreMetric {
  /** Name of the score. */
  name: ScoreName;
  /** What it is, in words. */
  label: string;
  /** Whether guessing a tool, without writing anything, has it too. */
  isChoice: boolean;
  /** Value for a step, 0–1; null where it is not defined. */
  value(step: StepScore): number | null;
}

const ratio = ({ of, count }: { of: number; count: number }) => of === 0 ? null : count / of;
const flag = (is: boolean) => is ? 1 : 0;
const calls = ({ wanted, made }: StepScore) => wanted.length + made.length;

/**
 * The scores, in the order of tables. The form is apart from the choice of tools: a call with broken JSON counts as an
 * attempt at its tool. Tools are a multiset, in any order; a call too many costs precision, one too few recall.
 */
export const SCORE_METRICS: readonly ScoreMetric[] = [
  {
    name: "format",
    label: "form is right",
    isChoice: false,
    value: ({ isWellFormed }) => flag(isWellFormed),
  },
  {
    name: "exact",
    label: "exactly the tools of the trace",
    isChoice: true,
    value: (step) => calls(step) === 0 ? null : flag(step.missing.length + step.extra.length === 0),
  },
  {
    name: "precision",
    label: "tools called that are wanted",
    isChoice: true,
    value: ({ made, shared }) => made.length === 0 ? null : shared.length / made.length,
  },
  {
    name: "recall",
    label: "tools wanted that are called",
    isChoice: true,
    value: ({ wanted, shared }) => wanted.length === 0 ? null : shared.length / wanted.length,
  },
  {
    name: "f1",
    label: "both together (F1)",
    isChoice: true,
    value: (step) => calls(step) === 0 ? null : 2 * step.shared.length / calls(step),
  },
  {
    name: "listed",
    label: "tools called that the prompt lists",
    isChoice: false,
    value: ({ listed }) => ratio(listed),
  },
  {
    name: "valid",
    label: "arguments that fit their schema",
    isChoice: false,
    value: ({ fitting }) => ratio(fitting),
  },
  { name: "match", label: "arguments as in the trace", isChoice: false, value: ({ equal }) => ratio(equal) },
  {
    name: "fields",
    label: "arguments shared with the trace",
    isChoice: false,
    value: ({ alike }) => alike.length === 0 ? null : alike.reduce((sum, one) => sum + one, 0) / alike.length,
  },
  {
    name: "decision",
    label: "calls or answers as the trace does",
    isChoice: true,
    value: ({ wanted, made }) => flag(wanted.length > 0 === made.length > 0),
  },
  {
    name: "calls",
    label: "calls where the trace calls",
    isChoice: true,
    value: ({ wanted, made }) => wanted.length === 0 ? null : flag(made.length > 0),
  },
  {
    name: "answers",
    label: "answers where the trace answers",
    isChoice: true,
    value: ({ wanted, made }) => wanted.length > 0 ? null : flag(made.length === 0),
  },
  { name: "stop", label: "ends its turn by itself", isChoice: false, value: ({ stopped }) => flag(stopped) },
];
