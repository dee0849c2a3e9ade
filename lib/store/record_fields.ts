import type { SchemaElement } from "hyparquet";
import type { KeyValue } from "hyparquet-writer";

/**
 * What a field holds: text; JSON that is given as text and read as data; a truth value; whole numbers of 64, 32 or
 * 8 bits; a list of one type; or a struct.
 */
export type FieldType =
  | "string"
  | "json"
  | "bool"
  | "int64"
  | "int32"
  | "int8"
  | { readonly list: FieldType }
  | { readonly struct: RecordFields };

/** The fields of a record or struct, in the order they are written. */
export interface RecordFields {
  /** What the field of this name holds. */
  readonly [name: string]: FieldType;
}

/** How parquet stores the types that are no list and no struct. */
const LEAVES: Record<string & FieldType, Omit<SchemaElement, "name">> = {
  string: { type: "BYTE_ARRAY", converted_type: "UTF8" },
  // without the converted type, so that the text is written as it is and numbers keep their digits
  json: { type: "BYTE_ARRAY", logical_type: { type: "JSON" } },
  bool: { type: "BOOLEAN" },
  int64: { type: "INT64" },
  int32: { type: "INT32" },
  int8: { type: "INT32", converted_type: "INT_8" },
};

/**
 * The parquet schema of records.
 *
 * @param fields Their fields.
 * @returns The elements, root first, as the format lists them.
 * @see https://github.com/apache/parquet-format/blob/master/LogicalTypes.md#lists
 */
export function schemaElements(fields: RecordFields): SchemaElement[] {
  return [{ name: "schema", num_children: Object.keys(fields).length }, ...childElements(fields)];
}

function childElements(fields: RecordFields): SchemaElement[] {
  return Object.entries(fields).flatMap(([name, type]) => elements(name, type));
}

function elements(name: string, type: FieldType): SchemaElement[] {
  const repetition_type = "OPTIONAL";
  if (typeof type === "string") return [{ name, ...LEAVES[type], repetition_type }];
  if ("struct" in type) {
    const num_children = Object.keys(type.struct).length;
    return [{ name, repetition_type, num_children }, ...childElements(type.struct)];
  }
  return [
    { name, repetition_type, num_children: 1, converted_type: "LIST" },
    { name: "list", repetition_type: "REPEATED", num_children: 1 },
    ...elements("element", type.list),
  ];
}

/**
 * The types of records as Python's `datasets` names them.
 *
 * @param fields The records' fields.
 * @returns What `Features.to_dict()` gives.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { datasetFeatures } from "tracebook";
 *
 * assertEquals(datasetFeatures({ input_ids: { list: "int32" } }), {
 *   input_ids: { feature: { dtype: "int32", _type: "Value" }, _type: "List" },
 * });
 * ```
 * @see https://huggingface.co/docs/datasets/about_dataset_features
 */
export function datasetFeatures(fields: RecordFields): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).map(([name, type]) => [name, feature(type)]));
}

function feature(type: FieldType): unknown {
  if (type === "json") return { _type: "Json" };
  if (typeof type === "string") return { dtype: type, _type: "Value" };
  if ("struct" in type) return datasetFeatures(type.struct);
  return { feature: feature(type.list), _type: "List" };
}

/**
 * The entry of a parquet file's footer from which `datasets` takes the types without guessing.
 *
 * @param fields The records' fields.
 * @returns The entry.
 */
export function featuresEntry(fields: RecordFields): KeyValue {
  return { key: "huggingface", value: JSON.stringify({ info: { features: datasetFeatures(fields) } }) };
}
