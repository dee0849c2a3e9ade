import type { FieldType, RecordFields } from "./record_fields.ts";

/** Makes cells of values that were checked, and counts the texts that were no Unicode. */
export interface RecordCells {
  /** One record's fields, in order, as parquet's writer wants them. */
  columns(record: object, row: number): unknown[];
  /** One record as a line of JSON, without the line end. */
  line(record: object, row: number): string;
  /** How many texts held half a surrogate pair, which no UTF-8 has: it is written as U+FFFD. */
  readonly repaired: number;
}

/**
 * What turns records into parquet cells or lines of JSON, and refuses values that are not of their field's type.
 *
 * @param fields The records' fields. What a record has beyond them is not written.
 * @returns The two ways to write a record.
 */
export function recordCells(fields: RecordFields): RecordCells {
  const encoder = new TextEncoder();
  let repaired = 0;
  const whole = (text: string) => text.isWellFormed() ? text : (repaired++, text.toWellFormed());
  const entries = Object.entries(fields);

  const column = (value: unknown, type: FieldType, place: Place): unknown => {
    if (value === undefined || value === null) return null;
    if (typeof type === "object") {
      if ("list" in type) {
        const items = Array.from(checked(value, type, place) as ArrayLike<unknown>);
        return NUMBERS.has(type.list as string)
          ? numbers(items, type.list as string, place)
          : items.map((item) => column(item, type.list, place));
      }
      const record = checked(value, type, place) as Record<string, unknown>;
      return Object.fromEntries(
        Object.entries(type.struct).map(([name, inner]) => [name, column(record[name], inner, place)]),
      );
    }
    if (NUMBERS.has(type)) return number(value, type, place);
    if (type === "bool") return checked(value, type, place);
    const text = whole(checked(value, type, place) as string);
    return type === "json" ? encoder.encode(text) : text;
  };

  const json = (value: unknown, type: FieldType, place: Place): string => {
    if (value === undefined || value === null) return "null";
    if (typeof type === "object") {
      if ("struct" in type) return members(checked(value, type, place), Object.entries(type.struct), place);
      const items = Array.from(checked(value, type, place) as ArrayLike<unknown>);
      return `[${items.map((item) => json(item, type.list, place)).join(",")}]`;
    }
    if (NUMBERS.has(type)) return String(number(value, type, place));
    if (type === "bool") return String(checked(value, type, place));
    const text = whole(checked(value, type, place) as string);
    // a line end between the tokens of a JSON text means nothing, but would end the line
    return type === "json" ? text.replace(/[\r\n]+/g, " ") : JSON.stringify(text);
  };

  const members = (record: unknown, named: [string, FieldType][], place?: Place, row = 0): string =>
    `{${
      named.map(([name, type]) => {
        const value = (record as Record<string, unknown>)[name];
        return `${JSON.stringify(name)}:${json(value, type, place ?? { row, name })}`;
      }).join(",")
    }}`;

  return {
    columns: (record, row) =>
      entries.map(([name, type]) => column((record as Record<string, unknown>)[name], type, { row, name })),
    line: (record, row) => members(record, entries, undefined, row),
    get repaired() {
      return repaired;
    },
  };
}

interface Place {
  row: number;
  name: string;
}

const BITS: Record<string, number> = { int64: 53, int32: 31, int8: 7 };
const NUMBERS = new Set(Object.keys(BITS));

function number(value: unknown, type: string, place: Place): number | bigint {
  return numbers([value], type, place)[0]!;
}

/** Checks a list: in a loop of its own, as lists of token ids are most of what is written. */
function numbers(values: unknown[], type: string, place: Place): (number | bigint)[] {
  const most = 2 ** BITS[type]!;
  for (const value of values) {
    if (typeof value !== "number" || !Number.isInteger(value) || value < -most || value >= most) {
      throw wrong(value, type, place);
    }
  }
  return type === "int64" ? (values as number[]).map(BigInt) : values as number[];
}

function checked(value: unknown, type: FieldType, place: Place): unknown {
  if (!fits(value, type)) {
    throw wrong(value, typeof type === "string" ? type : Object.keys(type)[0]!, place);
  }
  return value;
}

function fits(value: unknown, type: FieldType): boolean {
  if (type === "bool") return typeof value === "boolean";
  if (typeof type === "string") return typeof value === "string";
  const isList = Array.isArray(value) || ArrayBuffer.isView(value);
  return "list" in type ? isList : typeof value === "object" && !isList;
}

function wrong(value: unknown, type: string, { row, name }: Place): TypeError {
  const shown = String(typeof value === "bigint" ? value : JSON.stringify(value)).slice(0, 60);
  return new TypeError(`Cannot write ${shown} at row ${row}, field ${name}: it is not of type ${type}`);
}
