import { assertEquals } from "@std/assert";
import { toolSchemas } from "tracebook";
import { pythonLoads } from "tracebook/python";

Deno.test("tools are listed in order, with what their schemas leave out left empty", () => {
  const tools = JSON.stringify([
    { type: "function", function: { name: "ls", description: "Lists files", parameters: {} } },
    { type: "function", function: { name: "rm" } },
    { name: "flat" },
    7,
  ]);
  assertEquals(toolSchemas({ tools }), [
    { name: "ls", description: "Lists files" },
    { name: "rm", description: "" },
    { name: null, description: "" },
    { name: null, description: "" },
  ]);
});

Deno.test("a name that is no text is kept as it is", () => {
  assertEquals(toolSchemas({ tools: '[{"function": {"name": [1.0]}}]' })[0]?.name, pythonLoads("[1.0]"));
});

Deno.test("a column that is empty, absent or no JSON list offers no tools", () => {
  for (const tools of [undefined, null, "", "{}", "[", "null", '"ls"']) {
    assertEquals(toolSchemas({ tools }), []);
  }
});
