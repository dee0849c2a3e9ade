/** What a field of a training file holds, as `writeRecords` takes it. */
export type TrainingFieldType =
  | "string"
  | "json"
  | "bool"
  | "int64"
  | "int32"
  | "int8"
  | { readonly list: TrainingFieldType }
  | { readonly struct: TrainingFields };

/** The fields of a training file's records, in order. */
export interface TrainingFields {
  /** What the field of this name holds. */
  readonly [name: string]: TrainingFieldType;
}

/**
 * The fields of records that are token ids already: what `TRL` and `axolotl` train on as it is.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { TOKEN_FIELDS, writeRecords } from "tracebook";
 *
 * const file = await Deno.makeTempFile({ suffix: ".jsonl" });
 * const record = { id: "a", window: 0, windows: 1, input_ids: [5, 6], labels: [-100, 6], attention_mask: [1, 1] };
 * await writeRecords(file, [record], TOKEN_FIELDS);
 * assertEquals(JSON.parse(await Deno.readTextFile(file)), record);
 * await Deno.remove(file);
 * ```
 */
export const TOKEN_FIELDS: TrainingFields = {
  id: "string",
  window: "int32",
  windows: "int32",
  input_ids: { list: "int32" },
  labels: { list: "int32" },
  attention_mask: { list: "int8" },
};
