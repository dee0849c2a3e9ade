import { type Role, ROLES, type Trace, type Turn } from "../trace/mod.ts";

const LABELS = ["tools", "category", "subcategory", "task", "source"] as const;
const roles: ReadonlySet<unknown> = new Set<Role>(ROLES);

/**
 * A row as a trace, where it is plainly one: the same that `traceSchema` gives, in a tenth of the time. The schema
 * remains the judge of every other row, and says what is wrong with it.
 *
 * @param row The row as its file has it.
 * @returns The trace, with the columns a trace has and no others; undefined where the schema must judge.
 */
export function asTrace(row: unknown): Trace | undefined {
  if (typeof row !== "object" || row === null || Array.isArray(row)) return undefined;
  const given = row as Record<string, unknown>;
  if (typeof given.id !== "string") return undefined;
  const conversations = asTurns(given.conversations);
  if (conversations === undefined) return undefined;
  const trace: Trace = { id: given.id, conversations };
  for (const name of LABELS) {
    const label = given[name];
    if (typeof label !== "string" && label !== undefined && label !== null) return undefined;
    if (label !== undefined || name in given) trace[name] = label;
  }
  return trace;
}

function asTurns(given: unknown): Turn[] | undefined {
  if (!Array.isArray(given)) return undefined;
  const turns: Turn[] = [];
  for (const turn of given) {
    if (typeof turn !== "object" || turn === null) return undefined;
    const { from, value } = turn as Partial<Turn>;
    if (!roles.has(from) || typeof value !== "string") return undefined;
    turns.push({ from: from!, value });
  }
  return turns;
}
