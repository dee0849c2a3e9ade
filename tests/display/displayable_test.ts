import { assertEquals, assertThrows } from "@std/assert";
import { displayable, JUPYTER_DISPLAY } from "../../lib/display/mod.ts";

Deno.test("a displayable value stays plain for JSON, clones, spread and keys", () => {
  const shown = displayable({ rows: 3 }, () => ({ "text/plain": "3 rows" }));
  assertEquals(JSON.stringify(shown), `{"rows":3}`);
  assertEquals(structuredClone(shown) as object, { rows: 3 });
  assertEquals(Object.keys(shown), ["rows"]);
  assertEquals(Object.getOwnPropertySymbols({ ...shown }), []);
});

Deno.test("a displayable value is seen as its text inside arrays, objects and console output", () => {
  const shown = displayable({ rows: 3 }, () => ({ "text/html": "<b>3</b>", "text/plain": "3 rows" }));
  assertEquals(Deno.inspect(shown), "3 rows");
  assertEquals(Deno.inspect({ first: [shown] }), "{ first: [ 3 rows ] }");
});

Deno.test("the bundle is made anew at each display, so it follows later changes", () => {
  const values = [1];
  const shown = displayable(values, () => ({ "text/plain": `${values.length} values` }));
  shown.push(2);
  assertEquals(shown[JUPYTER_DISPLAY](), { "text/plain": "2 values" });
});

Deno.test("a bundle that takes time shows its given text where nothing can wait", async () => {
  const shown = displayable({}, () => Promise.resolve({ "text/plain": "later" }), () => "now");
  assertEquals(Deno.inspect(shown), "now");
  assertEquals(await shown[JUPYTER_DISPLAY](), { "text/plain": "later" });
});

Deno.test("a frozen value cannot be taught to show itself", () => {
  assertThrows(() => displayable(Object.freeze({}), () => ({ "text/plain": "" })), TypeError);
});
