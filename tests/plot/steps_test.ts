import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import type { Transition } from "tracebook";
import { textWidth } from "../../lib/display/mod.ts";
import { OTHERS } from "../../lib/plot/marks/heatmap.ts";
import { estimateLabelWidth } from "../../lib/plot/marks/labels.ts";
import { foldSteps } from "../../lib/plot/marks/transitions.ts";
import { layoutWorkflow, placeEdgeLabels } from "../../lib/plot/marks/workflow_layout.ts";
import { selectEdges } from "../../lib/plot/plot_workflow_graph.ts";

const step = fc.constantFrom(
  null,
  "terminal",
  "patch",
  "todo",
  "a + b",
  "constructor",
  "__proto__",
  "start",
  "",
);
const flows = fc.uniqueArray(
  fc.record({ from: step, to: step, count: fc.integer({ min: 1, max: 9999 }) }),
  { selector: ({ from, to }) => JSON.stringify([from, to]), maxLength: 40 },
);
const total = (some: readonly Transition[]) => some.reduce((sum, { count }) => sum + count, 0);

Deno.test("joining the rarer steps loses no transition, and leaves each pair once", () => {
  fc.assert(fc.property(flows, fc.integer({ min: 1, max: 8 }), (all, most) => {
    const { steps, others, transitions: folded } = foldSteps(all, most);
    assertEquals(total(folded), total(all));
    assertEquals(new Set(folded.map(({ from, to }) => JSON.stringify([from, to]))).size, folded.length);
    assert(steps.length <= most + 1 && others !== 1, `${steps.length} steps, ${others} others`);
    const known = new Set([null, ...steps, ...(others > 0 ? [OTHERS] : [])]);
    assert(folded.every(({ from, to }) => known.has(from) && known.has(to)));
  }));
});

Deno.test("the steps entered most often are kept, ties by name", () => {
  const all = [["a", 3], ["c", 5], ["b", 3], ["d", 1]].map(([to, count]) =>
    ({ from: null, to, count }) as Transition
  );
  assertEquals(foldSteps(all, 2).steps, ["c", "a"]);
});

Deno.test("every step of the graph is reached from the start, and only strongest ways beyond the number are left out", () => {
  fc.assert(fc.property(flows, fc.integer({ min: 1, max: 20 }), (all, most) => {
    const edges = selectEdges(all.map((flow) => ({ ...flow, share: 0.5 })), most);
    assert(edges.every(({ from, to }) => from === null || from !== to));
    const reached = new Set<string | null>();
    for (let before = -1; before < reached.size;) {
      before = reached.size;
      for (const { from, to } of edges) {
        if (to !== null && (from === null || reached.has(from))) reached.add(to);
      }
    }
    for (const { from, to } of edges) {
      assert((from ?? to) === null || [from, to].every((s) => s === null || reached.has(s)));
    }
    const counts = edges.map(({ count }) => count);
    assertEquals(counts, counts.toSorted((a, b) => b - a));
  }));
});

Deno.test("a graph is laid out the same each time, its boxes and labels clear of one another, labels on their lines", () => {
  const size = fc.integer({ min: 40, max: 240 });
  const pairs = fc.uniqueArray(fc.tuple(fc.nat({ max: 9 }), fc.nat({ max: 9 })), {
    selector: String,
    minLength: 1,
    maxLength: 22,
  });
  fc.assert(
    fc.property(fc.array(size, { minLength: 10, maxLength: 10 }), pairs, (widths, ends) => {
      const boxes = widths.map((width, i) => ({ id: ` ${i}`, width, height: 38 }));
      const arrows = ends.filter(([a, b]) => a !== b)
        .map(([a, b]) => ({ from: ` ${a}`, to: ` ${b}`, weight: 1 + a, label: { width: 30, height: 14 } }));
      const layout = layoutWorkflow(boxes, arrows);
      assertEquals(layoutWorkflow(boxes, arrows), layout);
      const placed = boxes.map((box, i) => ({ ...box, ...layout.boxes[i]! }));
      placed.forEach((a, i) => {
        assert(a.x - a.width / 2 > -1 && a.x + a.width / 2 < layout.width + 1, JSON.stringify(a));
        for (const b of placed.slice(i + 1)) {
          const clear = Math.abs(a.x - b.x) >= (a.width + b.width) / 2 || Math.abs(a.y - b.y) >= 38;
          assert(clear, JSON.stringify([a, b]));
        }
      });
      const lines = arrows.map(({ label }, i) => ({ ...label, ...layout.arrows[i]! }));
      const drawn = placeEdgeLabels(lines, placed).map((line, i) => ({ ...lines[i]!, ...line }));
      for (const labels of [lines, drawn]) {
        labels.forEach((a, i) => {
          for (const b of [...placed, ...labels.slice(i + 1)]) {
            const clear = Math.abs(a.x - b.x) >= (a.width + b.width) / 2 - 0.2 ||
              Math.abs(a.y - b.y) >= (a.height + b.height) / 2 - 0.2;
            assert(clear, JSON.stringify([a, b]));
          }
        });
      }
      for (const { points, x, y } of drawn) {
        const passed = points.slice(1, -1).some((point, k) =>
          (["x", "y"] as const).every((d) => {
            const place = (points[k]![d] + 4 * point[d] + points[k + 2]![d]) / 6;
            return Math.abs(place - { x, y }[d]) < 0.2;
          })
        );
        assert(passed, JSON.stringify({ points, x, y }));
      }
    }),
    { numRuns: 60 },
  );
});

Deno.test("a label is not taken for narrower than it is", async () => {
  const measure = await textWidth();
  const text = fc.oneof(
    fc.string({
      unit: fc.constantFrom(..."abcdefghijklmnopqrstuvwxyz_ +.ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789…()×·%<>→"),
    }),
    fc.constantFrom(
      "search_files + terminal",
      "WWWW",
      "mmmm",
      "browser_take_screenshot",
      "12,472× · 48% again",
    ),
  );
  fc.assert(fc.property(text, (label) => {
    for (const bold of [false, true]) {
      const [about, exact] = [estimateLabelWidth(label, 11, bold), measure(label, 11, bold)];
      assert(about >= 0.97 * exact, `${label}: ${about} for ${exact}`);
    }
  }));
});
