import { assert } from "@std/assert";
import { HEAT_COLOURS, TEXT_COLOURS } from "../../lib/plot/chart/theme.ts";
import { CATEGORY_COLOURS, COLOURS, SOURCE_COLOURS } from "../../lib/plot/mod.ts";

type Rgb = [number, number, number];

/** The parts of a colour in linear light, 0–1. */
function linear(hex: string): Rgb {
  return [1, 3, 5].map((at) => {
    const part = parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as Rgb;
}

/** WCAG's contrast, 1 to 21. */
function contrast(a: string, b: string): number {
  const [low, high] = [a, b].map((hex) => {
    const [r, g, blue] = linear(hex);
    return 0.2126 * r + 0.7152 * g + 0.0722 * blue;
  }).sort((x, y) => x - y);
  return (high! + 0.05) / (low! + 0.05);
}

/** How colours look to those who miss one kind of cone: Machado, Oliveira and Fernandes, 2009, severity 1. */
const EYES: Record<string, number[][]> = {
  usual: [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

/** The colour in Oklab, where equal distances look about equal (B. Ottosson, 2020). */
function oklab([r, g, b]: Rgb): Rgb {
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

function distance(a: string, b: string, eye: number[][]): number {
  const [x, y] = [a, b].map((hex) => {
    const light = linear(hex);
    const seen = eye.map((row) => row.reduce((sum, part, i) => sum + part * light[i]!, 0));
    return oklab(seen.map((part) => Math.min(1, Math.max(0, part))) as Rgb);
  });
  return Math.hypot(...x!.map((part, i) => part - y![i]!));
}

Deno.test("text in any ink and in the colours of series can be read on white", () => {
  for (const colour of [...Object.values(TEXT_COLOURS), ...Object.values(COLOURS), ...SOURCE_COLOURS]) {
    assert(contrast(colour, "#ffffff") >= 4.5, `${colour}: ${contrast(colour, "#ffffff")}`);
  }
});

Deno.test("numbers in heat maps can be read on the darkest field", () => {
  for (const [light, dark] of Object.values(HEAT_COLOURS)) {
    assert(contrast(TEXT_COLOURS.strong, dark) >= 4.5 && contrast(TEXT_COLOURS.strong, light) >= 4.5, dark);
  }
});

Deno.test("sources are told apart by every kind of colour vision", () => {
  for (const [name, eye] of Object.entries(EYES)) {
    SOURCE_COLOURS.forEach((a, i) =>
      SOURCE_COLOURS.slice(i + 1).forEach((b) => {
        const apart = distance(a, b, eye);
        assert(apart > 0.15, `${a} and ${b}, ${name}: ${apart.toFixed(3)}`);
      })
    );
  }
});

Deno.test("categories beside each other in the pie are told apart by every kind of colour vision", () => {
  for (const [name, eye] of Object.entries(EYES)) {
    CATEGORY_COLOURS.forEach((colour, i) => {
      const next = CATEGORY_COLOURS[(i + 1) % CATEGORY_COLOURS.length]!;
      const apart = distance(colour, next, eye);
      assert(apart > 0.08, `${colour} and ${next}, ${name}: ${apart.toFixed(3)}`);
    });
  }
});
