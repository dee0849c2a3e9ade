import { z } from "zod";

/** The roles a turn may have, as the data set spells them. */
export const ROLES = ["system", "human", "gpt", "tool"] as const;

/** Who speaks in a turn: `system`, `human`, `gpt` or `tool`. */
export type Role = (typeof ROLES)[number];

/** One entry of `conversations`: who speaks, and the raw text. */
export interface Turn {
  /** Who speaks. */
  from: Role;
  /** The raw text, tags included. */
  value: string;
}

/**
 * One trace: one row of the data set, as it is stored.
 *
 * The descriptive columns may be null or absent, as parquet columns may be; the id and the conversation may
 * not.
 */
export interface Trace {
  /** The row's id, unique within its config. */
  id: string;
  /** The turns, in order. May be empty. */
  conversations: Turn[];
  /** The tool schemas as one JSON text (an OpenAI-style list of functions). */
  tools?: string | null;
  /** One of the data set's nine categories. */
  category?: string | null;
  /** The finer label below `category`. */
  subcategory?: string | null;
  /** The task in one line. */
  task?: string | null;
  /** Where the row came from (`kimi`, a file name), when several sources are joined. */
  source?: string | null;
}

/** One thing that is wrong with a row. */
export interface RowIssue {
  /** The way to the field: keys and indices, such as `["conversations", 2, "value"]`. */
  path: PropertyKey[];
  /** What is wrong there. */
  message: string;
  /** The kind of fault, as zod names it: `invalid_type`, `invalid_value`, … */
  code: string;
  /** The type that is needed there, with `invalid_type`. */
  expected?: string;
  /** The values that are allowed there, with `invalid_value`. */
  values?: readonly unknown[];
}

/** What checks a row: the part of zod's interface that is used and promised here. */
export interface TraceSchema {
  /** The row as a trace; throws a `ZodError` if it is none. */
  parse(row: unknown): Trace;
  /** The row as a trace, or what is wrong with it. */
  safeParse(row: unknown): { success: true; data: Trace } | { success: false; error: { issues: RowIssue[] } };
}

const label = z.string().nullish();

/**
 * The zod schema every loaded row goes through. Unknown columns are dropped; what is checked is never
 * changed.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { traceSchema } from "./mod.ts";
 *
 * const row = { id: "a", conversations: [{ from: "human", value: "Hello" }], category: "Chat" };
 * assertEquals(traceSchema.parse(row).category, "Chat");
 * assertEquals(traceSchema.safeParse({ id: 7, conversations: [] }).success, false);
 * ```
 */
export const traceSchema: TraceSchema = z.object({
  id: z.string(),
  conversations: z.array(z.object({ from: z.enum(ROLES), value: z.string() })),
  tools: label,
  category: label,
  subcategory: label,
  task: label,
  source: label,
});
