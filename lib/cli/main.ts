/**
 * `deno task traces COMMAND DATA… [flags]`: one program over the rooms.
 *
 * @module
 */
import { Command } from "commander";
import { exportCommand } from "./export_command.ts";
import { report } from "./failure.ts";
import { compareCommand } from "./compare_command.ts";
import { handoffCommand } from "./handoff_command.ts";
import { inspectCommand } from "./inspect_command.ts";
import { maskCommand } from "./mask_command.ts";
import { measureCommand } from "./measure_command.ts";
import { redactCommand } from "./redact_command.ts";
import { renderCommand } from "./render_command.ts";
import { replayCommand } from "./replay_command.ts";
import { sampleCommand } from "./sample_command.ts";
import { scoreCommand } from "./score_command.ts";
import { shuffleCommand } from "./shuffle_command.ts";
import { validateCommand } from "./validate_command.ts";
import { splitCommand } from "./split_command.ts";

/**
 * Runs the program.
 *
 * @param args The command and its arguments, without the program's own name.
 * @returns The exit code: 0 done, 1 the data had errors, 2 the call was wrong.
 */
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
    return report(error);
  }
}

if (import.meta.main) Deno.exit(await main(Deno.args));
