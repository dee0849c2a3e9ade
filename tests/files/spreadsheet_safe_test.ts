import { assertEquals } from "@std/assert";
import { stringify } from "@std/csv";
import { spreadsheetSafe } from "../../lib/files/mod.ts";

Deno.test("cells that a spreadsheet would run are written as text", () => {
  const cells = ["=1+1", "+1", "-1", "@A1", "\tx", "\rx", "plain", "", 7, -7, null];
  assertEquals(
    cells.map(spreadsheetSafe),
    ["'=1+1", "'+1", "'-1", "'@A1", "'\tx", "'\rx", "plain", "", 7, -7, null],
  );
  assertEquals(stringify([["=A1,B2"].map(spreadsheetSafe)]), '"\'=A1,B2"\r\n');
});
