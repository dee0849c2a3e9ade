import { InvalidArgumentError, Option } from "commander";
import { dirname } from "node:path";
import { findDataFiles } from "../load/mod.ts";
import { RULES, type Rules } from "../measure/mod.ts";
import { loadTokenizer, type Tokenizer } from "../train/mod.ts";
import { DataError, UsageError } from "./output.ts";

/**
 * Reads a flag's value as a whole number of at least 0.
 *
 * @throws {InvalidArgumentError} If it is not such a number; the program then ends with 2.
 */
export function wholeNumber(text: string): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(value)) {
    throw new InvalidArgumentError("It must be a whole number of at least 0.");
  }
  return value;
}

/**
 * Reads a flag's value as a whole number of at least 1.
 *
 * @throws {InvalidArgumentError} If it is not such a number; the program then ends with 2.
 */
export function positiveWholeNumber(text: string): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(value) || value < 1) {
    throw new InvalidArgumentError("It must be a whole number of at least 1.");
  }
  return value;
}

/**
 * Reads a seed: a whole number of at least 0, of any size, as numpy takes it.
 *
 * @throws {InvalidArgumentError} If it is not such a number.
 */
export function seedNumber(text: string): bigint {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError("It must be a whole number of at least 0.");
  return BigInt(text);
}

/**
 * Reads a share: a number above 0 and below 1.
 *
 * @throws {InvalidArgumentError} If it is not such a number.
 */
export function shareNumber(text: string): number {
  const value = Number(text);
  if (text.trim() === "" || !(value > 0 && value < 1)) {
    throw new InvalidArgumentError("It must be a share between 0 and 1, such as 0.1.");
  }
  return value;
}

/** Makes the option `--rules`: the definitions to measure by. */
export const rulesOption = (): Option =>
  new Option("--rules <rules>", "by which definitions").choices([...RULES]).default(
    "structured" satisfies Rules,
  );

/** Makes the option `--json`: one JSON document on standard output and nothing else. */
export const jsonOption = (): Option => new Option("--json", "print one JSON document and nothing else");

/** Options for {@linkcode checkOutput}: words for its errors, and the endings allowed. */
interface OutputRules {
  /** What is written, such as `facts`. */
  what: string;
  /** What the command does with the data, such as `measure`. */
  verb: string;
  /** Endings that the file's name may have. */
  endings: readonly string[];
}

/**
 * Refuses a file that could not be written, or would replace the traces it is made from: before anything is read, as
 * reading may take long.
 *
 * @throws {UsageError} If the ending is not allowed, the folder is missing, or `out` is one of DATA's files.
 */
export async function checkOutput(
  out: string,
  data: readonly string[],
  { what, verb, endings }: OutputRules,
): Promise<void> {
  const refuse = (reason: string) => {
    throw new UsageError(`Cannot write ${what} to ${out}: ${reason}`);
  };
  if (!endings.some((ending) => out.endsWith(ending))) {
    refuse(`the name must end with ${endings.join(" or ")}`);
  }
  await Deno.stat(dirname(out)).catch((error) => {
    if (error instanceof Deno.errors.NotFound) refuse(`there is no folder ${dirname(out)}; make it first`);
  });
  if (await isDataFile(out, data)) refuse(`it is one of the files to ${verb}; choose another name`);
}

/** Whether a file is one of DATA's files, also by another path. */
export async function isDataFile(out: string, data: readonly string[]): Promise<boolean> {
  const own = await Deno.realPath(out).catch(() => undefined); // usually it does not exist yet
  if (own === undefined) return false;
  for (const word of data.filter((word) => !word.startsWith("hf:"))) {
    for (const { path } of await findDataFiles(word)) {
      if (await Deno.realPath(path) === own) return true;
    }
  }
  return false;
}

/**
 * Loads the tokenizer that a flag names; the embedded one without it.
 *
 * @throws {DataError} If its files are not those of a tokenizer.
 */
export async function tokenizerFromFlag(source?: string): Promise<Tokenizer> {
  try {
    return await loadTokenizer(source);
  } catch (error) {
    if (error instanceof TypeError) throw new DataError(error.message);
    throw error;
  }
}
