import type { RandomBelow } from "../statistics/seeded.ts";
import type { Layout } from "./cluster_sides.ts";

/** As many ways, of as many clusters, are tried one by one rather than drawn at random. */
const ALL_UP_TO = { ways: 5000, clusters: 100 };

/** Ways in which the clusters could have come from the two sources, were the sources alike. */
export interface SideSwaps {
  /** Whether these are all ways that there are; the real one is among them then, and only then. */
  all: boolean;
  /**
   * For each way the clusters, in order, whose first side is on the first side: those that are on one side alone may
   * change it, as many staying on each, and those on both may exchange them. The same array each time, filled anew.
   */
  ways: Iterable<Uint32Array>;
}

/**
 * The ways in which clusters could change sides: all, where they are few, else random ones.
 *
 * @param layout How many clusters are where.
 * @param draws How many random ones.
 * @param random Where random numbers come from.
 * @returns The ways.
 */
export function sideSwaps(layout: Layout, draws: number, random: RandomBelow): SideSwaps {
  const { first, both, second } = layout;
  const all = first + both + second <= ALL_UP_TO.clusters &&
    choices(first + second, first) * 2 ** both <= ALL_UP_TO.ways;
  return { all, ways: all ? everyWay(layout) : randomWays(layout, draws, random) };
}

/** In how many ways `some` of `of` can be chosen. */
function choices(of: number, some: number): number {
  let ways = 1;
  for (let i = 1; i <= Math.min(some, of - some) && ways <= ALL_UP_TO.ways; i++) {
    ways = ways * (of - i + 1) / i;
  }
  return ways;
}

function* everyWay({ first, both, second }: Layout): Generator<Uint32Array> {
  const total = first + both + second;
  const way = new Uint32Array(total);
  yield* from(0, 0, first, second);

  function* from(cluster: number, chosen: number, stay: number, leave: number): Generator<Uint32Array> {
    if (cluster === total) return yield way.subarray(0, chosen);
    const free = cluster >= first && cluster < first + both;
    if (free || stay > 0) {
      way[chosen] = cluster;
      yield* from(cluster + 1, chosen + 1, free ? stay : stay - 1, leave);
    }
    if (free || leave > 0) yield* from(cluster + 1, chosen, stay, free ? leave : leave - 1);
  }
}

function* randomWays({ first, both, second }: Layout, draws: number, random: RandomBelow) {
  const total = first + both + second;
  const single = Uint32Array.from({ length: first + second }, (_, i) => i < first ? i : i + both);
  const way = new Uint32Array(total);
  const side = new Uint8Array(total);
  const picks = Math.min(first, second); // the smaller side is drawn
  for (let draw = 0; draw < draws; draw++) {
    for (let i = 0; i < picks; i++) {
      const k = i + random(single.length - i);
      [single[i], single[k]] = [single[k]!, single[i]!];
    }
    for (let i = 0; i < single.length; i++) side[single[i]!] = Number((i < picks) === (picks === first));
    for (let i = first; i < first + both; i++) side[i] = random(2);
    let chosen = 0;
    for (let i = 0; i < total; i++) if (side[i]) way[chosen++] = i;
    yield way.subarray(0, chosen);
  }
}
