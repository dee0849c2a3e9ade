import type { RecordFields } from "../files/mod.ts";
import { readTrace, type Trace } from "../trace/mod.ts";
import type { FolderFormatRules } from "./folder_formats.ts";

/** A step of a held-out trace; in the evaluation a model writes its gpt turn. */
export interface HeldOutStep {
  /** The number of the gpt turn among the trace's gpt turns, from 0. */
  step: number;
  /** How many of the record's messages come before the gpt turn. */
  message: number;
  /** The gpt turn's text in the trace. */
  target: string;
  /** The names of the tools that the last step with calls before this one called, in order. */
  previous: string[];
}

/** The fields of `evaluate.jsonl`: one record a trace, with its steps. */
export const HELD_OUT_FIELDS: RecordFields = {
  id: "string",
  category: "string",
  source: "string",
  tools: "string",
  listsTools: "bool",
  messages: { list: "json" },
  steps: {
    list: { struct: { step: "int32", message: "int32", target: "string", previous: { list: "string" } } },
  },
};

/** Returns the steps of a trace that a model can be evaluated on: each gpt turn that is not empty. */
export function heldOutSteps(trace: Trace): Omit<HeldOutStep, "message">[] {
  let previous: string[] = [];
  return readTrace(trace).steps.flatMap(({ turn, calls }, step) => {
    const target = trace.conversations[turn]!.value;
    const found = { step, target, previous };
    if (calls.length > 0) previous = calls.map(({ name }) => name);
    return target.trim() === "" ? [] : [found];
  });
}

/** Returns a trace as a record of `evaluate.jsonl`; its messages end before the last step. */
export function heldOutRecord(
  trace: Trace,
  wanted: readonly Omit<HeldOutStep, "message">[],
  rules: FolderFormatRules,
): object {
  const messages = rules.messages(trace);
  const turns = messages.flatMap(({ role }, index) => role === "assistant" ? [index] : []);
  const steps = wanted.map((step): HeldOutStep => ({ ...step, message: turns[step.step]! }));
  return {
    id: trace.id,
    category: trace.category ?? "",
    source: trace.source ?? "",
    tools: trace.tools ?? "",
    listsTools: rules.listsTools(trace),
    messages: messages.slice(0, steps.at(-1)!.message).map(({ json }) => json),
    steps,
  };
}

/** Makes a predicate over indices that is true for `most` of `count`, evenly spread and the same each time. */
export function evenly(count: number, most: number): (at: number) => boolean {
  return count <= most
    ? () => true
    : (at) => Math.floor((at + 1) * most / count) > Math.floor(at * most / count);
}
