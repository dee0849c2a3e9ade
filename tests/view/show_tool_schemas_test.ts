import { assertEquals, assertStringIncludes } from "@std/assert";
import { showToolSchemas } from "tracebook";
import { JUPYTER_DISPLAY } from "../../lib/display/mod.ts";

const tools = JSON.stringify(
  ["a", "b", "c", "d"].map((name) => ({ function: { name, description: `${name} ${"🙂".repeat(100)}` } })),
);

Deno.test("the text names three tools as the tutorial does, the table all of them", () => {
  const shown = showToolSchemas({ tools });
  assertEquals(shown.text.split("\n").length, 5);
  assertStringIncludes(shown.text, `\n - a — a ${"🙂".repeat(78)}\n`);
  assertEquals(shown.html.match(/<tr>/g)?.length, 5);
  assertEquals(shown[JUPYTER_DISPLAY](), { "text/html": shown.html, "text/plain": shown.text });
});

Deno.test("the text can name the trace and more tools", () => {
  const { text } = showToolSchemas({ tools }, { limit: 9, label: "Trace a" });
  assertEquals(text.split("\n").length, 6);
  assertStringIncludes(text, "\nTrace a has 4 tools available\n");
});

Deno.test("what is not a JSON list holds no tools", () => {
  for (const tools of [undefined, null, "", "{}", "[", "[".repeat(2000)]) {
    assertEquals(showToolSchemas({ tools }).text, "\nSample 0 has 0 tools available");
  }
});
