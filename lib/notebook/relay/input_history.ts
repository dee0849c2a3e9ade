/** One input: session, number, source. */
type Input = [session: number, line: number, source: string];

/** What has been run, for clients that ask for it. */
export class InputHistory {
  readonly #inputs: Input[] = [];

  /** Adds a cell. */
  add(line: number, source: string): void {
    this.#inputs.push([1, line, source]);
  }

  /**
   * Answers a `history_request`.
   *
   * @param content The request: the last n, a range of lines, or those that match a pattern with `*` and `?`.
   * @returns The inputs.
   * @see https://jupyter-client.readthedocs.io/en/stable/messaging.html#history
   */
  find(content: Record<string, unknown>): Input[] {
    const { hist_access_type: access, n, start = 0, stop, pattern = "*", unique } = content;
    let found = this.#inputs;
    if (access === "range") {
      const end = typeof stop === "number" ? stop : Infinity;
      return found.filter(([, line]) => line >= Number(start) && line < end);
    }
    if (access === "search") {
      const matches = wildcard(String(pattern));
      found = found.filter(([, , source]) => matches.test(source));
      if (unique === true) {
        found = found.filter(([, , source], i) => !found.slice(i + 1).some((later) => later[2] === source));
      }
    }
    return typeof n === "number" ? found.slice(Math.max(0, found.length - n)) : found;
  }
}

function wildcard(pattern: string): RegExp {
  const source = pattern.replaceAll(/[^*?]/gs, (plain) => RegExp.escape(plain))
    .replaceAll(/\*+/g, "[^]*").replaceAll("?", "[^]");
  return new RegExp(`^${source}$`);
}
