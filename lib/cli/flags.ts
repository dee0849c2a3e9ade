import { InvalidArgumentError, Option } from "commander";
import { RULES, type Rules } from "../measure/mod.ts";

/**
 * Reads a flag's value as a whole number of at least 0.
 *
 * @param text What was given.
 * @returns The number.
 * @throws {InvalidArgumentError} If it is none; the program then ends with 2.
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
 * @param text What was given.
 * @returns The number.
 * @throws {InvalidArgumentError} If it is none; the program then ends with 2.
 */
export function countingNumber(text: string): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(value) || value < 1) {
    throw new InvalidArgumentError("It must be a whole number of at least 1.");
  }
  return value;
}

/**
 * Reads a seed: a whole number of at least 0, of any size, as numpy takes it.
 *
 * @param text What was given.
 * @returns The seed.
 * @throws {InvalidArgumentError} If it is none.
 */
export function seedNumber(text: string): bigint {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError("It must be a whole number of at least 0.");
  return BigInt(text);
}

/**
 * Reads a share.
 *
 * @param text What was given.
 * @returns A number between 0 and 1, both excluded.
 * @throws {InvalidArgumentError} If it is none.
 */
export function shareNumber(text: string): number {
  const value = Number(text);
  if (text.trim() === "" || !(value > 0 && value < 1)) {
    throw new InvalidArgumentError("It must be a share between 0 and 1, such as 0.1.");
  }
  return value;
}

/** `--rules`, the definitions to measure by. */
export const rulesOption = (): Option =>
  new Option("--rules <rules>", "by which definitions").choices([...RULES]).default(
    "structured" satisfies Rules,
  );

/** `--json`, one JSON document on standard output and nothing else. */
export const jsonOption = (): Option => new Option("--json", "print one JSON document and nothing else");
