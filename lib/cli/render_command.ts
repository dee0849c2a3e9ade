import { Command, Option } from "commander";
import { loadTraces } from "../load/mod.ts";
import { terminalProgress } from "../store/mod.ts";
import type { Trace } from "../trace/mod.ts";
import {
  renderTraceHtml,
  renderTraceMarkdown,
  type RenderTraceOptions,
  renderTraceText,
  type ViewStyle,
} from "../view/mod.ts";
import { choiceOptions, pickTrace, reading, styleOption, type TraceChoice } from "./pick_trace.ts";
import { printText } from "./print_json.ts";

const FORMATS: Record<string, (trace: Trace, options: RenderTraceOptions) => string> = {
  text: renderTraceText,
  markdown: renderTraceMarkdown,
  html: renderTraceHtml,
};

interface RenderFlags extends TraceChoice {
  format: string;
  style: ViewStyle;
}

/**
 * `render`: one trace for reading.
 *
 * @returns The command.
 */
export function renderCommand(): Command {
  const [id, row] = choiceOptions();
  return new Command("render")
    .description("print one trace for reading")
    .argument("<data...>", "sample, files, globs, folders or hf:owner/name/config")
    .addOption(id)
    .addOption(row)
    .addOption(new Option("--format <format>", "as what").choices(Object.keys(FORMATS)).default("text"))
    .addOption(styleOption())
    .action(async (data: string[], { format, style, ...choice }: RenderFlags) => {
      const trace = await pickTrace(loadTraces(data, { progress: terminalProgress() }), choice);
      await printText(reading(trace, () => FORMATS[format]!(trace, { style })) + "\n");
    });
}
