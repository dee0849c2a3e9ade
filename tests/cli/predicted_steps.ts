import { call } from "../score/labelled_steps.ts";

/** Records as lines of JSON. */
export const lines = (rows: readonly object[]) => rows.map((row) => `${JSON.stringify(row)}\n`).join("");

/** Predictions of eight steps that want `ls`, by a model that calls one tool after the first step. */
export const predicted = (name: string) =>
  Array.from({ length: 8 }, (_, i) => (
    {
      id: `${i}`,
      step: 0,
      target: call("ls"),
      prediction: call(i === 0 ? "ls" : name),
      stopped: true,
      previous: [],
      model: name,
    }
  ));
