import fc from "fast-check";

const deep = (levels: number) => '{"a":'.repeat(levels) + "1" + "}".repeat(levels);
const digits = (count: number) => "1".repeat(count);

/** Texts that Python's JSON and the engine's read differently, or nearly so. */
const PITFALLS = [
  ...[
    "-0",
    "[-0]",
    '{"a": -0}',
    '{"a":-0.0}',
    '{"a":-0e1}',
    '{"a":"-0"}',
    '{"day":"2026-01-02"}',
    "[1,-0\n]",
  ],
  ...['{"__proto__":1,"a":{"__proto__":[2]}}', '{"__proto__":1,"__proto__":2}', '{"constructor":{}}'],
  ...['{"2":1,"1":2,"a":3,"2":4}', '{"a":1,"b":2,"a":3}', '{"a":[1],"a":[]}', '{"":1," ":2}'],
  ...['{"a":NaN}', "[Infinity]", "[-Infinity]", "[1e999]", "[-1e-7, 1.0, 0.1e1]", "[01]", "[1.]", "[.5]"],
  ...["[12345678901234567890]", "[9007199254740993]", "[-9007199254740993]", `[${"9".repeat(400)}]`],
  ...[
    '{"a":"\\ud800"}',
    '{"a":"\ud800"}',
    '{"a":"x\\u0041y\\\\"}',
    '{"a":"\\x41"}',
    '{"a":"\t"}',
    '{"a":"\x7f"}',
  ],
  ...[
    '{"a":1} note',
    ' {"a":1}\r\n\t',
    '{"a":1}\x1c',
    '\ufeff{"a":1}',
    "{'a':1}",
    '{"a":1,}',
    "[1,]",
    '{"a"',
    "",
  ],
  ...[
    digits(4300),
    digits(4301),
    `{"n":-${digits(4300)}}`,
    `{"n":-${digits(4301)}}`,
    `{"n":${digits(4301)}.5}`,
  ],
  ...[`{"n":${digits(4301)},"n":1}`, `{"text":"${digits(9000)}"}`, `[${"1, ".repeat(3000)}${digits(4301)}]`],
  ...[deep(992), deep(993), deep(994), `{"a":${deep(994)},"a":1}`, `{"text":"${"[{".repeat(600)}"}`],
  ...["[".repeat(993) + "]".repeat(993), "[".repeat(994) + "]".repeat(994), "[".repeat(2000)],
];

/** JSON texts, well-formed and not, in which readers may differ. */
export const oddJson: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(...PITFALLS),
  fc.json({ maxDepth: 4 }),
  fc.tuple(fc.json({ maxDepth: 2 }), fc.constantFrom(...PITFALLS)).map(([a, b]) => `{"a": ${a}, "b": ${b}}`),
  fc.tuple(fc.json(), fc.constantFrom("-0", "\\u0041", " ", "1", '"', "}", "[", "\n"), fc.nat()).map(
    ([text, piece, at]) => text.slice(0, at % (text.length + 1)) + piece + text.slice(at % (text.length + 1)),
  ),
);
