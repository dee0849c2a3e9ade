import { IGNORED } from "../mask/label_messages.ts";
import type { Tokenizer } from "../tokenizer/tokenizer.ts";

/** Tokens that are shown together because they share a character, or how many are left out. */
export type Shown = { ids: number[]; text: string } | { left: number };

/** Neighbouring tokens that are all trained, or all context. */
export interface LabelRun {
  /** Whether they are trained. */
  trained: boolean;
  /** How many tokens there are. */
  length: number;
  /** What is shown of them. */
  shown: Shown[];
}

/** How many times more of a trained run is shown. */
const MORE = 4;
/** A character takes no more tokens: it has at most four bytes. */
const SHARING = 4;

/**
 * Tokens as runs of one kind, long ones without their middles.
 *
 * @param ids Token ids.
 * @param labels Their labels.
 * @param tokenizer The tokenizer.
 * @param ends How many tokens are shown at either end of a run of context.
 * @returns The runs, in order.
 */
export function labelRuns(
  ids: readonly number[],
  labels: readonly number[],
  tokenizer: Tokenizer,
  ends: number,
): LabelRun[] {
  const runs: LabelRun[] = [];
  for (let start = 0; start < ids.length;) {
    const trained = labels[start] !== IGNORED;
    let end = start + 1;
    while (end < ids.length && (labels[end] !== IGNORED) === trained) end++;
    const most = trained ? MORE * ends : ends;
    const shown: Shown[] = end - start <= 2 * most + 1 ? texts(ids.slice(start, end), tokenizer) : [
      ...texts(ids.slice(start, start + most), tokenizer),
      { left: end - start - 2 * most },
      ...texts(ids.slice(end - most, end), tokenizer),
    ];
    runs.push({ trained, length: end - start, shown });
    start = end;
  }
  return runs;
}

/** The tokens' texts; tokens that only together are a character are one. */
function texts(ids: readonly number[], tokenizer: Tokenizer): Shown[] {
  const found: Shown[] = [];
  for (let at = 0; at < ids.length;) {
    let length = 1;
    while (
      length < SHARING && at + length < ids.length && isPart(tokenizer.decode(ids.slice(at, at + length)))
    ) length++;
    const own = ids.slice(at, at + length);
    const text = tokenizer.decode(own);
    // bytes that never become a character stand alone
    const taken = isPart(text) ? own.slice(0, 1) : own;
    found.push({ ids: taken, text: taken === own ? text : tokenizer.tokenText(own[0]!) });
    at += taken.length;
  }
  return found;
}

const isPart = (text: string) => text.endsWith("\ufffd");
