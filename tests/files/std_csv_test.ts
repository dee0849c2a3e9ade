import { assertEquals, assertThrows } from "@std/assert";
import { parse, stringify } from "@std/csv";
import fc from "fast-check";
import { stringify as adapter } from "../../lib/files/std_csv.ts";

Deno.test("stringify() quotes separators, quotes and line ends, and ends lines with CRLF", () => {
  const rows = [{ a: "x,y", b: 'say "hi"' }, { a: "two\nlines", b: "plain" }];
  assertEquals(
    stringify(rows, { columns: ["a", "b"] }),
    'a,b\r\n"x,y","say ""hi"""\r\n"two\nlines",plain\r\n',
  );
});

Deno.test("the adapter also quotes a lone carriage return, at which many readers end a row", () => {
  assertEquals(adapter([["a\rb", "c"], ["\r", "d"]]), '"a\rb",c\r\n"\r",d\r\n');
});

Deno.test("stringify() writes null and undefined as empty cells, objects as JSON, truth values as words", () => {
  const rows = [{ a: null, b: undefined, c: { k: 1 }, d: true, e: 0 }];
  assertEquals(
    stringify(rows, { columns: ["a", "b", "c", "d", "e"], headers: false }),
    ',,"{""k"":1}",true,0\r\n',
  );
});

Deno.test("stringify() writes arrays without headers", () => {
  assertEquals(stringify([["a", 1], ["b", 2]]), "a,1\r\nb,2\r\n");
});

Deno.test("parse() names cells by the header", () => {
  assertEquals(parse("a,b\r\n1,2\r\n", { skipFirstRow: true }), [{ a: "1", b: "2" }]);
});

Deno.test("parse() drops a byte-order mark and skips blank lines", () => {
  assertEquals(parse("\ufeffa,b\n\nc,d\n"), [["a", "b"], ["c", "d"]]);
});

Deno.test("parse() says which record has the wrong number of cells", () => {
  assertThrows(() => parse("a,b\n1\n", { skipFirstRow: true }), SyntaxError, "record");
});

Deno.test("parse() rejects broken quotes and a missing header", () => {
  assertThrows(() => parse('a,"b\n'), SyntaxError);
  assertThrows(() => parse('a,b"c\n'), SyntaxError);
  assertThrows(() => parse("", { skipFirstRow: true }), TypeError);
});

Deno.test("what stringify() writes, parse() reads back", () => {
  const cell = fc.string({ unit: "grapheme" }).filter((text) => !text.includes("\r"));
  const row = fc.tuple(fc.constant("key"), cell, cell);
  fc.assert(fc.property(fc.array(row), (rows) => {
    assertEquals(parse(stringify(rows)), rows.map((cells) => [...cells]));
  }));
});
