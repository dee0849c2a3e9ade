import { isObject } from "../../python/mod.ts";
import { LoadError, type LoadErrorPlace } from "../load_error.ts";

/** Object whose members have not been checked. */
export type UnknownRecord = Record<string, unknown>;

/** Reads the fields of a row, and throws a LoadError that names the field of another type. */
export class FieldReader {
  readonly #place: LoadErrorPlace;
  readonly #remedy: string;

  constructor(place: LoadErrorPlace, remedy: string) {
    this.#place = place;
    this.#remedy = remedy;
  }

  /** Makes the error for a field. */
  error(field: string, reason: string): LoadError {
    return new LoadError(reason, { ...this.#place, field }, this.#remedy);
  }

  /** Reads a text. */
  text(value: unknown, field: string): string {
    if (typeof value === "string") return value;
    throw this.error(field, `it is ${describeValue(value)}, but a text is needed`);
  }

  /** Reads a list. */
  list(value: unknown, field: string): unknown[] {
    if (Array.isArray(value)) return value;
    throw this.error(field, `it is ${describeValue(value)}, but a list is needed`);
  }

  /** Reads an object. */
  object(value: unknown, field: string): UnknownRecord {
    if (isObject(value)) return value;
    throw this.error(field, `it is ${describeValue(value)}, but an object is needed`);
  }

  /** Reads one of some words. */
  oneOf<W extends string>(value: unknown, words: readonly W[], field: string): W {
    if (words.includes(value as W)) return value as W;
    throw this.error(field, `it is ${describeValue(value)}, but one of ${words.join(", ")} is needed`);
  }
}

/** Describes a value in the words of an error. */
export function describeValue(value: unknown): string {
  if (value === undefined) return "missing";
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "string") return JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}…` : value);
  if (typeof value === "object") return "an object";
  return `the ${typeof value} ${String(value)}`;
}
