/** What a trace is and what its text says: the row schema, parts with exact spans, steps. */
export * from "./row.ts";
