import type { SchemaElement } from "hyparquet";
import type { KeyValue } from "hyparquet-writer";

/**
 * Type of a field: text; JSON that is given as text and read as data; a truth value; whole numbers of 64, 32 or
 * 8 bits; doubles; a list of one type; or a struct.
 */
export type FieldType =
  | "string"
  | "json"
  | "bool"
  | "int64"
  | "int32"
  | "int8"
  | "float64"
  | { readonly list: FieldType }
  | { readonly struct: RecordFields };

/** Fields of a record or struct and their types, in the order they are written. */
export interface RecordFields {
  /** Type of the field of this name. */
  readonly [name: string]: FieldType;
}

/** How parquet stores the types that are no list and no struct. */
const LEAF_TYPES: Record<string & FieldType, Omit<SchemaElement, "name">> = {
  string: { type: "BYTE_ARRAY", converted_type: "UTF8" },
  // Without the converted type, so that the text is written as it is and numbers keep their digits.
  json: { type: "BYTE_ARRAY", logical_type: { type: "JSON" } },
  bool: { type: "BOOLEAN" },
  int64: { type: "INT64" },
  int32: { type: "INT32" },
  int8: { type: "INT32", converted_type: "INT_8" },
  float64: { type: "DOUBLE" },
};

/**
 * Lists the parquet schema of records with these fields, root first.
 *
 * @see https://github.com/apache/parquet-format/blob/master/LogicalTypes.md#lists
 */
export function schemaElements(fields: readonly [name: string, type: FieldType][]): SchemaElement[] {
  return [{ name: "schema", num_children: fields.length }, ...fields.flatMap(fieldElements)];
}

function fieldElements([name, type]: readonly [name: string, type: FieldType]): SchemaElement[] {
  const repetition_type = "OPTIONAL";
  if (typeof type === "string") return [{ name, ...LEAF_TYPES[type], repetition_type }];
  if ("struct" in type) {
    const members = Object.entries(type.struct);
    return [{ name, repetition_type, num_children: members.length }, ...members.flatMap(fieldElements)];
  }
  return [
    { name, repetition_type, num_children: 1, converted_type: "LIST" },
    { name: "list", repetition_type: "REPEATED", num_children: 1 },
    ...fieldElements(["element", type.list]),
  ];
}

/**
 * Describes records as Python's `datasets` does.
 *
 * @param fields The fields of the records.
 * @returns What `Features.to_dict()` of `datasets` gives.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { datasetFeatures } from "./mod.ts";
 *
 * assertEquals(datasetFeatures({ input_ids: { list: "int32" } }), {
 *   input_ids: { feature: { dtype: "int32", _type: "Value" }, _type: "List" },
 * });
 * ```
 * @see https://huggingface.co/docs/datasets/about_dataset_features
 */
export function datasetFeatures(fields: RecordFields): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).map(([name, type]) => [name, fieldFeature(type)]));
}

function fieldFeature(type: FieldType): unknown {
  if (type === "json") return { _type: "Json" };
  if (typeof type === "string") return { dtype: type, _type: "Value" };
  if ("struct" in type) return datasetFeatures(type.struct);
  return { feature: fieldFeature(type.list), _type: "List" };
}

/** Makes the entry of a parquet file's footer from which `datasets` takes the types without guessing. */
export function featuresEntry(fields: RecordFields): KeyValue {
  return { key: "huggingface", value: JSON.stringify({ info: { features: datasetFeatures(fields) } }) };
}

/** Encoder of records: checks each value against its field's type, and counts texts that are no Unicode. */
export interface RecordEncoder {
  /** Encodes one record as the cells of its fields, in order, as the parquet writer takes them. */
  columns(record: object, row: number): unknown[];
  /** Encodes one record as a line of JSON, without the line end. */
  line(record: object, row: number): string;
  /** Number of texts so far that held half a surrogate pair, which is written as U+FFFD. */
  readonly repaired: number;
}

/** Makes the encoder of records with these fields; what a record has beyond them is not written. */
export function recordEncoder(fields: RecordFields): RecordEncoder {
  const encoder = new TextEncoder();
  let repaired = 0;
  const wellFormed = (text: string) => text.isWellFormed() ? text : (repaired++, text.toWellFormed());
  const entries = Object.entries(fields);

  const column = (value: unknown, type: FieldType, place: Place): unknown => {
    if (value === undefined || value === null) return null;
    if (typeof type === "object") {
      if ("list" in type) {
        const items = Array.from(checkType(value, type, place) as ArrayLike<unknown>);
        return INTEGER_TYPES.has(type.list as string)
          ? encodeIntegers(items, type.list as string, place)
          : items.map((item) => column(item, type.list, place));
      }
      const record = checkType(value, type, place) as Record<string, unknown>;
      return Object.fromEntries(
        Object.entries(type.struct).map(([name, inner]) => [name, column(record[name], inner, place)]),
      );
    }
    if (INTEGER_TYPES.has(type)) return encodeInteger(value, type, place);
    if (type === "bool" || type === "float64") return checkType(value, type, place);
    const text = wellFormed(checkType(value, type, place) as string);
    return type === "json" ? encoder.encode(text) : text;
  };

  const json = (value: unknown, type: FieldType, place: Place): string => {
    if (value === undefined || value === null) return "null";
    if (typeof type === "object") {
      if ("struct" in type) return members(checkType(value, type, place), Object.entries(type.struct), place);
      const items = Array.from(checkType(value, type, place) as ArrayLike<unknown>);
      return `[${items.map((item) => json(item, type.list, place)).join(",")}]`;
    }
    if (INTEGER_TYPES.has(type)) return String(encodeInteger(value, type, place));
    if (type === "bool" || type === "float64") return JSON.stringify(checkType(value, type, place));
    const text = wellFormed(checkType(value, type, place) as string);
    // A line end between the tokens of a JSON text means nothing, but would end the line.
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
const INTEGER_TYPES = new Set(Object.keys(BITS));

function encodeInteger(value: unknown, type: string, place: Place): number | bigint {
  return encodeIntegers([value], type, place)[0]!;
}

// In a loop of its own, as lists of token ids are most of what is written.
function encodeIntegers(values: unknown[], type: string, place: Place): (number | bigint)[] {
  const most = 2 ** BITS[type]!;
  for (const value of values) {
    if (typeof value !== "number" || !Number.isInteger(value) || value < -most || value >= most) {
      throw typeError(value, type, place);
    }
  }
  return type === "int64" ? (values as number[]).map(BigInt) : values as number[];
}

function checkType(value: unknown, type: FieldType, place: Place): unknown {
  if (!matchesType(value, type)) {
    throw typeError(value, typeof type === "string" ? type : Object.keys(type)[0]!, place);
  }
  return value;
}

function matchesType(value: unknown, type: FieldType): boolean {
  if (type === "bool") return typeof value === "boolean";
  if (type === "float64") return typeof value === "number";
  if (typeof type === "string") return typeof value === "string";
  const isList = Array.isArray(value) || ArrayBuffer.isView(value);
  return "list" in type ? isList : typeof value === "object" && !isList;
}

function typeError(value: unknown, type: string, { row, name }: Place): TypeError {
  const shown = String(typeof value === "bigint" ? value : JSON.stringify(value)).slice(0, 60);
  return new TypeError(`Cannot write ${shown} at row ${row}, field ${name}: it is not of type ${type}`);
}

/**
 * Fields of records that are token ids already: what `TRL` and `axolotl` train on as it is.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { TOKEN_FIELDS } from "./mod.ts";
 * import { writeRecords } from "tracebook";
 *
 * const file = await Deno.makeTempFile({ suffix: ".jsonl" });
 * const record = { id: "a", window: 0, windows: 1, input_ids: [5, 6], labels: [-100, 6], attention_mask: [1, 1] };
 * await writeRecords(file, [record], TOKEN_FIELDS);
 * assertEquals(JSON.parse(await Deno.readTextFile(file)), record);
 * await Deno.remove(file);
 * ```
 */
export const TOKEN_FIELDS: RecordFields = {
  id: "string",
  window: "int32",
  windows: "int32",
  input_ids: { list: "int32" },
  labels: { list: "int32" },
  attention_mask: { list: "int8" },
};
