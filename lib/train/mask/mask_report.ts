import { counted, escapeHtml, type MimeBundle, percent, table, whole } from "../../display/mod.ts";
import type { Trace } from "../../trace/mod.ts";
import { type LabelledTokens, trainedByTurn, turnPieces, type Window } from "./label_messages.ts";
import type { MaskSettings } from "./mask_options.ts";

/** What was lost on the way from traces to records. */
export interface MaskLoss {
  /** Tokens that an unlimited window would train and no record does. */
  tokens: number;
  /** gpt turns that lost such tokens. */
  turns: number;
  /** Texts of users and tools that lost their middle. */
  clipped: number;
  /** Tools that a trace's system prompt does not list in its records; of several records the one that lacks most. */
  tools: number;
}

/** Why a trace trains nothing. */
export type NothingTrained =
  | "no_gpt_turn"
  | "nothing_chosen"
  | "cut_off"
  | "dropped"
  | "too_long"
  | "refused";

/** The counts that a report of one trace and an audit of many have in common. */
export interface MaskCounts {
  /** How many records there are, all windows counted. */
  windows: number;
  /** Tokens in the records; a token that is repeated as context counts each time. */
  tokens: number;
  /** Tokens that the records train; a template that drops thoughts from long conversations lets windows train more. */
  trained: number;
  /** Tokens of the whole conversations; a trace that the template refuses has 0. */
  total: number;
  /** Tokens that an unlimited window would train. */
  trainable: number;
  /** What was lost: tokens, gpt turns and clipped texts, and tools left out of system prompts. */
  lost: MaskLoss;
  /** How many gpt turns there are. */
  gptTurns: number;
  /** How many gpt turns have a trained token. */
  trainedTurns: number;
  /** How many of the trained gpt turns do not train their end: a model does not learn to stop there. */
  untrainedEnds: number;
  /** How many calls the end of a record cuts in two. */
  truncatedCalls: number;
  /** How many thoughts there are. */
  thoughts: number;
  /** How many thoughts are whole in a record, trained or context. */
  thoughtsKept: number;
  /** How many special tokens stand in texts, where they end turns that nobody ended. */
  specialTokens: number;
}

/** Report on one trace by {@linkcode maskTrace}: integers, and warnings. */
export interface MaskReport extends MaskCounts {
  /** The trace's id. */
  id: string;
  /** Why nothing is trained; null if something is. */
  nothing: NothingTrained | null;
  /** Human-readable warnings, including why nothing is trained. */
  warnings: string[];
}

/** A masked trace, to be counted. */
export interface Masked {
  /** The trace. */
  trace: Trace;
  /** The whole conversation with labels; undefined if the template refuses it. */
  whole: LabelledTokens | undefined;
  /** The windows that become records. */
  windows: readonly Window[];
  /** How many special tokens stand in texts. */
  specialTokens: number;
}

type TraceCounts = Omit<MaskReport, "nothing" | "warnings">;

/** Counts what a trace's records hold, train and lack. */
export function countMasked({ trace, whole, windows, specialTokens }: Masked): TraceCounts {
  const trainable = whole ? trainedByTurn(whole) : new Map<number, number>();
  const trained = windows.map(trainedByTurn);
  const sum = (numbers: Iterable<number>) => [...numbers].reduce((total, number) => total + number, 0);
  const lost = [...trainable].map(([turn, count]) =>
    count - sum(trained.map((counts) => counts.get(turn) ?? 0))
  );
  const thoughtsOf = (turn: number) => {
    const { from, value } = trace.conversations[turn]!;
    const pieces = from === "gpt" ? turnPieces(value, value.length) : [];
    return pieces.filter(({ kind }) => kind === "thinking").length;
  };
  // a turn may stand in several records: in one as what is trained, in others as context
  const kept = new Map<number, number>();
  let [untrainedEnds, truncatedCalls] = [0, 0];
  for (const [i, { ids, pieces }] of windows.entries()) {
    for (const [turn, own] of Map.groupBy(pieces, (piece) => piece.turn)) {
      const inside = own.filter(({ end }) => end <= ids.length);
      // a template may add empty thoughts
      const thoughts = Math.min(thoughtsOf(turn), inside.filter(({ kind }) => kind === "thinking").length);
      kept.set(turn, Math.max(kept.get(turn) ?? 0, thoughts));
      truncatedCalls += own.filter(({ kind, end }) => kind === "calls" && end > ids.length).length;
      if (trained[i]!.has(turn) && !inside.some((piece) => piece.kind === "end" && piece.trained)) {
        untrainedEnds++;
      }
    }
  }
  return {
    id: trace.id,
    total: whole?.ids.length ?? 0,
    trainable: sum(trainable.values()),
    trained: sum(trained.flatMap((counts) => [...counts.values()])),
    windows: windows.length,
    tokens: sum(windows.map(({ ids }) => ids.length)),
    lost: {
      tokens: sum(lost.filter((count) => count > 0)),
      turns: lost.filter((count) => count > 0).length,
      clipped: sum(windows.map(({ clipped }) => clipped)),
      tools: Math.max(0, ...windows.map(({ toolsLeftOut }) => toolsLeftOut)),
    },
    gptTurns: trace.conversations.filter(({ from }) => from === "gpt").length,
    trainedTurns: new Set(trained.flatMap((counts) => [...counts.keys()])).size,
    untrainedEnds,
    truncatedCalls,
    thoughts: sum(trace.conversations.map((_, turn) => thoughtsOf(turn))),
    thoughtsKept: sum(kept.values()),
    specialTokens,
  };
}

/** Returns why a trace trains nothing; null if something is trained. */
export function whyNothing(
  counts: TraceCounts,
  { truncate }: Pick<MaskSettings, "truncate">,
  refused: boolean,
): NothingTrained | null {
  if (counts.trained > 0) return null;
  if (refused) return "refused";
  if (counts.gptTurns === 0) return "no_gpt_turn";
  if (counts.trainable === 0) return "nothing_chosen";
  return ({ windows: "too_long", keep_start: "cut_off", drop: "dropped" } as const)[truncate];
}

const REASONS: Record<NothingTrained, (counts: TraceCounts, settings: MaskSettings) => string> = {
  no_gpt_turn: () => "it has no gpt turn",
  nothing_chosen: ({ specialTokens }) =>
    "its gpt turns hold nothing of what is to be trained" +
    (specialTokens > 0 ? ` before ${counted(specialTokens, "special token")} in its texts` : ""),
  cut_off: ({ total }, { maxLength }) =>
    `of its ${whole(total)} tokens only the first ${
      whole(maxLength)
    } are kept, and no gpt turn begins there. ` +
    "Use a longer window, or the truncation windows",
  dropped: ({ total }, { maxLength }) =>
    `its ${whole(total)} tokens are more than ${whole(maxLength)}, and longer traces are dropped`,
  too_long: (_, { maxLength }) =>
    `each of its gpt turns is too long for a window of ${whole(maxLength)} tokens`,
  refused: () => "the chat template refuses it",
};

/** Returns the part of a warning that says why a trace trains nothing, and what to do about it. */
export function reasonText(reason: NothingTrained, counts: TraceCounts, settings: MaskSettings): string {
  return REASONS[reason](counts, settings);
}

/** Returns a table with one row a trace, and the warnings below it. */
export function reportBundle(reports: readonly MaskReport[]): MimeBundle {
  const { html, text } = table(reports.map((report) => ({
    id: report.id,
    tokens: report.total,
    trainable: report.trainable,
    trained: report.trained,
    share: percent(report.tokens === 0 ? 0 : report.trained / report.tokens),
    windows: report.windows,
    "lost tokens": report.lost.tokens,
    "lost turns": report.lost.turns,
    clipped: report.lost.clipped,
    "tools left out": report.lost.tools,
    "untrained ends": report.untrainedEnds,
    "cut calls": report.truncatedCalls,
    "thoughts kept": `${report.thoughtsKept} of ${report.thoughts}`,
  })));
  const warnings = reports.flatMap((report) => report.warnings);
  const list = warnings.length === 0
    ? ""
    : `<ul style="margin:4px 0;">${
      warnings.map((warning) => `<li>${escapeHtml(warning)}</li>`).join("")
    }</ul>`;
  return { "text/html": (html + list).toWellFormed(), "text/plain": [text, ...warnings].join("\n") };
}
