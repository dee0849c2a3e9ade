import { z } from "zod";
import { type CallPart, MALFORMED, readParts } from "../trace/mod.ts";

const schema = z.object({
  id: z.string(),
  step: z.int().min(0),
  category: z.string().nullish(),
  source: z.string().nullish(),
  target: z.string(),
  prediction: z.string(),
  stopped: z.boolean(),
  tools: z.string().nullish(),
  previous: z.array(z.string()),
  model: z.string().nullish(),
});

/** What a model wrote for one held-out step, as `evaluate.py` writes it. */
export interface Prediction {
  /** The trace's id. */
  id: string;
  /** Which of the trace's gpt turns it is, from 0. */
  step: number;
  /** The trace's category. */
  category?: string | null;
  /** Where the trace is from. */
  source?: string | null;
  /** The gpt turn of the trace, tags included. */
  target: string;
  /** What the model wrote in its place. */
  prediction: string;
  /** Whether it ended the turn by itself. */
  stopped: boolean;
  /** The trace's tools, as one JSON text. */
  tools?: string | null;
  /** The tools that the last acting step before it called. */
  previous: string[];
  /** The model's name. */
  model?: string | null;
}

/**
 * Something that is no prediction.
 *
 * @example
 * ```ts
 * import { assertThrows } from "@std/assert";
 * import { PredictionError, readPredictions } from "tracebook";
 *
 * assertThrows(() => readPredictions("{}", "p.jsonl"), PredictionError, "line 1 of p.jsonl: field id");
 * ```
 */
export class PredictionError extends Error {
  /** The error's name. */
  override name = "PredictionError";
}

/**
 * Reads predictions: one JSON object a line.
 *
 * @param text The file's text.
 * @param file The file's name, for errors.
 * @returns The predictions, in order.
 * @throws {PredictionError} If a line is no prediction, or one step is predicted twice; it names file, line and field.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { readPredictions } from "tracebook";
 *
 * const line = { id: "a", step: 0, target: "Done.", prediction: "Done.", stopped: true, previous: [] };
 * assertEquals(readPredictions(`${JSON.stringify(line)}\n`), [line]);
 * ```
 */
export function readPredictions(text: string, file = "predictions"): Prediction[] {
  const seen = new Map<string, number>();
  const remedy = "evaluate.py of the training folder writes such files.";
  return text.split("\n").flatMap((line, index): Prediction[] => {
    if (line.trim() === "") return [];
    const refuse = (reason: string): never => {
      throw new PredictionError(`Cannot read line ${index + 1} of ${file}: ${reason}. ${remedy}`);
    };
    const read = schema.safeParse(parsed(line) ?? refuse("it is not JSON"));
    if (!read.success) {
      const { path, message } = read.error.issues[0]!;
      return refuse(path.length === 0 ? "it is not an object" : `field ${path.join(".")}: ${message}`);
    }
    const key = JSON.stringify([read.data.id, read.data.step]);
    const first = seen.get(key);
    if (first !== undefined) {
      refuse(`step ${read.data.step} of ${read.data.id} is predicted on line ${first} already`);
    }
    seen.set(key, index + 1);
    return [read.data];
  });
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line) ?? "null";
  } catch {
    return undefined;
  }
}

/** A call, as far as it can be read. */
export interface ParsedCall {
  /** The tool's name; of a call that is not JSON the name that it seems to have, or `<malformed>`. */
  name: string;
  /** The arguments; undefined where they cannot be read. */
  arguments: CallPart["arguments"] | undefined;
}

/** What a turn does. */
interface SeenTurn {
  /** Whether its form is right: every tag closed, every call JSON with a name and arguments, and something said. */
  isWellFormed: boolean;
  /** The calls, in order; a call that is not JSON is an attempt, and counts. */
  calls: ParsedCall[];
}

const NAME = /"name"\s*:\s*"((?:[^"\\]|\\.){1,200})"/;

/**
 * Reads a gpt turn for scoring: its form apart from what it calls. The name of a call with broken JSON is taken from its
 * text, so that a slip in the form is not counted as a wrong choice too.
 */
export function readTurn(text: string): SeenTurn {
  const parts = readParts(text, "gpt");
  const calls = parts.flatMap((part): ParsedCall[] => {
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
