import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import {
  comparePredictions,
  loadTraces,
  type Prediction,
  PredictionError,
  readPredictions,
  scoreToolSelection,
} from "tracebook";
import { JUPYTER_DISPLAY } from "../../lib/display/mod.ts";
import { stepScorer } from "../../lib/score/score_step.ts";
import { call, LABELLED, PREDICTIONS, TOOLS } from "./labelled_steps.ts";
import { shortOrLong } from "../long.ts";

Deno.test("every labelled step has the scores that were worked out by hand", () => {
  assert(LABELLED.length >= 40);
  LABELLED.forEach(([what, , , expected], i) => {
    const { isWellFormed, shared, missing, extra, fitting, equal, alike } = stepScorer()(PREDICTIONS[i]!);
    const pair = ({ of, count }: { of: number; count: number }) => [of, count];
    const found = {
      form: isWellFormed,
      shared,
      missing,
      extra,
      fitting: pair(fitting),
      equal: pair(equal),
      alike,
    };
    assertEquals(found, expected, what);
  });
});

const step = (id: string, n: number, target: string, prediction: string, more: Partial<Prediction> = {}) => (
  { id, step: n, target, prediction, stopped: true, previous: [], tools: TOOLS, ...more } satisfies Prediction
);
const [ls, cat] = [call("ls"), call("cat", { path: "a" })];

/** Two traces: four steps that call, one that answers. */
const FIVE: Prediction[] = [
  step("a", 0, ls, ls, { category: "Files" }),
  step("a", 1, ls + cat, cat, { category: "Files", previous: ["ls"], stopped: false }),
  step("a", 2, "Done.", ls, { category: "Files", previous: ["cat", "ls"] }),
  step("b", 0, cat, ls, { category: "Web" }),
  step("b", 1, cat, cat + ls, { category: "Web", previous: ["cat"] }),
];

Deno.test("shares are means over steps, worked out by hand", () => {
  const { format, tools, arguments: given, decision, stop, n } = scoreToolSelection(FIVE);
  assertEquals(n, { steps: 5, traces: 2 });
  assertEquals(format.valid.value, 1);
  // exact: 1, 0, 0, 0, 0
  assertEquals([tools.exact.value, tools.exact.n], [0.2, 5]);
  // called and wanted: 1/1, 1/1, 0/1, 0/1, 1/2
  assertEquals([tools.precision.value, tools.precision.n], [0.5, 5]);
  // wanted and called: 1/1, 1/2, 0/1, 1/1; the answer wants none
  assertEquals([tools.recall.value, tools.recall.n], [0.625, 4]);
  // 2·1/2, 2·1/3, 0/1, 0/2, 2·1/3
  assert(Math.abs(tools.f1.value! - (1 + 2 / 3 + 0 + 0 + 2 / 3) / 5) < 1e-12);
  assertEquals([given.valid.value, given.match.value, given.match.n], [1, 1, 3]);
  assertEquals([decision.accuracy.value, decision.calls.value, decision.answers.value], [0.8, 1, 0]);
  assertEquals(stop.rate.value, 0.8);
});

Deno.test("guesses learn from the other traces, or from traces to train on", () => {
  // b calls cat twice, so a is guessed cat; a calls ls once and both once, so b is guessed both, the first by name
  const { baselines, learnedFrom } = scoreToolSelection(FIVE);
  assertEquals(learnedFrom, "others");
  // a wants ls, then both: 0/1 and 1/2 are guessed; b wants cat twice: 1/1 each
  assertEquals(baselines.mostFrequent.tools.recall.value, (0 + 1 / 2 + 1 + 1) / 4);
  // the first steps are guessed as before; a then ls again, of both (1/2), and b cat again (1/1)
  assertEquals(baselines.previousTools.tools.recall.value, (0 + 1 / 2 + 1 + 1) / 4);
  assertEquals(baselines.previousTools.decision.answers.value, 0);
  const train = [{
    id: "t",
    conversations: [
      { from: "gpt" as const, value: ls },
      { from: "gpt" as const, value: cat },
      { from: "gpt" as const, value: "Done." },
    ],
  }];
  const trained = scoreToolSelection(FIVE, { train });
  assertEquals(trained.learnedFrom, "train");
  // behind nothing ls, behind ls cat, behind cat an answer; behind both what is most frequent, cat
  assertEquals(trained.baselines.transitions.tools.exact.value, (1 + 0 + 0 + 0 + 0) / 5);
  assertEquals(trained.baselines.transitions.decision.accuracy.value, 3 / 5);
});

Deno.test("by tool, by category, and what was called in whose place", () => {
  const { byTool, byCategory, confusion } = scoreToolSelection(FIVE);
  assertEquals(
    byTool.map((
      { tool, recall, precision },
    ) => [tool, recall.part, recall.whole, precision.part, precision.whole]),
    [["ls", 1, 2, 1, 4], ["cat", 2, 3, 2, 2]],
  );
  assertEquals(byCategory.map(({ category, n, decision }) => [category, n.steps, decision.accuracy.value]), [
    ["Files", 3, 2 / 3],
    ["Web", 2, 1],
  ]);
  assertEquals(confusion, [
    { wanted: "cat", made: "cat", count: 2 },
    { wanted: null, made: "ls", count: 2 },
    { wanted: "cat", made: "ls", count: 1 },
    { wanted: "ls", made: "ls", count: 1 },
    { wanted: "ls", made: null, count: 1 },
  ]);
});

/** The held-out steps of the sample, and what a predictor makes of them. */
async function sampled(predict: (target: string, tools: string[], random: () => number) => string) {
  let seed = 1;
  const random = () => (seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0) / 2 ** 32;
  const predictions: Prediction[] = [];
  for (const trace of await loadTraces("sample").toArray()) {
    const names = JSON.parse(trace.tools!).map((tool: { function: { name: string } }) => tool.function.name);
    const previous: string[] = [];
    trace.conversations.filter(({ from }) => from === "gpt").forEach(({ value }, n) => {
      const prediction = predict(value, names, random);
      predictions.push(step(trace.id, n, value, prediction, { tools: trace.tools, previous: [...previous] }));
      const called = [...value.matchAll(/<tool_call>\s*\{"name": "(\w+)"/g)].map(([, name]) => name!);
      if (called.length > 0) previous.splice(0, Infinity, ...called);
    });
  }
  return predictions;
}

Deno.test("who is perfect in form and random in tools is no better than guessing; who knows the tools is", async () => {
  const random = scoreToolSelection(
    await sampled((target, tools, next) => {
      const count = target.split("<tool_call>").length - 1;
      const names = Array.from({ length: count }, () => tools[Math.floor(next() * tools.length)]!);
      return count === 0 ? "Done." : names.map((name) => call(name)).join("\n");
    }),
  );
  assertEquals(random.format.valid.value, 1);
  assertEquals(random.decision.accuracy.value, 1);
  for (const guess of Object.values(random.baselines)) {
    assert(random.tools.exact.high! < guess.tools.exact.low!);
    assert(random.tools.f1.high! < guess.tools.f1.low!);
  }
  const knowing = scoreToolSelection(await sampled((target) => target));
  for (const guess of Object.values(knowing.baselines)) {
    assert(knowing.tools.exact.low! > guess.tools.exact.high!);
  }
  assertEquals(knowing.tools.f1.value, 1);
  assert(knowing.arguments.match.value! > 0.99); // of calls that cannot be read nobody knows whether they are equal
});

Deno.test("the order of predictions does not matter, and nothing hostile gets through", () => {
  const scored = JSON.stringify(scoreToolSelection(PREDICTIONS));
  const shuffled = fc.shuffledSubarray(PREDICTIONS, { minLength: PREDICTIONS.length });
  fc.assert(fc.property(shuffled, (order) => JSON.stringify(scoreToolSelection(order)) === scored), {
    numRuns: 20,
  });
  const hostile = scoreToolSelection([step("x", 0, call("<img src=x onerror=alert(1)>"), "")]);
  const { "text/html": html } = hostile[JUPYTER_DISPLAY]() as Record<string, string>;
  assert(!html!.includes("<img") && html!.includes("&lt;img"));
});

Deno.test("any texts can be scored, and shares stay shares", () => {
  const text = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.constantFrom(...LABELLED.flatMap(([, target, prediction]) => [target, prediction])),
    fc.array(
      fc.constantFrom("<think>", "</think>", "<tool_call>", "</tool_call>", '{"name": "ls"', "}", "\n"),
    )
      .map((pieces) => pieces.join("")),
  );
  const predictions = fc.array(fc.tuple(text, text, fc.oneof(fc.constant(TOOLS), text)), {
    minLength: 1,
    maxLength: 8,
  });
  fc.assert(
    fc.property(predictions, (all) => {
      const { format, tools, arguments: given, decision, stop } = scoreToolSelection(
        all.map(([target, prediction, tools], n) => step(`${n % 3}`, n, target, prediction, { tools })),
      );
      for (const score of [format, tools, given, decision, stop].flatMap((part) => Object.values(part))) {
        if (score.value === null) continue;
        assert(score.value >= 0 && score.value <= 1);
        if (score.low !== null) assert(score.low <= score.value + 1e-9 && score.value <= score.high! + 1e-9);
      }
    }),
    { numRuns: shortOrLong(30, 100) },
  );
});

Deno.test("two models are compared on the steps that both predict", () => {
  const made = (prediction: string, count: number) =>
    Array.from({ length: count }, (_, i) => step(`${i >> 1}`, i, ls, i % 7 === 0 ? cat : prediction));
  const { pairs, alone, metrics } = comparePredictions(made(cat, 40), made(ls, 44));
  assertEquals([pairs, alone], [{ steps: 40, traces: 20 }, { before: 0, after: 4 }]);
  const exact = metrics.find(({ name }) => name === "exact")!;
  assertEquals([exact.a, exact.b, exact.n], [34 / 40, 0, 40]);
  assert(exact.low! > 0.5 && exact.high! <= 1 && exact.p! < 0.01);
  const back = comparePredictions(made(ls, 44), made(cat, 40)).metrics.find(({ name }) => name === "exact")!;
  assertEquals([back.difference, back.low, back.high, back.p], [
    -exact.difference!,
    -exact.high!,
    -exact.low!,
    exact.p,
  ]);
  assertThrows(
    () => comparePredictions([step("a", 0, ls, ls)], [step("b", 0, ls, ls)]),
    RangeError,
    "no step",
  );
});

Deno.test("what is no prediction is refused by file, line and field", () => {
  const line = JSON.stringify(step("a", 0, ls, ls));
  const refused = (text: string, message: string) =>
    assertThrows(() => readPredictions(text, "p.jsonl"), PredictionError, message);
  refused(`${line}\n{`, "line 2 of p.jsonl: it is not JSON");
  refused("[]", "it is not an object");
  refused("null", "it is not an object");
  refused(line.replace('"step":0', '"step":-1'), "field step");
  refused(line.replace('"previous":[]', '"previous":[1]'), "field previous.0");
  refused(`${line}\n\n${line}`, "line 3 of p.jsonl: step 0 of a is predicted on line 1 already");
  assertEquals(readPredictions(`\n${line}\r\n\n`).length, 1);
  assertThrows(() => scoreToolSelection([]), RangeError, "no predictions");
});
