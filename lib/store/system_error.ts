/**
 * Whether an error is the operating system's or Deno's permissions' (no such folder, no space left, a closed
 * pipe), and not a fault of the program.
 *
 * @param error What was thrown.
 * @returns Whether its message says all that there is to say.
 */
export function isSystemError(error: unknown): error is Error {
  if (!(error instanceof Error)) return false;
  const { code } = error as { code?: unknown };
  return (typeof code === "string" && /^E[A-Z0-9]+$/.test(code)) || error instanceof Deno.errors.NotCapable;
}
