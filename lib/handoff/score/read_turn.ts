import { type CallPart, MALFORMED, readParts } from "../../trace/mod.ts";

/** A call, as far as it can be read. */
export interface SeenCall {
  /** The tool's name; of a call that is not JSON the name that it seems to have, or `<malformed>`. */
  name: string;
  /** The arguments; undefined where they cannot be read. */
  arguments: CallPart["arguments"] | undefined;
}

/** What a turn does. */
export interface SeenTurn {
  /** Whether its form is right: every tag closed, every call JSON with a name and arguments, and something said. */
  isWellFormed: boolean;
  /** The calls, in order; a call that is not JSON is an attempt, and counts. */
  calls: SeenCall[];
}

const NAME = /"name"\s*:\s*"((?:[^"\\]|\\.){1,200})"/;

/**
 * Reads a gpt turn for scoring: its form apart from what it calls. The name of a call with broken JSON is taken from its
 * text, so that a slip in the form is not counted as a wrong choice too.
 *
 * @param text The turn.
 * @returns Form and calls.
 */
export function readTurn(text: string): SeenTurn {
  const parts = readParts(text, "gpt");
  const calls = parts.flatMap((part): SeenCall[] => {
    if (part.kind !== "call") return [];
    if (part.name !== MALFORMED) return [{ name: part.name, arguments: part.arguments }];
    const [, name] = NAME.exec(text.slice(part.body.start, part.body.end)) ?? [];
    return [{ name: name ?? MALFORMED, arguments: undefined }];
  });
  const saysSomething = parts.some((part) =>
    part.kind === "call" || part.kind === "text" && text.slice(part.start, part.end).trim() !== ""
  );
  return { isWellFormed: saysSomething && parts.every(({ problem }) => problem === undefined), calls };
}
