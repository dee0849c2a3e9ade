import { assertEquals } from "@std/assert";
import type { ToolCallMessage } from "tracebook";
import { applyTemplate, parseArguments, readChatTemplate } from "../../../lib/train/mod.ts";

const asking = (given: string): ToolCallMessage => ({
  role: "assistant",
  content: "",
  tool_calls: [{ id: "c", type: "function", function: { name: "f", arguments: given } }],
});

const template = readChatTemplate({
  chat_template:
    "{% for m in messages %}{% for c in m.tool_calls %}{{ c.function.arguments | tojson }}{% endfor %}{% endfor %}",
});

Deno.test("arguments that were read are written as Python writes them", () => {
  const text = '{"n":1.0,"small":1e-07,"big":12345678901234567890,"2":0,"1":"\\u00e9"}';
  assertEquals(
    applyTemplate(template, parseArguments([asking(text)])),
    '{"n": 1.0, "small": 1e-07, "big": 12345678901234567890, "2": 0, "1": "é"}',
  );
});

Deno.test("arguments that are no JSON stay text, and the given messages are left alone", () => {
  const messages = [asking("{'a': 1}"), { role: "user" as const, content: "x" }];
  assertEquals(applyTemplate(template, parseArguments(messages)), "\"{'a': 1}\"");
  assertEquals(messages[0]!.tool_calls![0]!.function.arguments, "{'a': 1}");
  assertEquals(parseArguments(messages)[1], { role: "user", content: "x" });
});
