import { skipSpace } from "../../python/mod.ts";
import { readParts, type Span } from "../../trace/mod.ts";
import type { ConversationMessage } from "../formats/messages.ts";
import { findSpecialTokens } from "../template/apply_template.ts";
import { type MessageSpan, renderSpans } from "../template/render_spans.ts";
import type { PlacedTokens } from "../tokenizer/tokenizer.ts";
import type { MaskSettings, TrainedPart } from "./mask_options.ts";

/** The label of a token that is not trained. @see https://pytorch.org/docs/stable/generated/torch.nn.CrossEntropyLoss.html */
export const IGNORED = -100;

/** A piece of a gpt turn in a record; `start` and `end` count tokens. */
export interface LabelledPiece extends TurnPiece {
  /** The turn's index in `conversations`. */
  turn: number;
  /** Whether its tokens are trained. */
  trained: boolean;
}

/** Token ids with labels. */
export interface LabelledTokens {
  /** Token ids. */
  ids: number[];
  /** Labels: the token's id where it is trained, -100 elsewhere. */
  labels: number[];
  /** The pieces of gpt turns, in order; `start` and `end` count tokens. */
  pieces: LabelledPiece[];
}

/** Result of {@linkcode labelMessages}. */
export interface LabelledMessages extends LabelledTokens {
  /** Tokens of each turn, with those that the template writes before it, by the turn's index. */
  turnTokens: Map<number, number>;
  /** How many tokens the template writes behind the last turn. */
  tail: number;
}

/**
 * Renders messages as one text, encodes it, and labels what is trained: in chosen gpt turns, the tokens that
 * lie wholly in text of chosen parts, with the token that ends the turn. A special token that a gpt turn
 * itself holds would begin or end turns: from there on the turn is not trained. Throws `TemplateRefusal` if
 * the template refuses the messages, or moves one.
 */
export function labelMessages(
  messages: readonly ConversationMessage[],
  turns: ReadonlySet<number>,
  { tokenizer, template, templateOptions, train }: MaskSettings,
): LabelledMessages {
  const { text, spans } = tryTemplate(() => renderSpans(template, messages, templateOptions));
  const tokens = tokenizer.encodeWithPlaces(text);
  const labels = new Array<number>(tokens.ids.length).fill(IGNORED);
  const pieces: LabelledPiece[] = [];
  let from = 0;
  for (const span of spans) {
    const message = messages[span.message]!;
    if (message.role !== "assistant") continue;
    const forged = findSpecialTokens([message], template.specialTokens).map(({ token }) =>
      tokenizer.tokenId(token)
    );
    while (from < tokens.ids.length && tokens.starts[from]! < span.start) from++;
    const limit = forged.length === 0 ? Infinity : firstSpecialToken(tokens, forged, from, span);
    for (
      const piece of movePieces(
        turnPieces(text.slice(span.start, span.end), span.stop - span.start),
        span.start,
      )
    ) {
      const trained = turns.has(message.turn) && train.has(piece.part) && piece.end <= limit;
      pieces.push({ ...piece, turn: message.turn, trained });
    }
  }
  labelTokens(tokens, labels, pieces);
  return {
    ids: tokens.ids,
    labels,
    pieces: piecesInTokens(tokens, pieces),
    ...countTurnTokens(messages, spans, tokens),
  };
}

const movePieces = (pieces: TurnPiece[], start: number) =>
  pieces.map((piece) => ({ ...piece, start: piece.start + start, end: piece.end + start }));

/** Returns where the first of some special tokens begins in a span; Infinity if none is there. */
function firstSpecialToken(
  { ids, starts }: PlacedTokens,
  special: (number | undefined)[],
  from: number,
  { end }: MessageSpan,
) {
  for (let i = from; i < ids.length && starts[i]! < end; i++) if (special.includes(ids[i])) return starts[i]!;
  return Infinity;
}

/** Labels the tokens that lie wholly in pieces that are trained; pieces that touch count as one. */
function labelTokens(
  { ids, starts, ends }: PlacedTokens,
  labels: number[],
  pieces: readonly LabelledPiece[],
): void {
  let token = 0;
  for (let i = 0; i < pieces.length; i++) {
    if (!pieces[i]!.trained) continue;
    const { start } = pieces[i]!;
    while (pieces[i + 1]?.trained && pieces[i + 1]!.start === pieces[i]!.end) i++;
    const { end } = pieces[i]!;
    while (token < ids.length && starts[token]! < start) token++;
    for (; token < ids.length && ends[token]! <= end; token++) labels[token] = ids[token]!;
  }
}

/** Pieces from characters to tokens. */
export function piecesInTokens(
  { ids, starts }: PlacedTokens,
  pieces: readonly LabelledPiece[],
  first = 0,
): LabelledPiece[] {
  let token = 0;
  const tokenAt = (place: number) => {
    while (token < ids.length && starts[token]! < place) token++;
    return first + token;
  };
  return pieces.map((piece) => ({ ...piece, start: tokenAt(piece.start), end: tokenAt(piece.end) }));
}

/** Counts the tokens of each turn: a token counts to the first message that ends behind the token's beginning. */
function countTurnTokens(
  messages: readonly ConversationMessage[],
  spans: readonly MessageSpan[],
  { ids, starts }: PlacedTokens,
) {
  const turnTokens = new Map<number, number>();
  let token = 0;
  for (const { message, end } of spans) {
    const first = token;
    while (token < ids.length && starts[token]! < end) token++;
    const { turn } = messages[message]!;
    turnTokens.set(turn, (turnTokens.get(turn) ?? 0) + token - first);
  }
  return { turnTokens, tail: ids.length - token };
}

/** Error: a chat template refuses a trace, or moves its texts. */
export class TemplateRefusal extends RangeError {
  /** The error's name. */
  override name = "TemplateRefusal";
}

/** Runs what a template may refuse. Throws `TemplateRefusal` where it throws a RangeError. */
export function tryTemplate<T>(render: () => T): T {
  try {
    return render();
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw new TemplateRefusal(cause.message, { cause });
  }
}

/** A piece of a gpt turn's text. */
interface TurnPiece extends Span {
  /** Kind of the piece; `end` is the token that ends the turn. */
  kind: "thinking" | "calls" | "answers" | "end";
  /** The part that decides whether the piece is trained; the end of a turn goes with the last part. */
  part: TrainedPart;
}

const PART_OF = {
  think: "thinking",
  call: "calls",
  text: "answers",
  response: "answers",
  stray: "answers",
} as const;

/**
 * A gpt turn as pieces that lie end to end. White space goes with what stands before it, as the line end
 * behind `</think>` with the thought: tokens hold both. At the beginning it goes with what stands behind.
 */
export function turnPieces(text: string, stop: number): TurnPiece[] {
  const pieces: TurnPiece[] = [];
  const add = (part: TrainedPart, start: number, end: number) => {
    if (end > start) pieces.push({ kind: part, part, start, end });
  };
  let begin = 0; // where the first piece begins: white space before it is its own
  for (const { kind, start, end } of readParts(text, "gpt")) {
    const part = PART_OF[kind];
    const core = kind === "text" ? Math.min(skipSpace(text, start), end) : start;
    const before = pieces.at(-1);
    if (before) before.end = core;
    if (core === end) continue;
    add(part, before ? core : begin, end);
    begin = end;
  }
  const last = pieces.at(-1);
  if (last) last.end = text.length;
  else add("answers", 0, text.length);
  const part = last?.part ?? "answers";
  if (stop > text.length) pieces.push({ kind: "end", part, start: text.length, end: stop });
  return pieces;
}

/** A window: the contents of one record, and what was left out of it. */
export interface Window {
  /** Token ids. */
  ids: number[];
  /** Labels: the token's id where it is trained, -100 elsewhere. */
  labels: number[];
  /**
   * The pieces of gpt turns that begin in the window; `start` and `end` count tokens, and `end` may lie behind the
   * last.
   */
  pieces: LabelledPiece[];
  /** How many texts lost their middle. */
  clipped: number;
  /** How many tools are left out of the window's system prompt. */
  toolsLeftOut: number;
}

/** Makes a window of a whole conversation or part. */
export function wholeWindow({ ids, labels, pieces }: LabelledTokens): Window {
  return { ids, labels, pieces, clipped: 0, toolsLeftOut: 0 };
}

/** Makes a window of a conversation's first tokens. */
export function keepStart({ ids, labels, pieces }: LabelledTokens, length: number): Window {
  return wholeWindow({
    ids: ids.slice(0, length),
    labels: labels.slice(0, length),
    pieces: pieces.filter(({ start }) => start < length),
  });
}

/** Counts the trained tokens of each gpt turn, by the turn's index. A turn without trained tokens is missing. */
export function trainedByTurn({ labels, pieces }: Pick<Window, "labels" | "pieces">): Map<number, number> {
  const counts = new Map<number, number>();
  for (const { turn, start, end } of pieces) {
    let count = 0;
    for (let i = start; i < Math.min(end, labels.length); i++) if (labels[i] !== IGNORED) count++;
    if (count > 0) counts.set(turn, (counts.get(turn) ?? 0) + count);
  }
  return counts;
}
