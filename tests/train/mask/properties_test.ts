/** What holds for every trace, window and switch. */
import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { loadTokenizer, type MaskOptions, maskTrace, type Trace } from "tracebook";
import { turnPieces } from "../../../lib/train/mask/label_messages.ts";
import { TRAINED_PARTS, type TrainedPart } from "../../../lib/train/mod.ts";
import { oddTrace } from "./masked_traces.ts";
import { shortOrLong } from "../../long.ts";

const tokenizer = await loadTokenizer();
const END = tokenizer.tokenId("<|im_end|>")!;
/** A text as its tokens say it: normalised, but never across a token that is matched as it stands. */
const normal = (text: string) => tokenizer.decode(tokenizer.encode(text.toWellFormed()));

const options: fc.Arbitrary<MaskOptions> = fc.record({
  maxLength: fc.constantFrom(60, 200, 400, 1000, 100_000),
  truncate: fc.constantFrom("windows", "keep_start", "drop"),
  train: fc.subarray([...TRAINED_PARTS], { minLength: 1 }),
  lastTurn: fc.boolean(),
  skipFailed: fc.boolean(),
  skipRepeats: fc.boolean(),
  toolTurns: fc.constantFrom("tool", "[TOOL OUTPUT]\n"),
  system: fc.constant("used"),
});

/** Runs of trained tokens, as text. */
function trainedRuns(labels: readonly number[]): string[] {
  const runs: number[][] = [];
  labels.forEach((label, i) => {
    if (label === -100) return;
    if (i === 0 || labels[i - 1] === -100) runs.push([]);
    runs.at(-1)!.push(label);
  });
  return runs.map((run) => tokenizer.decode(run));
}

/** The texts of gpt turns that the switch names: neighbours together, ended where the turn's last part is named. */
function namedTexts({ conversations }: Trace, train: readonly TrainedPart[]): string[] {
  return conversations.filter(({ from }) => from === "gpt").flatMap(({ value }) => {
    const texts: string[] = [];
    let joined = false;
    for (const { part, start, end, kind } of turnPieces(value, value.length + 1)) {
      const named = train.includes(part);
      const text = kind === "end" ? "<|im_end|>" : value.slice(start, end);
      if (named && joined) texts[texts.length - 1] += text;
      else if (named) texts.push(text);
      joined = named;
    }
    return texts.map(normal);
  });
}

Deno.test("whatever the trace, window and switch: only text of gpt turns that the switch names is trained", () => {
  fc.assert(
    fc.property(oddTrace, options, (trace, chosen) => {
      const { records } = maskTrace(trace, tokenizer, chosen);
      const texts = namedTexts(trace, chosen.train!);
      for (const { input_ids, labels } of records) {
        assertEquals(input_ids.length, labels.length);
        assert(input_ids.length <= chosen.maxLength!, `${input_ids.length} tokens`);
        labels.forEach((label, i) => assert(label === -100 || label === input_ids[i]));
        for (const run of trainedRuns(labels)) {
          // bytes of a character that is cut by the limit are no text
          const whole = run.replace(/\ufffd+$/, "");
          assert(texts.some((text) => text.includes(whole)), `trained: ${JSON.stringify(run)}`);
          assert(
            !run.includes("<|im_start|>") && !run.slice(0, -1).includes("<|im_end|>\n"),
            "no head of a turn",
          );
        }
      }
    }),
    { numRuns: shortOrLong(100, 500) },
  );
});

Deno.test("whatever the trace, records in order of windows train each gpt turn once, and the report adds up", () => {
  fc.assert(
    fc.property(oddTrace, options, (trace, chosen) => {
      const { records, report } = maskTrace(trace, tokenizer, chosen);
      records.forEach(({ id, window, windows }, i) => {
        assertEquals([id, window, windows], ["odd", i, records.length]);
      });
      const trained = records.flatMap(({ labels }) => labels.filter((label) => label !== -100));
      assertEquals(report.trained, trained.length);
      assertEquals(report.trainable, report.trained + report.lost.tokens);
      assertEquals(report.tokens, records.reduce((sum, { input_ids }) => sum + input_ids.length, 0));
      assertEquals(report.nothing === null, report.trained > 0);
      const all = maskTrace(trace, tokenizer, { ...chosen, maxLength: 1_000_000 });
      assertEquals(all.report.trained, report.trainable);
      if (chosen.truncate !== "windows") return;
      // no turn is trained in part, and none twice: the windows' tokens are a part of the whole's, in order
      const whole = all.records.flatMap(({ labels }) => labels.filter((label) => label !== -100));
      let at = 0;
      for (const id of trained) {
        at = whole.indexOf(id, at) + 1;
        assert(at > 0, "in order");
      }
      if (report.lost.turns === 0) assertEquals(trained, whole);
      assert(records.every(({ labels }) => labels.some((label) => label !== -100)), "no window for nothing");
    }),
    { numRuns: shortOrLong(100, 500) },
  );
});

Deno.test("all parts together train what each trains, and what joins them", () => {
  fc.assert(
    fc.property(oddTrace, (trace) => {
      const labelsOf = (train: readonly TrainedPart[]) =>
        maskTrace(trace, tokenizer, { train, maxLength: 1_000_000, truncate: "keep_start" }).records[0]
          ?.labels ?? [];
      const all = labelsOf(TRAINED_PARTS);
      const single = TRAINED_PARTS.map((part) => labelsOf([part]));
      all.forEach((label, i) => {
        const count = single.filter((labels) => labels[i] !== -100).length;
        assert(count <= 1, "no token is of two parts");
        if (count === 1) assertEquals(label, single.find((labels) => labels[i] !== -100)![i]);
      });
    }),
    { numRuns: 200 },
  );
});

Deno.test("a turn's own end is trained with all its parts", () => {
  const { records } = maskTrace({
    id: "a",
    conversations: [{ from: "human", value: "Hi" }, { from: "gpt", value: "" }, {
      from: "gpt",
      value: "Yes\n",
    }],
  }, tokenizer);
  assertEquals(records[0]!.labels.filter((label) => label === END).length, 2);
});
