import type { RecordFields } from "../files/mod.ts";
import { readTrace, type Trace } from "../trace/mod.ts";
import type { FolderFormatRules } from "./folder_formats.ts";

/** A step whose gpt turn a model is to write. */
export interface HeldOutStep {
  /** Which of the trace's gpt turns it is, from 0. */
  step: number;
  /** How many of the messages come before it. */
  message: number;
  /** The turn as it is in the trace. */
  target: string;
  /** The tools that the last acting step before it called, in order. */
  previous: string[];
}

/** The fields of the held-out file: one record a trace, with its steps. */
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

/** The steps of a trace whose turns can be asked for: each gpt turn that says something. */
export function heldOutSteps(trace: Trace): Omit<HeldOutStep, "message">[] {
  let previous: string[] = [];
  return readTrace(trace).steps.flatMap(({ turn, calls }, step) => {
    const target = trace.conversations[turn]!.value;
    const found = { step, target, previous };
    if (calls.length > 0) previous = calls.map(({ name }) => name);
    return target.trim() === "" ? [] : [found];
  });
}

/** A trace as a record of the held-out file. Its messages end before the last step. */
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

/** Takes a given number of things from all, evenly: the same ones each time. */
export function evenly(count: number, most: number): (at: number) => boolean {
  return count <= most
    ? () => true
    : (at) => Math.floor((at + 1) * most / count) > Math.floor(at * most / count);
}
