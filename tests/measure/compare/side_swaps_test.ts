import { assert, assertEquals } from "@std/assert";
import { sideSwaps } from "../../../lib/measure/compare/permutation.ts";
import { seededRandom } from "../../../lib/measure/statistics/seeded.ts";

const listed = (layout: Parameters<typeof sideSwaps>[0], draws = 500) => {
  const { all, ways } = sideSwaps(layout, draws, seededRandom(1, 1));
  return { all, ways: Array.from(ways, (way) => [...way]) };
};

Deno.test("few ways are all tried, each once, the real one among them", () => {
  const { all, ways } = listed({ first: 2, both: 2, second: 3 });
  assertEquals([all, ways.length], [true, 10 * 4]); // 2 of 5, and 2 × 2
  assertEquals(new Set(ways.map(String)).size, ways.length);
  assert(ways.some((way) => String(way) === "0,1,2,3"));
});

Deno.test("a way keeps how many clusters are on one side alone, and lets those on both exchange", () => {
  for (
    const layout of [{ first: 2, both: 2, second: 3 }, { first: 20, both: 30, second: 60 }, {
      first: 60,
      both: 5,
      second: 9,
    }]
  ) {
    for (const way of listed(layout).ways) {
      const single = way.filter((i) => i < layout.first || i >= layout.first + layout.both);
      assertEquals(single.length, layout.first);
      assertEquals(way, way.toSorted((x, y) => x - y));
    }
  }
});

Deno.test("drawn ways put every cluster on the first side as often as its place says", () => {
  const layout = { first: 20, both: 30, second: 60 };
  const { all, ways } = listed(layout, 4000);
  assertEquals([all, ways.length], [false, 4000]);
  const counts = new Array(110).fill(0);
  for (const i of ways.flat()) counts[i]++;
  counts.forEach((count, i) => {
    const chance = i >= 20 && i < 50 ? 0.5 : 0.25;
    assert(Math.abs(count / 4000 - chance) < 5 * Math.sqrt(chance * (1 - chance) / 4000), `${i}: ${count}`);
  });
});

Deno.test("sides of very unequal size, and empty ones, are drawn rather than listed", () => {
  assertEquals(listed({ first: 0, both: 0, second: 20_000 }, 3).ways, [[], [], []]);
  assertEquals(listed({ first: 1, both: 0, second: 4000 }, 3).all, false);
  assertEquals(listed({ first: 0, both: 0, second: 0 }).ways, [[]]);
});
