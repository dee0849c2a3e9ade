/** What has been run. */
interface Input {
  line: number;
  source: string;
  /** Its result as plain text; null if there is none, or not yet. */
  output: string | null;
}

/** A place in the history, as the protocol has it; with output if that is asked for. */
type Found = [session: number, line: number, input: string | [input: string, output: string | null]];

const SESSION = 1;

/** What has been run, for clients that ask for it. */
export class InputHistory {
  readonly #inputs: Input[] = [];

  /**
   * Adds a cell.
   *
   * @param line Its number.
   * @param source Its source.
   * @returns Its place, for its output.
   */
  add(line: number, source: string): { output: string | null } {
    const input = { line, source, output: null };
    this.#inputs.push(input);
    return input;
  }

  /**
   * Answers a `history_request`.
   *
   * @param content The request: the last n, a range of lines, or those that match a pattern with `*` and `?`.
   * @returns The inputs.
   * @see https://jupyter-client.readthedocs.io/en/stable/messaging.html#history
   */
  find(content: Record<string, unknown>): Found[] {
    const inputs = this.#chosen(content);
    const { hist_access_type: access, n, output } = content;
    const last = typeof n === "number" && access !== "range"
      ? inputs.slice(Math.max(0, inputs.length - n))
      : inputs;
    return last.map((
      input,
    ) => [SESSION, input.line, output === true ? [input.source, input.output] : input.source]);
  }

  #chosen(
    { hist_access_type: access, start, stop, pattern = "*", unique }: Record<string, unknown>,
  ): Input[] {
    if (access === "range") {
      const end = typeof stop === "number" ? stop : Infinity;
      return this.#inputs.filter(({ line }) => line >= Number(start ?? 0) && line < end);
    }
    if (access !== "search") return this.#inputs;
    const matches = wildcard(String(pattern));
    const found = this.#inputs.filter(({ source }) => matches.test(source));
    if (unique !== true) return found;
    const latest = new Map(found.map((input) => [input.source, input]));
    return found.filter((input) => latest.get(input.source) === input);
  }
}

function wildcard(pattern: string): RegExp {
  const source = pattern.replaceAll(/[^*?]/gs, (plain) => RegExp.escape(plain))
    .replaceAll(/\*+/g, "[^]*").replaceAll("?", "[^]");
  return new RegExp(`^${source}$`);
}
