import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { auditMasks, loadTokenizer, type MaskReport, maskTrace, maskTraces } from "tracebook";
import { JUPYTER_DISPLAY } from "../../../lib/display/mod.ts";
import { presentAudit } from "../../../lib/train/mask/audit_masks.ts";
import {
  COMMON_WINDOWS,
  emptyAudit,
  fitsByWindow,
  lengthBins,
  mergeAudits,
  percentiles,
  stateOfReport,
} from "../../../lib/train/mask/audit_state.ts";
import { steps } from "./masked_traces.ts";

const tokenizer = await loadTokenizer();
const plain = maskTrace(steps(3), tokenizer).report;

const report: fc.Arbitrary<MaskReport> = fc.record({
  id: fc.string({ maxLength: 3 }),
  total: fc.integer({ min: 0, max: 200_000 }),
  trained: fc.nat(100),
  specialTokens: fc.nat(2),
  nothing: fc.constantFrom(null, "cut_off" as const, "too_long" as const),
}).map((some) => ({
  ...plain,
  ...some,
  warnings: some.nothing ? [`Nothing of ${some.id} is trained: ${some.nothing}.`] : [],
}));

Deno.test("any split of the traces gives the same audit", () => {
  fc.assert(
    fc.property(fc.array(fc.array(report, { maxLength: 5 }), { maxLength: 5 }), (parts) => {
      const whole = auditMasks(parts.flat());
      const state = (reports: MaskReport[]) => reports.map(stateOfReport).reduce(mergeAudits, emptyAudit());
      const merged = parts.map(state);
      assertEquals(presentAudit(merged.reduce(mergeAudits, emptyAudit())), whole);
      assertEquals(presentAudit(merged.toReversed().reduce(mergeAudits, emptyAudit())), whole);
    }),
  );
});

Deno.test("an audit adds up what the reports say", () => {
  const cut = maskTrace(steps(6), tokenizer, { maxLength: 300, truncate: "keep_start" }).report;
  const audit = auditMasks([plain, cut]);
  assertEquals([audit.traces, audit.windows, audit.gptTurns], [2, 2, 4 + 7]);
  assertEquals(audit.trained, plain.trained + cut.trained);
  assertEquals(audit.lost.tokens, cut.lost.tokens);
  assertEquals(audit.share, audit.trained / audit.tokens);
  assertEquals(audit.longest, { id: "steps", tokens: cut.total });
  assertEquals(audit.fits.map(([window]) => window), [...COMMON_WINDOWS]);
  assertEquals(audit.fits[0], [1024, 2]);
});

Deno.test("masked traces are audited as they come, as their reports are", async () => {
  const traces = [steps(3), steps(6), steps(1)];
  const audit = await auditMasks(maskTraces(traces, tokenizer));
  assertEquals(audit, auditMasks(traces.map((trace) => maskTrace(trace, tokenizer).report)));
  assertEquals((await auditMasks(maskTraces([], tokenizer))).traces, 0);
});

Deno.test("traces that train nothing are warned of first, with the reason", () => {
  const nothing = maskTrace(steps(6), tokenizer, { maxLength: 20, truncate: "keep_start" }).report;
  const audit = auditMasks([plain, { ...nothing, id: "z" }, { ...nothing, id: "<b>" }]);
  assertEquals(audit.nothing, [{ reason: "cut_off", traces: 2, id: "<b>" }]);
  assert(audit.warnings[0]!.startsWith("2 of 3 traces train nothing. "), audit.warnings[0]);
  const bundle = audit[JUPYTER_DISPLAY]() as Record<string, string>;
  assert(bundle["text/plain"]!.startsWith("WARNING: 2 of 3"));
  assert(bundle["text/html"]!.startsWith('<p role="alert"') && !bundle["text/html"]!.includes("<b>"));
});

Deno.test("ends of turns that are not trained are warned of", () => {
  const audit = auditMasks([maskTrace(steps(2), tokenizer, { train: ["thinking"] }).report]);
  assertEquals([audit.untrainedEnds, audit.trainedTurns], [3, 3]);
  assertEquals(audit.warnings, [
    "3 of 3 trained gpt turns do not train their end: a model does not learn to stop there.",
  ]);
});

Deno.test("nothing to look over is no error", () => {
  const audit = auditMasks([]);
  assertEquals([audit.traces, audit.share, audit.percentiles, audit.longest], [0, null, null, null]);
  assertEquals(audit.lengths, { edges: [], counts: [] });
  assert((audit[JUPYTER_DISPLAY]() as Record<string, string>)["text/plain"]!.includes("Masks of 0 traces"));
});

Deno.test("percentiles are lengths that so many traces do not exceed", () => {
  const lengths = new Map(Array.from({ length: 100 }, (_, i) => [i + 1, 1]));
  assertEquals(percentiles(lengths), { p50: 50, p90: 90, p95: 95, p99: 99, p100: 100 });
  assertEquals(percentiles(new Map([[7, 1]])), { p50: 7, p90: 7, p95: 7, p99: 7, p100: 7 });
});

Deno.test("each window is an edge of a bin: what fits is what lies below it", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 300_000 }), { minLength: 1 }), (all) => {
      const lengths = new Map<number, number>();
      for (const length of all) lengths.set(length, (lengths.get(length) ?? 0) + 1);
      const { edges, counts } = lengthBins(lengths);
      assertEquals(counts.reduce((sum, count) => sum + count, 0), all.length);
      for (const [window, fit] of fitsByWindow(lengths)) {
        assertEquals(fit, all.filter((length) => length <= window).length);
        const at = edges.indexOf(window);
        if (at > 0) assertEquals(counts.slice(0, at).reduce((sum, count) => sum + count, 0), fit);
      }
    }),
  );
});
