import { assert, assertEquals, assertThrows } from "@std/assert";
import { type PythonJson, pythonLoads } from "tracebook/python";
import { applyTemplate, readChatTemplate, type TemplateOptions } from "../../../lib/train/mod.ts";
import { repositoryUrl } from "../../repository.ts";

type Case = Record<string, PythonJson> & {
  template: string | Map<string, string>;
  messages: Map<string, PythonJson>[];
  text?: string;
};

const GOLDEN = repositoryUrl("tests/fixtures/train/templates.golden.json");
/** As make_template_golden.py has it. */
const NOW = new Date(2026, 0, 2, 3, 4, 5);

const cases = (pythonLoads(await Deno.readTextFile(GOLDEN)) as Map<string, PythonJson>[])
  .map((each) => Object.fromEntries(each) as Case);

function render({ template, messages, tools, variables, add_generation_prompt }: Case): string {
  const named = typeof template === "string"
    ? template
    : [...template].map(([name, source]) => ({ name, template: source }));
  const read = readChatTemplate({ chat_template: named, bos_token: "<s>", eos_token: { content: "</s>" } });
  return applyTemplate(read, messages.map((message) => Object.fromEntries(message) as { role: string }), {
    tools: tools as TemplateOptions["tools"],
    addGenerationPrompt: add_generation_prompt === true,
    variables: Object.fromEntries((variables ?? new Map()) as Map<string, PythonJson>),
    now: NOW,
  });
}

Deno.test("templates give the texts that Python gives, and are refused where Python refuses them", () => {
  assert(cases.length > 150, `${cases.length} cases`);
  for (const each of cases) {
    const name = JSON.stringify(each.template);
    if (each.text === undefined) assertThrows(() => render(each), RangeError, "Cannot ");
    else assertEquals(render(each), each.text, name);
  }
});
