/**
 * Python's `json.loads`, to the letter: NaN, integers of any size kept apart from floats, the order of keys,
 * and which error is raised. `JSON.parse` cannot serve: it loses `1.0`, large integers and the order of
 * integer-like keys.
 *
 * @module
 */

import { ScanFailure, scanJson, skipJsonSpace } from "./json_scanner.ts";
import type { PythonJson } from "./json_value.ts";

/**
 * Python's `JSONDecodeError`: the text is not JSON. `index` is the UTF-16 index where reading failed.
 *
 * @example
 * ```ts
 * import { assertEquals, assertThrows } from "@std/assert";
 * import { JsonDecodeError, pythonLoads } from "tracebook";
 *
 * const error = assertThrows(() => pythonLoads('{"a": 1,}'), JsonDecodeError);
 * assertEquals(error.message, "Expecting property name in double quotes at character 8");
 * ```
 */
export class JsonDecodeError extends SyntaxError {
  /** The error's name. */
  override name = "JsonDecodeError";
  /**
   * An error at one place of a text.
   *
   * @param reason What was wrong.
   * @param index UTF-16 index in the text.
   */
  constructor(reason: string, readonly index: number) {
    super(`${reason} at character ${index}`);
  }
}

/**
 * Where Python raises something other than `JSONDecodeError`: nesting too deep, or an integer of too many
 * digits.
 *
 * @example
 * ```ts
 * import { assertEquals, assertThrows } from "@std/assert";
 * import { PythonLimitError, pythonLoads } from "tracebook";
 *
 * const error = assertThrows(() => pythonLoads(`[${"1".repeat(4301)}]`), PythonLimitError);
 * assertEquals(error.index, 1);
 * ```
 */
export class PythonLimitError extends RangeError {
  /** The error's name. */
  override name = "PythonLimitError";
  /**
   * An error at one place of a text.
   *
   * @param reason What was too much.
   * @param index UTF-16 index in the text.
   */
  constructor(reason: string, readonly index: number) {
    super(`${reason} at character ${index}`);
  }
}

/**
 * Reads one JSON value that begins at `from` and leaves what follows alone, as Python's `raw_decode` does.
 *
 * @param text The text.
 * @param from UTF-16 index of the value's first character.
 * @returns The value and the UTF-16 index behind it.
 * @throws {JsonDecodeError} If no JSON value begins there.
 * @throws {PythonLimitError} If it is nested too deep or holds an integer of more than 4,300 digits.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { pythonRawDecode } from "tracebook";
 *
 * assertEquals(pythonRawDecode("see [1, 2] here", 4), [[1, 2], 10]);
 * ```
 */
export function pythonRawDecode(text: string, from = 0): [PythonJson, number] {
  const scanned = scanJson(text, from);
  if (!(scanned instanceof ScanFailure)) return [scanned.value, scanned.end];
  const { kind, reason, index } = scanned;
  throw kind === "syntax" ? new JsonDecodeError(reason, index) : new PythonLimitError(reason, index);
}

/**
 * Reads a JSON text as Python's `json.loads` does: dicts as `Map`, floats as {@linkcode PythonFloat},
 * integers as `number` or, where those are not exact, `bigint`.
 *
 * @param text The JSON text.
 * @returns The value.
 * @throws {JsonDecodeError} If the text is not JSON as Python has it.
 * @throws {PythonLimitError} If it is nested too deep or holds an integer of more than 4,300 digits.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { pythonDumps, pythonLoads } from "tracebook";
 *
 * assertEquals(pythonDumps(pythonLoads('{"b": 1.0, "1": NaN, "b": 12345678901234567890}')),
 *   '{"b": 12345678901234567890, "1": NaN}');
 * ```
 * @see https://docs.python.org/3.11/library/json.html#json.loads
 */
export function pythonLoads(text: string): PythonJson {
  if (text.startsWith("\ufeff")) throw new JsonDecodeError("Unexpected UTF-8 BOM", 0);
  const [value, end] = pythonRawDecode(text, skipJsonSpace(text, 0));
  const rest = skipJsonSpace(text, end);
  if (rest !== text.length) throw new JsonDecodeError("Extra data", rest);
  return value;
}
