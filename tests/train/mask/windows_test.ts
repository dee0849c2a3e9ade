import { assert, assertEquals, assertThrows } from "@std/assert";
import { loadTokenizer, type MaskOptions, type MaskRecord, maskTrace, type Trace } from "tracebook";
import { forgetting } from "../template/templates.ts";
import { steps, SYSTEM } from "./masked_traces.ts";

const tokenizer = await loadTokenizer();
const text = ({ input_ids }: MaskRecord) => tokenizer.decode(input_ids);
const trainedText = ({ labels }: MaskRecord) => tokenizer.decode(labels.filter((label) => label !== -100));

/** Which steps a text has, by what they think. */
const thoughtsIn = (text: string) => [...text.matchAll(/step (\d+)\n/g)].map(([, step]) => Number(step));

function mask(trace: Trace, options: MaskOptions) {
  return maskTrace(trace, tokenizer, options);
}

Deno.test("windows are cut between steps; a call is never without its response", () => {
  const { records, report } = mask(steps(12), { maxLength: 600 });
  assert(records.length > 1);
  assertEquals(report.lost, { tokens: 0, turns: 0, clipped: 0, tools: 2 });
  for (const record of records) {
    assert(record.input_ids.length <= 600);
    const seen = thoughtsIn(text(record));
    for (const step of seen) assert(text(record).includes(`result ${step} `), `step ${step} is answered`);
    assertEquals([...text(record).matchAll(/<tool_response>/g)].length, seen.length);
  }
  // trained once each, in order
  assertEquals(
    records.flatMap((record) => thoughtsIn(trainedText(record))),
    Array.from({ length: 12 }, (_, i) => i),
  );
});

Deno.test("each window begins with the system prompt and the first request, and its steps follow one another", () => {
  const { records } = mask(steps(12), { maxLength: 600 });
  for (const record of records) {
    assert(text(record).startsWith("<|im_start|>system\nYou may call functions"));
    assert(text(record).includes("<|im_start|>user\nList all folders.<|im_end|>"));
    const seen = thoughtsIn(text(record));
    assertEquals(seen, seen.map((_, i) => seen[0]! + i));
  }
});

Deno.test("room that is left is given to the steps before, as context", () => {
  const { records } = mask(steps(9), { maxLength: 600 });
  const last = records.at(-1)!;
  assert(thoughtsIn(text(last)).length > thoughtsIn(trainedText(last)).length, "earlier steps are there");
  const used = records.map(({ input_ids }) => input_ids.length);
  assert(used.every((length) => length > 500), `little room is left: ${used}`);
});

Deno.test("a trace that fits is one record, its system prompt as it is", () => {
  const { records, report } = mask(steps(2), { maxLength: 4096 });
  assertEquals([records.length, records[0]!.windows, report.lost.tools], [1, 1, 0]);
  assert(text(records[0]!).includes(SYSTEM));
});

Deno.test("the system prompt lists the tools that the trace uses, or stays whole when asked", () => {
  const [used] = mask(steps(12), { maxLength: 600 }).records;
  assert(text(used!).includes('"name": "ls"') && !text(used!).includes('"name": "cat"'));
  const whole = mask(steps(12), { maxLength: 600, system: "whole" });
  assertEquals(whole.report.lost.tools, 0);
  for (const record of whole.records) assert(text(record).includes(SYSTEM));
});

Deno.test("a response that is too long for any window loses its middle, with a mark", () => {
  const long = steps(3, 2000);
  const { records, report } = mask(long, { maxLength: 500 });
  assertEquals([report.lost.clipped, report.lost.turns, records.length], [3, 0, 4]);
  const shown = text(records[1]!);
  assert(/result 1 word.*\n\[… [\d,]+ characters left out …\]\n ?word.*word "}/s.test(shown), shown);
  assert(
    shown.includes("result 1 ") && shown.includes('word "}\n</tool_response>'),
    "beginning and end are there",
  );
  assert(records[1]!.input_ids.length > 450, "no more is cut than must be");
  assertEquals(thoughtsIn(trainedText(records[1]!)), [1]);
});

Deno.test("a gpt turn that is too long is lost and reported, the others are trained", () => {
  const trace = steps(3);
  trace.conversations[4]!.value = `<think>\n${"long ".repeat(600)}\n</think>\nNo call.`;
  const { records, report } = mask(trace, { maxLength: 500 });
  assertEquals([report.lost.turns, report.nothing], [1, null]);
  assert(report.lost.tokens > 600);
  assertEquals(records.flatMap((record) => thoughtsIn(trainedText(record))), [0, 2]);
});

Deno.test("a whole system prompt that leaves no room is an error with the smallest window", () => {
  const error = assertThrows(() => mask(steps(3), { maxLength: 150, system: "whole" }), RangeError);
  const smallest = Number(/the smallest window for it is (\d+)/.exec(error.message)?.[1]);
  assertThrows(() => mask(steps(3), { maxLength: smallest - 1, system: "whole" }), RangeError, `${smallest}`);
  assert(mask(steps(3), { maxLength: smallest, system: "whole" }).records.length > 0);
});

Deno.test("human turns: the first request and the one that the steps answer are there", () => {
  const { conversations } = steps(6, 30);
  const asked = (value: string) => ({ from: "human" as const, value });
  const trace = {
    id: "asked",
    conversations: [
      ...conversations,
      asked("Second request."),
      ...conversations.slice(2),
      asked("Third request."),
      ...conversations.slice(2),
    ],
  };
  const { records } = mask(trace, { maxLength: 500 });
  const last = text(records.at(-1)!);
  assert(
    last.includes("List all folders.") && last.includes("Third request.") &&
      !last.includes("Second request."),
  );
});

Deno.test("turns that are not trained open no window", () => {
  const { records } = mask(steps(12), { maxLength: 600, lastTurn: true });
  assertEquals(records.length, 1);
  assertEquals(trainedText(records[0]!), "<think>\nall seen\n</think>\nThat is all.<|im_end|>");
  assertEquals(thoughtsIn(text(records[0]!)).at(-1), 11, "the steps before are its context");
});

Deno.test("a template that writes turns otherwise in other company still makes windows that fit", () => {
  const { conversations } = steps(8, 30);
  const trace = {
    id: "a",
    conversations: [...conversations, { from: "human" as const, value: "More." }, ...conversations.slice(2)],
  };
  const { records, report } = mask(trace, { maxLength: 450, template: forgetting });
  assert(records.length > 2 && records.every(({ input_ids }) => input_ids.length <= 450));
  assertEquals(report.lost.turns, 0);
});

Deno.test("the work grows with the length of a trace", () => {
  const encoded = (count: number) => {
    let characters = 0;
    const counting = <T>(encode: (text: string) => T) => (text: string) => {
      characters += text.length;
      return encode(text);
    };
    const { encode, encodeWithPlaces } = tokenizer;
    const watched = {
      ...tokenizer,
      encode: counting(encode),
      encodeWithPlaces: counting(encodeWithPlaces),
    };
    maskTrace(steps(count), watched, { maxLength: 1000 });
    return characters;
  };
  const few = encoded(100);
  assert(few > 0);
  assert(encoded(800) < 9 * few, "eight times the steps, not sixty-four times the work");
});
