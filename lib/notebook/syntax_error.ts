/** Why a cell does not parse. */
export interface UnparsedCell {
  /** One line: what is wrong, and where. */
  message: string;
  /** The same, with the line of code and a mark under the column. */
  traceback: string[];
  /** Line in the cell, from 1; absent if the reason is not known. */
  line?: number;
  /** Column in the line, from 1. */
  column?: number;
}

/**
 * Finds out why the kernel did not run a cell. The kernel only says that it failed; the formatter's parser,
 * which is the same one, names the place without running anything.
 *
 * @param code The cell's source.
 * @returns The reason.
 */
export async function explainUnparsed(code: string): Promise<UnparsedCell> {
  const formatter = new Deno.Command(Deno.execPath(), {
    args: ["fmt", "--no-config", "--ext=ts", "-"],
    env: { NO_COLOR: "1", RUST_BACKTRACE: "0", DENO_NO_UPDATE_CHECK: "1" },
    stdin: "piped",
    stdout: "null",
    stderr: "piped",
  }).spawn();
  const said = formatter.stderr.pipeThrough(new TextDecoderStream());
  const input = formatter.stdin.getWriter();
  // The formatter may stop reading at the fault.
  const written = input.write(new TextEncoder().encode(code)).then(() => input.close()).catch(() => {});
  let text = "";
  for await (const piece of said) text += piece;
  await written;
  await formatter.status;
  const what = text.match(/SyntaxError: (.*)/)?.[1];
  const place = text.match(/_stdin\.ts:(\d+):(\d+)/);
  if (what === undefined || place === null) {
    const message =
      "the kernel did not run this cell and gave no reason; its code may not be valid in a cell";
    return { message, traceback: [`SyntaxError: ${message}`, ...code.split("\n")] };
  }
  const line = Number(place[1]), column = Number(place[2]);
  const message = `${what} (line ${line}, column ${column} of the cell)`;
  const gutter = `${line} | `;
  return {
    message,
    line,
    column,
    traceback: [
      `SyntaxError: ${message}`,
      gutter + (code.split("\n")[line - 1] ?? ""),
      " ".repeat(gutter.length + column - 1) + "^",
    ],
  };
}
