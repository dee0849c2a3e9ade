import { assert } from "@std/assert";
import { judgeResponse } from "tracebook";
import type { Json } from "tracebook/python";
import { shortOrLong } from "../../long.ts";

const SIZE = shortOrLong(2_000_000, 20_000_000);
// Quadratic work on these texts takes minutes. The bound tells the two apart on a busy machine too, where other tests
// run in the same process; how fast it is belongs into a benchmark.
const LIMIT_MS = 15_000;

const fill = (piece: string) => piece.repeat(Math.floor(SIZE / piece.length));

function nested(open: (inner: Json) => Json): Json {
  let value: Json = "x";
  for (let depth = 0; depth < 500_000; depth++) value = open(value);
  return value;
}

/** Megabytes of what makes a careless pattern try again and again, or half a million levels. */
const HOSTILE: Record<string, () => Json> = {
  "letters": () => fill("a"),
  "white space": () => fill(" "),
  "white space and one letter": () => fill(" ") + "a",
  "lines": () => fill("\n"),
  "names in quotes": () => "Tool '" + fill("' "),
  "words of errors": () => fill("Error: Permission denied, timed out: "),
  "words that begin an error": () => fill("missing required invalid expected "),
  "places in files": () => fill('  File "'),
  "required names": () => fill("a, ") + "required",
  "digits": () => "[Truncated: tool response was " + fill("1,"),
  "starts of notes": () => fill("[Truncated: tool response was 1"),
  "a list": () => Array.from({ length: SIZE / 10 }, (_, at) => ({ error: at % 2 ? "timed out" : "x" })),
  "an object": () => Object.fromEntries(Array.from({ length: SIZE / 100 }, (_, at) => [`key ${at}`, at])),
  "lists half a million deep": () => nested((inner) => [inner]),
  "objects half a million deep": () => nested((error) => ({ error })),
};

const PLACES: Record<string, (value: Json) => Json> = {
  "as the content": (value) => value,
  "in an error": (error) => ({ success: false, error }),
  "in an output": (output) => ({ output, exit_code: 1, error: null }),
  "in an output over exit 0": (output) => ({ output, exit_code: 0, error: null }),
  "in a list of results": (results) => ({ results }),
  "in every other field": (value) => ({
    status: value,
    exit_code_meaning: value,
    analysis: value,
    diff: value,
  }),
};

for (const [what, make] of Object.entries(HOSTILE)) {
  Deno.test(`in time proportional to its length, without throwing: ${what}`, () => {
    const value = make();
    for (const [where, place] of Object.entries(PLACES)) {
      for (const name of ["terminal", "vision_analyze", "delegate_task", "weather"]) {
        const content = place(value);
        const before = performance.now();
        judgeResponse({ name, content });
        const took = performance.now() - before;
        assert(took < LIMIT_MS, `${name}, ${where}, took ${Math.round(took)} ms`);
      }
    }
  });
}

Deno.test("megabytes of JSON as text are read once", () => {
  const content = JSON.stringify({ output: fill('error "x"\n'), exit_code: 0, error: null });
  const before = performance.now();
  const { outcome } = judgeResponse({ name: "terminal", content });
  assert(outcome === "ok" && performance.now() - before < LIMIT_MS);
});
