/**
 * `deno task traces COMMAND DATA… [flags]`: one program over the rooms.
 *
 * @module
 */
import { Command } from "commander";
import { compareCommand } from "./commands/compare.ts";
import { exportCommand } from "./commands/export.ts";
import { handoffCommand } from "./commands/handoff.ts";
import { inspectCommand } from "./commands/inspect.ts";
import { maskCommand } from "./commands/mask.ts";
import { measureCommand } from "./commands/measure.ts";
import { renderCommand, replayCommand } from "./commands/read.ts";
import { redactCommand } from "./commands/redact.ts";
import { sampleCommand } from "./commands/sample.ts";
import { scoreCommand } from "./commands/score.ts";
import { shuffleCommand } from "./commands/shuffle.ts";
import { splitCommand } from "./commands/split.ts";
import { validateCommand } from "./commands/validate.ts";
import { reportError } from "./output.ts";

/** Runs the program, and returns its exit code. */
export async function main(args: readonly string[]): Promise<number> {
  const program = new Command("traces")
    .description("Reasoning traces of tool-using agents: load, measure, read, train.")
    .showHelpAfterError("(--help lists the commands and flags)");
  const commands = [
    inspectCommand(),
    validateCommand(),
    measureCommand(),
    compareCommand(),
    renderCommand(),
    replayCommand(),
    shuffleCommand(),
    maskCommand(),
    redactCommand(),
    splitCommand(),
    exportCommand(),
    handoffCommand(),
    scoreCommand(),
    sampleCommand(),
  ];
  for (const command of commands) program.addCommand(command.copyInheritedSettings(program).exitOverride());
  try {
    await program.exitOverride().parseAsync(args, { from: "user" });
    return 0;
  } catch (error) {
    return reportError(error);
  }
}

if (import.meta.main) Deno.exit(await main(Deno.args));
