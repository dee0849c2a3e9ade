/**
 * A trace that cannot be measured; its `cause` says why.
 *
 * @example
 * ```ts
 * import { assertRejects } from "@std/assert";
 * import { MeasureError, measureTraces } from "tracebook";
 *
 * const value = '<tool_call>{"name": ["ls"]}</tool_call>';
 * const trace = { id: "a", conversations: [{ from: "gpt" as const, value }] };
 * await assertRejects(() => measureTraces([trace], { rules: "tutorial" }), MeasureError, 'row 0, id "a"');
 * ```
 */
export class MeasureError extends Error {
  /** The error's name. */
  override name = "MeasureError";
  /**
   * An error about one trace.
   *
   * @param row The trace's place in the pass, 0-based.
   * @param id The trace's id.
   * @param cause What went wrong.
   */
  constructor(readonly row: number, readonly id: string, cause: unknown) {
    super(`Cannot measure row ${row}, id ${JSON.stringify(id)}: ${(cause as Error).message}`, { cause });
  }
}
