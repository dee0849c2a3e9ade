import { assert, assertEquals, assertThrows } from "@std/assert";
import { scoreToolSelection, simulatePredictions } from "tracebook";
import { call } from "./labelled_steps.ts";

const tools = JSON.stringify(["ls", "cat", "rm"].map((name) => ({ type: "function", function: { name } })));
const record = (id: string) => ({
  id,
  category: "Files",
  source: "kimi",
  tools,
  steps: Array.from({ length: 50 }, (_, step) => (
    { step, message: 2 * step + 1, target: step % 5 === 4 ? "Done." : call("ls"), previous: ["cat"] }
  )),
});
const heldOut = ["a", "b"].map((id) => JSON.stringify(record(id))).join("\n");

Deno.test("a stand-in predicts every step, the same for the same seed", () => {
  const predictions = simulatePredictions(heldOut, "reader");
  assertEquals(predictions.length, 100);
  assertEquals(predictions, simulatePredictions(`${heldOut}\n`, "reader", 0));
  assert(JSON.stringify(predictions) !== JSON.stringify(simulatePredictions(heldOut, "reader", 1)));
  const { prediction: _, ...rest } = predictions[4]!;
  assertEquals(rest, {
    ...{ id: "a", step: 4, category: "Files", source: "kimi", tools, target: "Done." },
    ...{ previous: ["cat"], model: "reader", stopped: true },
  });
});

Deno.test("the parrot is right in form and decision, and chooses tools as chance does; the reader is the other way round", () => {
  const parrot = scoreToolSelection(simulatePredictions(heldOut, "parrot"));
  const reader = scoreToolSelection(simulatePredictions(heldOut, "reader"));
  assertEquals(parrot.format.valid.value, 1);
  assertEquals(parrot.decision.accuracy.value, 1);
  assert(reader.format.valid.value! < 1);
  assert(reader.tools.f1.value! > parrot.tools.f1.value! + 0.2);
});

Deno.test("a line that is not JSON is an error", () => {
  assertThrows(() => simulatePredictions("{", "parrot"), SyntaxError);
});
