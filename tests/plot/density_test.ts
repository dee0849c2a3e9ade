import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { countCells, logEdges, mediansAlong } from "../../lib/plot/marks/density.ts";
import { wrapSubtitle } from "../../lib/plot/marks/labels.ts";

const points = fc.array(fc.record({ x: fc.nat({ max: 20_000 }), y: fc.nat({ max: 300 }) }), { minLength: 1 });
const span = (values: number[]): [number, number] => [Math.min(...values), Math.max(...values)];

Deno.test("every point is counted in the field that holds it", () => {
  fc.assert(fc.property(points, fc.integer({ min: 1, max: 40 }), (all, steps) => {
    const xs = logEdges(...span(all.map(({ x }) => x)), steps);
    const ys = logEdges(...span(all.map(({ y }) => y)), steps);
    const cells = countCells(all, xs, ys);
    for (const { x, x2, y, y2, count } of cells) {
      const inside = all.filter((point) => point.x >= x && point.x < x2 && point.y >= y && point.y < y2);
      assertEquals(inside.length, count);
    }
    assertEquals(cells.reduce((sum, { count }) => sum + count, 0), all.length);
  }));
});

Deno.test("edges are ascending whole numbers around the range, single ones at its lower end", () => {
  fc.assert(fc.property(fc.nat({ max: 5000 }), fc.nat({ max: 5000 }), (low, more) => {
    const edges = logEdges(low, low + more, 24);
    assert(edges.every((edge, i) => Number.isInteger(edge) && (i === 0 || edge > edges[i - 1]!)), `${edges}`);
    assert(edges[0] === low && edges.at(-1)! > low + more && edges.length <= 25, `${edges}`);
  }));
  assertEquals(logEdges(0, 100, 24).slice(0, 5), [0, 1, 2, 3, 4]);
});

Deno.test("medians are said where there are enough points, in order", () => {
  const all = [[1, 4], [1, 8], [1, 5], [7, 20], [7, 40], [300, 9]].map(([x, y]) => ({ x: x!, y: y! }));
  assertEquals(mediansAlong(all, [0, 2, 20, 400], 2), [{ x: 0.7, y: 5 }, { x: 6.9, y: 30 }]);
});

Deno.test("captions are broken between pieces, never within one, and no piece is lost", () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ unit: fc.constantFrom(..."abc "), minLength: 1, maxLength: 60 })),
      (pieces) => {
        const lines = wrapSubtitle(pieces, 40);
        assertEquals(lines.join(" · "), pieces.join(" · "));
        for (const line of lines) assert(line.length <= 40 || pieces.includes(line), line);
      },
    ),
  );
  assertEquals(wrapSubtitle(["3 traces", "", "n"]), ["3 traces · n"]);
});
