/** Traces in: from files and from the hub, checked row by row, joined, shuffled, looked into. */
export { type Dataset, datasetOf } from "./dataset.ts";
export type { HubOptions } from "./hub_part.ts";
export * from "./inspect_traces.ts";
export * from "./load_error.ts";
export * from "./load_traces.ts";
export { permutation } from "./permutation.ts";
export type { LabelColumn, RowPlace } from "./rows.ts";
