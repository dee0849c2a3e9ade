import { type Displayable, displayable, table } from "../../display/mod.ts";
import type { TemplateOptions } from "./apply_template.ts";
import type { ChatTemplate } from "./chat_template.ts";
import { type ProbeCode, PROBES } from "./template_probes.ts";
import { TemplateTrial } from "./template_trial.ts";

/** Something that a chat template does to training data and that one should know. */
export interface TemplateWarning {
  /** What it is, for programs. */
  code: ProbeCode;
  /** What the template does, and what to do about it. */
  message: string;
}

/**
 * What a chat template does that surprises in training: drops thoughts, inserts a system prompt, changes what came
 * before, wraps tools' texts, and so on. Found by rendering small conversations, not by reading the template.
 *
 * @param template The template.
 * @param options What it is told when the data is rendered: further variables, a date.
 * @returns The warnings, in a fixed order; none if nothing surprises. In a notebook they show as a table.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { readChatTemplate, templateWarnings } from "tracebook";
 *
 * const template = readChatTemplate({
 *   chat_template: "{% for m in messages %}{{ m.role }}: {{ m.content.split('</think>')[-1] }}\n{% endfor %}",
 * });
 * assertEquals(templateWarnings(template).map((warning) => warning.code), [
 *   "drops_thoughts",
 *   "drops_reasoning_content",
 *   "drops_tool_calls",
 * ]);
 * ```
 */
export function templateWarnings(
  template: ChatTemplate,
  options: Pick<TemplateOptions, "variables" | "now"> = {},
): TemplateWarning[] & Displayable {
  const trial = new TemplateTrial(template, options);
  const warnings = PROBES.flatMap(([code, probe]): TemplateWarning[] => {
    const message = probe(trial);
    return message === undefined ? [] : [{ code, message }];
  });
  const text = warnings.map(({ message }) => message).join("\n") || "No warnings";
  return displayable(warnings, () => ({
    "text/html": table(warnings, ["code", "message"], { caption: "Chat template" }).html.toWellFormed(),
    "text/plain": text,
  }));
}
