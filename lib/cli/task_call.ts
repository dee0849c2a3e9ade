import type { Command } from "commander";

/**
 * Reads the call of a task. What is wrong with it is reported as "Cannot …: reason", with the help behind.
 *
 * @param command The task's command, with its arguments and flags.
 * @param cannot What a wrong call keeps from being done, such as `Cannot start`.
 * @param args The words after the task's name.
 * @returns The flags; the arguments are in `command.args`.
 * @throws {CommanderError} If the call is wrong, or asks for help; it is printed already.
 */
export function taskCall<Flags extends object>(
  command: Command,
  cannot: string,
  args: readonly string[],
): Flags {
  return command
    .exitOverride()
    .showHelpAfterError()
    .configureOutput({
      outputError: (text, write) => write(text.replace(/^(error: )?/, `${cannot}: `)),
    })
    .parse(args, { from: "user" })
    .opts<Flags>();
}
