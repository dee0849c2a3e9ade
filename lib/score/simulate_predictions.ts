import { seededRandom } from "../measure/mod.ts";
import type { Prediction } from "./prediction.ts";

/**
 * A stand-in for a model: `parrot` is perfect in form and calls tools at random; `reader` writes the trace's own turn in
 * most steps, calls a random tool in three of ten, and now and then forgets a closing tag.
 */
export type SimulatedModel = "parrot" | "reader";

/** A record of the held-out file, as far as stand-ins read it. */
interface HeldOutRecord extends Pick<Prediction, "id" | "category" | "source"> {
  tools: string;
  steps: Pick<Prediction, "step" | "target" | "previous">[];
}

type Random = (limit: number) => number;

const WRITERS: Record<SimulatedModel, (target: string, tools: readonly string[], random: Random) => string> =
  {
    parrot: (target, tools, random) =>
      target.includes(CLOSING_TAG) ? randomCall(tools, random) : "That is all.",
    reader(target, tools, random) {
      if (random(10) < 3) return randomCall(tools, random);
      return random(10) === 0 ? target.replace(CLOSING_TAG, "") : target;
    },
  };

const CLOSING_TAG = "</tool_call>";

/**
 * Predicts held-out steps without a model, to try an evaluation, its scores and charts before anything is trained.
 *
 * @param heldOut The text of the training folder's `data/evaluate.jsonl`.
 * @param model Which stand-in.
 * @param seed The same seed gives the same predictions.
 * @returns A prediction for each step, as `evaluate.py` writes them.
 * @throws {SyntaxError} If a line of the text is not JSON.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { scoreToolSelection, simulatePredictions } from "tracebook";
 *
 * const tools = JSON.stringify([{ type: "function", function: { name: "ls" } }]);
 * const target = '<tool_call>\n{"name": "cat", "arguments": {}}\n</tool_call>';
 * const heldOut = JSON.stringify({ id: "a", tools, steps: [{ step: 0, target, previous: [] }] });
 * const [prediction] = simulatePredictions(heldOut, "parrot");
 * assertEquals(prediction?.prediction, '<tool_call>\n{"name":"ls","arguments":{}}\n</tool_call>');
 * ```
 */
export function simulatePredictions(heldOut: string, model: SimulatedModel, seed = 0): Prediction[] {
  const random = seededRandom(seed, Object.keys(WRITERS).indexOf(model));
  const records = heldOut.trim().split("\n").map((line): HeldOutRecord => JSON.parse(line));
  return records.flatMap(({ id, category, source, tools, steps }) => {
    const names = (JSON.parse(tools) as { function: { name: string } }[]).map((tool) => tool.function.name);
    return steps.map(({ step, target, previous }) => ({
      ...{ id, step, category, source, tools, target, previous, model },
      prediction: WRITERS[model](target, names, random),
      stopped: true,
    }));
  });
}

function randomCall(tools: readonly string[], random: Random): string {
  const name = tools[random(tools.length)] ?? "none";
  return `<tool_call>\n${JSON.stringify({ name, arguments: {} })}\n${CLOSING_TAG}`;
}
