import { Command } from "commander";
import { JUPYTER_DISPLAY } from "../../display/mod.ts";
import { inspectTraces, loadTraces } from "../../load/mod.ts";
import { jsonOption } from "../flags.ts";
import { printJson, printText, progressUnless } from "../output.ts";

/** `inspect`: fields, rows, categories, sources and the first trace. */
export function inspectCommand(): Command {
  return new Command("inspect")
    .description("show fields, rows, categories, counts by source and the first trace")
    .argument("<data...>", "sample, files, globs, folders or hf:owner/name/config")
    .addOption(jsonOption())
    .action(async (data: string[], { json }: { json?: boolean }) => {
      const found = await inspectTraces(
        loadTraces(data, { onProgress: progressUnless(json) }),
      );
      if (json) await printJson(found);
      else await printText(`${(await found[JUPYTER_DISPLAY]())["text/plain"]}\n`);
    });
}
