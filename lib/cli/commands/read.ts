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

/** A trace, or a record of its steps, as text in one format. */
type Read = (trace: Trace, options: Pick<RenderTraceOptions, "style">) => string;

const RENDER: Record<string, Read> = {
  text: (trace, options) => `${renderTraceText(trace, options)}\n`,
  markdown: (trace, options) => `${renderTraceMarkdown(trace, options)}\n`,
  html: (trace, options) => `${renderTraceHtml(trace, options)}\n`,
};

const REPLAY: Record<string, Read> = {
  text: (trace, options) => [...new TraceReplayer(trace, options)].map(({ text }) => `${text}\n`).join(""),
  html: (trace, options) => [...new TraceReplayer(trace, options)].map(({ html }) => `${html}\n`).join(""),
};

/** `render`: one trace for reading. */
export const renderCommand = (): Command => readCommand("render", "print one trace for reading", RENDER);

/** `replay`: one trace, step by step. */
export const replayCommand = (): Command => readCommand("replay", "print one trace step by step", REPLAY);

function readCommand(name: string, description: string, formats: Record<string, Read>): Command {
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
      await printText(readOrNameTrace(trace, () => formats[format]!(trace, { style })));
    });
}

/** Which trace of a data set is meant. */
interface TraceChoice {
  /** The trace's id. */
  id?: string;
  /** The trace's number in the data set, from 0. */
  row?: number;
}

/** Finds the trace of an id or a row; without either the call is wrong, without such a trace the data is. */
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

/** Reads a trace; the error of a text that cannot be read names the trace. */
function readOrNameTrace<T>(trace: Trace, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new DataError(
      `Cannot read the trace with id ${JSON.stringify(trace.id)}: ${(error as Error).message}`,
    );
  }
}
