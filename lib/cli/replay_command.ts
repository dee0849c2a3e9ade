import { Command, Option } from "commander";
import { loadTraces } from "../load/mod.ts";
import { terminalProgress } from "../store/mod.ts";
import { TraceReplayer, type ViewStyle } from "../view/mod.ts";
import { choiceOptions, pickTrace, reading, styleOption, type TraceChoice } from "./pick_trace.ts";
import { printText } from "./print_json.ts";

interface ReplayFlags extends TraceChoice {
  format: "text" | "html";
  style: ViewStyle;
}

/**
 * `replay`: one trace, step by step.
 *
 * @returns The command.
 */
export function replayCommand(): Command {
  const [id, row] = choiceOptions();
  return new Command("replay")
    .description("print one trace step by step")
    .argument("<data...>", "sample, files, globs, folders or hf:owner/name/config")
    .addOption(id)
    .addOption(row)
    .addOption(new Option("--format <format>", "as what").choices(["text", "html"]).default("text"))
    .addOption(styleOption())
    .action(async (data: string[], { format, style, ...choice }: ReplayFlags) => {
      const trace = await pickTrace(loadTraces(data, { progress: terminalProgress() }), choice);
      const steps = reading(
        trace,
        () => [...new TraceReplayer(trace, { style })].map((step) => `${step[format]}\n`),
      );
      await printText(steps.join(""));
    });
}
