import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { LOG_BASE, logAxis } from "../../lib/plot/marks/axes.ts";
import { histogramBars } from "../../lib/plot/marks/histogram_bars.ts";
import { uniqueLabels } from "../../lib/plot/marks/labels.ts";
import { layoutPie } from "../../lib/plot/marks/pie_layout.ts";

const ROOM = { width: 380, height: 270, radius: 106, gap: 17 };

Deno.test("labels of a pie keep their distance and stay inside, whatever the shares", () => {
  const shares = fc.array(fc.integer({ min: 1, max: 1_000_000 }), { minLength: 1, maxLength: 10 });
  fc.assert(fc.property(shares, (values) => {
    const slices = layoutPie(values.sort((a, b) => b - a), ROOM);
    for (const side of ["left", "right"]) {
      const ys = slices.filter((slice) => slice.side === side).map(({ y }) => y).sort((a, b) => a - b);
      for (const [k, y] of ys.entries()) {
        assert(y >= 8 && y <= ROOM.height - 8, `label at ${y}`);
        if (k > 0) assert(y - ys[k - 1]! >= ROOM.gap - 0.21, `labels at ${ys}`);
      }
    }
  }));
});

Deno.test("the slices of a pie follow each other and fill it, in proportion", () => {
  const slices = layoutPie([50, 30, 15, 4, 1], ROOM);
  slices.slice(1).forEach(({ start }, k) => assertEquals(start, slices[k]!.end));
  assert(Math.abs(slices.at(-1)!.end - slices[0]!.start - 2 * Math.PI) < 1e-3);
  assert(Math.abs(slices[0]!.end - slices[0]!.start - Math.PI) < 1e-3);
});

Deno.test("labels are all different, on one line, and no longer than asked", () => {
  const name = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.constantFrom(null, true, 1, "1", " 1", "null", "a".repeat(99)),
  );
  fc.assert(fc.property(fc.array(name), (names) => {
    const labels = uniqueLabels(names, 12);
    assertEquals(new Set(labels).size, names.length);
    for (const label of labels) {
      assert(!/[\p{Cc}\p{Cs}\p{Bidi_Control}]/u.test(label) && label === label.trim() && label !== "", label);
      assert([...label.replace(/ \(\d+\)$/, "")].length <= 12, label);
    }
  }));
});

Deno.test("a long label keeps its beginning and its end", () => {
  assertEquals(uniqueLabels(["browser_take_screenshot_of_whole_page"], 20), ["browser_take…le_page"]);
});

Deno.test("the logarithmic axis holds the greatest count, begins below one and labels at least one value", () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 1e12 }), (greatest) => {
    const { scale: { domain: [low, high] }, ticks } = logAxis(greatest);
    assert(low === LOG_BASE && low < 1 && high > greatest);
    assert(ticks.length >= 1 && ticks.length <= 13 && ticks.every((tick) => tick >= 1 && tick <= high));
  }));
});

Deno.test("only bins that hold something are drawn, in exactly the edges given", () => {
  const { values, total, greatest, low, high } = histogramBars({
    counts: [2, 0, 5],
    edges: [0, 1.5, 3, 4.5],
  });
  assertEquals(values.map(({ from, to, count }) => [from, to, count]), [[0, 1.5, 2], [3, 4.5, 5]]);
  assertEquals({ total, greatest, low, high }, { total: 7, greatest: 5, low: 0, high: 4.5 });
  assertThrows(() => histogramBars({ counts: [1, 2], edges: [0, 1] }), RangeError, "one edge more");
});
