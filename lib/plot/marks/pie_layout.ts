/** A slice of a pie and the position of its label; angles in radians clockwise from the top, lengths in px. */
export interface PieSlice {
  /** Angle at which the slice begins. */
  start: number;
  /** Angle at which the slice ends. */
  end: number;
  /** Horizontal position of the label's anchor. */
  x: number;
  /** Vertical position of the label's middle. */
  y: number;
  /** Side of the pie on which the label stands. */
  side: "left" | "right";
  /** Points of the line from the rim to the label. */
  leader: [x: number, y: number][];
}

/** Sizes of a pie and its labels, in px. */
export interface PieSize {
  /** Width of the plotting area; labels may reach beyond it. */
  width: number;
  /** Height of the plotting area; labels stay inside it. */
  height: number;
  /** Radius of the pie. */
  radius: number;
  /** Least distance between the middles of two labels on one side. */
  gap: number;
}

/**
 * Places a pie's slices, clockwise, one for each value, and their labels in two columns beside it, so that none overlap. A
 * side holds at most `height / gap` labels.
 */
export function layoutPie(values: readonly number[], { width, height, radius, gap }: PieSize): PieSlice[] {
  const whole = values.reduce((sum, value) => sum + value, 0);
  const [cx, cy] = [width / 2, height / 2];
  const turn = firstAngle(values.map((value) => value / whole));
  let before = 0;
  const slices = values.map((value) => {
    const start = turn + (before / whole) * 2 * Math.PI;
    const end = turn + ((before += value) / whole) * 2 * Math.PI;
    const middle = (start + end) / 2;
    const right = Math.sin(middle) >= 0;
    const at = (distance: number): [number, number] => [
      round(cx + distance * Math.sin(middle)),
      round(cy - distance * Math.cos(middle)),
    ];
    return { start: angle(start), end: angle(end), right, rim: at(radius + 2) };
  });
  const ys = new Array<number>(slices.length);
  for (const right of [true, false]) {
    const side = slices.map((slice, i) => ({ i, y: slice.rim[1], right: slice.right }))
      .filter((slice) => slice.right === right).sort((a, b) => a.y - b.y);
    spreadLabels(side.map(({ y }) => y), gap, height).forEach((y, k) => ys[side[k]!.i] = y);
  }
  return slices.map(({ start, end, right, rim }, i) => {
    const y = ys[i]!;
    const out = right ? 1 : -1;
    const edge = round(cx + out * (radius + 24));
    return {
      start,
      end,
      x: edge + 4 * out,
      y,
      side: right ? "right" : "left",
      leader: [rim, [edge - 8 * out, y], [edge, y]],
    };
  });
}

/**
 * Moves ascending positions apart to at least `gap`, inside [gap / 2, height - gap / 2]: neighbours that are too close
 * become a block around their common mean, and blocks that touch become one.
 */
function spreadLabels(wanted: number[], gap: number, height: number): number[] {
  const blocks: { centre: number; size: number }[] = [];
  for (const y of wanted) {
    let block = { centre: clampBlock(y, 1, gap, height), size: 1 };
    for (let last = blocks.at(-1); last && overlap(last, block, gap); last = blocks.at(-1)) {
      blocks.pop();
      const size = last.size + block.size;
      const mean = (last.centre * last.size + block.centre * block.size) / size;
      block = { centre: clampBlock(mean, size, gap, height), size };
    }
    blocks.push(block);
  }
  return blocks.flatMap(({ centre, size }) =>
    Array.from({ length: size }, (_, k) => round(centre + (k - (size - 1) / 2) * gap))
  );
}

function overlap(
  a: { centre: number; size: number },
  b: { centre: number; size: number },
  gap: number,
): boolean {
  return b.centre - a.centre < ((a.size + b.size) / 2) * gap;
}

function clampBlock(centre: number, size: number, gap: number, height: number): number {
  const half = (size * gap) / 2;
  return Math.max(half, Math.min(height - half, centre));
}

/**
 * Returns the angle at which the first slice begins: the top, unless several small slices (below 8 percent) would crowd
 * there; then the pie is turned until these are on the left, where their labels have the whole height.
 */
function firstAngle(shares: number[]): number {
  if (shares.length === 1) return -Math.PI / 2;
  const small = shares.filter((share) => share < 0.08);
  if (small.length < 2 || shares.at(-1)! >= 0.08) return 0;
  const tail = small.reduce((sum, share) => sum + share, 0);
  return 2 * Math.PI * (0.75 - (1 - tail / 2));
}

function angle(radians: number): number {
  return Math.round(radians * 1e4) / 1e4;
}

function round(px: number): number {
  return Math.round(px * 10) / 10;
}
