import { type Trace } from "../trace/mod.ts";

const columns: Record<keyof Trace, true> = {
  id: true,
  conversations: true,
  tools: true,
  category: true,
  subcategory: true,
  task: true,
  source: true,
};

/** The columns a trace may have; others in a file are left unread. */
export const TRACE_COLUMNS: readonly string[] = Object.keys(columns);
