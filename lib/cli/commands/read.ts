import { Command, Option } from "commander";
import { terminalProgress } from "../../files/mod.ts";
import { type Dataset, loadTraces } from "../../load/mod.ts";
import type { Trace } from "../../trace/mod.ts";
import {
  type RenderStyle,
  renderTraceHtml,
  renderTraceMarkdown,
  type RenderTraceOptions,
  renderTraceText,
  TraceReplayer,
} from "../../view/mod.ts";
import { wholeNumber } from "../flags.ts";
import { DataError, printText, UsageError } from "../output.ts";

const FORMATS: Record<string, (trace: Trace, options: RenderTraceOptions) => string> = {
  text: renderTraceText,
  markdown: renderTraceMarkdown,
  html: renderTraceHtml,
};

interface RenderFlags extends TraceChoice {
  format: string;
  style: RenderStyle;
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
      const trace = await pickTrace(loadTraces(data, { onProgress: terminalProgress() }), choice);
      await printText(reading(trace, () => FORMATS[format]!(trace, { style })) + "\n");
    });
}

/** Which trace of a data set is meant. */
interface TraceChoice {
  /** Its id. */
  id?: string;
  /** Its number, from 0. */
  row?: number;
}

/** `--id` and `--row`, of which one is given. */
const choiceOptions = (): [Option, Option] => [
  new Option("--id <id>", "the trace with this id").conflicts("row"),
  new Option("--row <n>", "the trace with this number, counting from 0").argParser(wholeNumber),
];

/**
 * Finds the trace that was asked for.
 *
 * @param dataset Where to look.
 * @param choice The id or the row.
 * @returns The trace.
 * @throws {UsageError} If neither was given.
 * @throws {DataError} If there is no such trace.
 */
async function pickTrace(dataset: Dataset, { id, row }: TraceChoice): Promise<Trace> {
  if (id === undefined && row === undefined) {
    throw new UsageError("Cannot choose a trace: give --id or --row");
  }
  if (row !== undefined) {
    const rows = await dataset.count();
    if (row >= rows) throw new DataError(`Cannot find row ${row}: there are ${rows} traces, numbered from 0`);
    return await dataset.select([row]).first();
  }
  let seen = 0;
  for await (const trace of dataset) {
    if (trace.id === id) return trace;
    seen++;
  }
  throw new DataError(`Cannot find a trace with id ${JSON.stringify(id)} among ${seen} traces`);
}

/** `--style`, whose lines are printed. */
const styleOption = (): Option =>
  new Option("--style <style>", "whose lines").choices(["tutorial", "guide"]).default("tutorial");

/**
 * Runs what reads a trace, and names the trace if its text cannot be read.
 *
 * @param trace The trace.
 * @param read What reads it.
 * @returns What `read` returned.
 * @throws {DataError} If it throws.
 */
function reading<T>(trace: Trace, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new DataError(
      `Cannot read the trace with id ${JSON.stringify(trace.id)}: ${(error as Error).message}`,
    );
  }
}

interface ReplayFlags extends TraceChoice {
  format: "text" | "html";
  style: RenderStyle;
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
      const trace = await pickTrace(loadTraces(data, { onProgress: terminalProgress() }), choice);
      const steps = reading(
        trace,
        () => [...new TraceReplayer(trace, { style })].map((step) => `${step[format]}\n`),
      );
      await printText(steps.join(""));
    });
}
