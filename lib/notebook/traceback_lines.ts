/**
 * The lines of an error's traceback. A value that is thrown and is no Error comes with one empty line: it gets its name and
 * words.
 *
 * @param ename The error's name.
 * @param evalue Its words.
 * @param traceback The lines that came.
 * @returns The lines to show.
 */
export function tracebackLines(ename: string, evalue: string, traceback: string[] = []): string[] {
  return traceback.some((line) => line.trim() !== "") ? traceback : [`${ename}: ${evalue}`];
}
