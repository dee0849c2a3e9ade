import { skipSpace } from "../../python/mod.ts";
import { readParts, type Span } from "../../trace/mod.ts";
import type { ConversationMessage } from "../formats/messages.ts";
import { findSpecialTokens } from "../template/apply_template.ts";
import { type MessageSpan, renderSpans } from "../template/render_spans.ts";
import type { PlacedTokens } from "../tokenizer/tokenizer.ts";
import type { MaskSettings, TrainedPart } from "./mask_options.ts";

/** The label of a token that is not trained. @see https://pytorch.org/docs/stable/generated/torch.nn.CrossEntropyLoss.html */
export const IGNORED = -100;

/** A piece of a gpt turn in a record, in tokens. */
export interface LabelledPiece extends TurnPiece {
  /** The turn's index in `conversations`. */
  turn: number;
  /** Whether its tokens are trained. */
  trained: boolean;
}

/** Tokens with labels. */
export interface LabelledTokens {
  /** Token ids. */
  ids: number[];
  /** The ids that are trained; -100 elsewhere. */
  labels: number[];
  /** The pieces of gpt turns, in order; `start` and `end` count tokens. */
  pieces: LabelledPiece[];
}

/** Messages as tokens with labels. */
export interface LabelledMessages extends LabelledTokens {
  /** Tokens of each turn with what the template writes before it, by its index. */
  turnTokens: Map<number, number>;
  /** Tokens behind the last turn. */
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

/** Where the first of some special tokens begins in a span's text. */
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
  const reach = (place: number) => {
    while (token < ids.length && starts[token]! < place) token++;
    return first + token;
  };
  return pieces.map((piece) => ({ ...piece, start: reach(piece.start), end: reach(piece.end) }));
}

/** A token counts to the first message that ends behind its beginning. */
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

/** A chat template does not take a trace, or moves what it says. */
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

/** A stretch of a gpt turn. */
interface TurnPiece extends Span {
  /** What it is; `end` is what ends the turn. */
  kind: "thinking" | "calls" | "answers" | "end";
  /** By which part it is decided whether it is trained: what ends a turn goes with the last one. */
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
  let begin = 0; // white space at the beginning is still to be given away
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

/** What one record holds, and what became of its trace in it. */
export interface Window {
  /** Token ids. */
  ids: number[];
  /** The ids that are trained; -100 elsewhere. */
  labels: number[];
  /** The pieces of gpt turns that begin in it; `start` and `end` count tokens, and may lie behind the last. */
  pieces: LabelledPiece[];
  /** How many texts lost their middle. */
  clipped: number;
  /** How many tools the system prompt does not list here. */
  toolsLeftOut: number;
}

/** A window that was not cut. */
export function wholeWindow({ ids, labels, pieces }: LabelledTokens): Window {
  return { ids, labels, pieces, clipped: 0, toolsLeftOut: 0 };
}

/** The first tokens of a conversation. */
export function keepStart({ ids, labels, pieces }: LabelledTokens, length: number): Window {
  return wholeWindow({
    ids: ids.slice(0, length),
    labels: labels.slice(0, length),
    pieces: pieces.filter(({ start }) => start < length),
  });
}

/** How many tokens of each gpt turn are trained. A turn without trained tokens is missing. */
export function trainedByTurn({ labels, pieces }: Pick<Window, "labels" | "pieces">): Map<number, number> {
  const counts = new Map<number, number>();
  for (const { turn, start, end } of pieces) {
    let count = 0;
    for (let i = start; i < Math.min(end, labels.length); i++) if (labels[i] !== IGNORED) count++;
    if (count > 0) counts.set(turn, (counts.get(turn) ?? 0) + count);
  }
  return counts;
}
