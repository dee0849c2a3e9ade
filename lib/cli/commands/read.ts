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

interface ReadFlags extends TraceChoice {
  format: string;
  style: RenderStyle;
}

/** Renders a trace, or a replay of its steps, in one format. */
type Renderer = (trace: Trace, options: Pick<RenderTraceOptions, "style">) => string;

const RENDER_FORMATS: Record<string, Renderer> = {
  text: (trace, options) => `${renderTraceText(trace, options)}\n`,
  markdown: (trace, options) => `${renderTraceMarkdown(trace, options)}\n`,
  html: (trace, options) => `${renderTraceHtml(trace, options)}\n`,
};

const REPLAY_FORMATS: Record<string, Renderer> = {
  text: (trace, options) => [...new TraceReplayer(trace, options)].map(({ text }) => `${text}\n`).join(""),
  html: (trace, options) => [...new TraceReplayer(trace, options)].map(({ html }) => `${html}\n`).join(""),
};

/** `render`: one trace for reading. */
export const renderCommand = (): Command =>
  readCommand("render", "print one trace for reading", RENDER_FORMATS);

/** `replay`: one trace, step by step. */
export const replayCommand = (): Command =>
  readCommand("replay", "print one trace step by step", REPLAY_FORMATS);

function readCommand(name: string, description: string, formats: Record<string, Renderer>): Command {
  return new Command(name)
    .description(description)
    .argument("<data...>", "sample, files, globs, folders or hf:owner/name/config")
    .addOption(new Option("--id <id>", "the trace with this id").conflicts("row"))
    .addOption(
      new Option("--row <n>", "the trace with this number, counting from 0").argParser(wholeNumber),
    )
    .addOption(new Option("--format <format>", "as what").choices(Object.keys(formats)).default("text"))
    .addOption(
      new Option("--style <style>", "whose lines").choices(["tutorial", "guide"]).default("tutorial"),
    )
    .action(async (data: string[], { format, style, ...choice }: ReadFlags) => {
      const trace = await pickTrace(loadTraces(data, { onProgress: terminalProgress() }), choice);
      await printText(renderOrNameTrace(trace, () => formats[format]!(trace, { style })));
    });
}

/** Options for {@linkcode pickTrace}: id or row of the trace. */
interface TraceChoice {
  /** Id of the trace. */
  id?: string;
  /** Row of the trace in the data set, from 0. */
  row?: number;
}

/** Finds the trace with an id or a row; throws a `UsageError` without either, a `DataError` without such a trace. */
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

/** Renders a trace; an error names the trace. */
function renderOrNameTrace<T>(trace: Trace, render: () => T): T {
  try {
    return render();
  } catch (error) {
    throw new DataError(
      `Cannot read the trace with id ${JSON.stringify(trace.id)}: ${(error as Error).message}`,
    );
  }
}
