import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { loadTokenizer, templateWarnings } from "tracebook";
import { JUPYTER_DISPLAY } from "../../../lib/display/mod.ts";
import { type ChatTemplate, readChatTemplate } from "../../../lib/train/mod.ts";
import { chatml, forgetting, strict, stripping, wrapping } from "./templates.ts";

const now = new Date(2026, 0, 2);
const codes = (template: ChatTemplate) => templateWarnings(template, { now }).map(({ code }) => code);
const fromSource = (source: string) => readChatTemplate({ chat_template: source });

Deno.test("each way of a template has its warning", () => {
  assertEquals(codes(chatml), ["drops_reasoning_content", "drops_tool_calls"]);
  assertEquals(codes(wrapping), [
    "drops_reasoning_content",
    "quotes_arguments",
    "adds_system_prompt",
    "wraps_tool_turns",
  ]);
  assertEquals(codes(forgetting), [
    "drops_thoughts",
    "drops_reasoning_content",
    "drops_tool_calls",
    "not_prefix_preserving",
  ]);
  assertEquals(codes(stripping), ["drops_reasoning_content", "drops_tool_calls", "strips_white_space"]);
  assertEquals(codes(strict), [
    "refuses_tool_role",
    "drops_reasoning_content",
    "drops_tool_calls",
    "not_prefix_preserving",
  ]);
});

Deno.test("a template that does nothing of the kind has no warning", () => {
  const clean = fromSource(`{%- for m in messages %}
    {{- '<' + m.role + '>' + (m.reasoning_content or '') + m.content }}
    {%- for c in m.tool_calls %}{{ c.function.name ~ c.function.arguments }}{% endfor %}
    {{- '</s>' }}
{%- endfor %}{% if add_generation_prompt %}{{ '<assistant>' }}{% endif %}`);
  assertEquals([...templateWarnings(clean)], []);
  const bundle = templateWarnings(clean)[JUPYTER_DISPLAY]();
  assertEquals((bundle as Record<string, string>)["text/plain"], "No warnings");
});

Deno.test("the inserted system prompt is quoted, and the template's own reason for refusing", () => {
  const said = (template: ChatTemplate) =>
    templateWarnings(template).map(({ message }) => message).join("\n");
  assertStringIncludes(said(wrapping), 'a system prompt of its own ("Be helpful.")');
  assertStringIncludes(said(strict), "Roles must alternate");
});

Deno.test("a template that drops all thoughts, and one that drops tools' messages", () => {
  const source =
    "{% for m in messages if m.role != 'tool' %}<{{ m.role }}>{{ m.content.split('</think>')[-1] }}{% endfor %}";
  const warnings = templateWarnings(fromSource(source));
  assertEquals(warnings.map(({ code }) => code), [
    "drops_thoughts",
    "drops_reasoning_content",
    "drops_tool_calls",
    "drops_tool_turns",
  ]);
  assertStringIncludes(warnings[0]!.message, "removes every <think>");
});

Deno.test("a template that refuses everything says so", () => {
  assertEquals(codes(fromSource("{{ raise_exception('no') }}")), ["refuses_conversation"]);
});

Deno.test("a system turn that the template puts into the user's is no inserted one", () => {
  const merging = fromSource(`{%- set ns = namespace(s='') %}
{%- for m in messages %}
    {%- if m.role == 'system' %}{% set ns.s = m.content + '\n' %}{% continue %}{% endif %}
    {{- '[' + m.role + ']' + ns.s + m.content }}{% set ns.s = '' %}
{%- endfor %}`);
  assertEquals(codes(merging).includes("adds_system_prompt"), false);
});

Deno.test("variables reach the template", () => {
  const source =
    "{% for m in messages %}<{{ m.role }}>{{ m.content if keep else m.content | trim }}{% endfor %}";
  const has = (keep: boolean) =>
    templateWarnings(fromSource(source), { variables: { keep } }).some(({ code }) =>
      code === "strips_white_space"
    );
  assertEquals([has(true), has(false)], [false, true]);
});

Deno.test("a tokenizer is asked for its template, and one without is refused", async () => {
  const tokenizer = await loadTokenizer();
  assertEquals([...templateWarnings(tokenizer)], [...templateWarnings(tokenizer.template!)]);
  assertThrows(
    () => templateWarnings({ ...tokenizer, name: "bare", template: undefined }),
    RangeError,
    "Cannot try the chat template of the tokenizer bare: it has none",
  );
});
