import type { Trace } from "../../trace/mod.ts";
import { normalizeToolRole, toMessages } from "../formats/messages.ts";
import { applyTemplate, type TemplateOptions } from "../template/apply_template.ts";
import type { ChatTemplate } from "../template/chat_template.ts";
import type { Tokenizer } from "../tokenizer/tokenizer.ts";
import {
  IGNORED,
  type LabelledPiece,
  type LabelledTokens,
  piecesInTokens,
  tryTemplate,
  turnPieces,
} from "./label_messages.ts";
import type { MaskSettings } from "./mask_options.ts";

/** Result of {@linkcode buildMasked}. */
export interface TutorialMask {
  /** Token ids. */
  input_ids: number[];
  /** Labels: the token's id in assistants' messages, -100 elsewhere. */
  labels: number[];
}

/**
 * Makes tokens and labels exactly as the tutorial's `build_masked`: each message is templated by
 * itself, so that a template that adds a system prompt adds it to every message, heads of turns are trained, and what
 * is behind the limit is cut off.
 *
 * @param trace A trace, or anything with its `conversations`.
 * @param tokenizer The tokenizer.
 * @param maxLength The most tokens. @default {2048}
 * @returns Ids and labels, of one length.
 * @throws {RangeError} If the tokenizer has no chat template, or that refuses a message.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { buildMasked, loadTokenizer } from "tracebook";
 *
 * const tokenizer = await loadTokenizer();
 * const { input_ids, labels } = buildMasked({ conversations: [{ from: "gpt", value: "Hi" }] }, tokenizer);
 * assertEquals(tokenizer.decode(labels).startsWith("<|im_start|>system\nYou are Qwen"), true);
 * assertEquals(input_ids, labels);
 * ```
 */
export function buildMasked(
  trace: Pick<Trace, "conversations">,
  tokenizer: Tokenizer,
  maxLength = 2048,
): TutorialMask {
  if (!tokenizer.template) {
    throw new RangeError(`Cannot mask with the tokenizer ${tokenizer.name}: it has no chat template`);
  }
  if (!Number.isSafeInteger(maxLength) || maxLength < 0) {
    throw new RangeError(`Cannot keep the first ${maxLength} tokens: a whole number is needed`);
  }
  const { template } = tokenizer;
  const [ids, labels]: [number[][], number[][]] = [[], []];
  let room = maxLength;
  for (const { text, trained } of renderEach(trace, template)) {
    const all = tokenizer.encode(text);
    const kept = all.length > room ? all.slice(0, room) : all;
    ids.push(kept);
    labels.push(trained ? kept : new Array<number>(kept.length).fill(IGNORED));
    room -= kept.length;
    // what comes behind the limit is not even looked at
    if (room === 0) break;
  }
  return { input_ids: ids.flat(), labels: labels.flat() };
}

/** Renders each message by itself; yields its text, and whether it is trained. */
function* renderEach(
  trace: Pick<Trace, "conversations">,
  template: ChatTemplate,
  templateOptions?: TemplateOptions,
) {
  for (const message of normalizeToolRole(toMessages(trace))) {
    const text = tryTemplate(() => applyTemplate(template, [message], templateOptions));
    yield { text, trained: message.role === "assistant" };
  }
}

/** Makes the tutorial's tokens and labels without a limit, with the pieces of gpt turns. */
export function tutorialLabels(
  trace: Pick<Trace, "conversations">,
  { tokenizer, template, templateOptions }: MaskSettings,
): LabelledTokens {
  const [ids, labels, pieces]: [number[], number[], LabelledPiece[]] = [[], [], []];
  let turn = -1;
  for (const { text, trained } of renderEach(trace, template, templateOptions)) {
    turn++;
    if (!trained) {
      for (const id of tokenizer.encode(text)) {
        ids.push(id);
        labels.push(IGNORED);
      }
      continue;
    }
    const first = ids.length;
    const tokens = tokenizer.encodeWithPlaces(text);
    for (const id of tokens.ids) {
      ids.push(id);
      labels.push(id);
    }
    const [end, stop] = endOfTurn(text, template.specialTokens);
    const found = [
      ...turnPieces(text.slice(0, end), stop),
      { kind: "answers", part: "answers", start: stop, end: text.length } as const,
    ].map((piece) => ({ ...piece, turn, trained }));
    pieces.push(...piecesInTokens(tokens, found, first));
  }
  return { ids, labels, pieces };
}

/** Returns the span of the last special token, which ends the turn; an empty span at the end if there is none. */
function endOfTurn(text: string, specialTokens: readonly string[]): [start: number, end: number] {
  return specialTokens.reduce<[number, number]>((last, token) => {
    const at = token === "" ? -1 : text.lastIndexOf(token);
    return at > last[0] || last[0] === text.length && at >= 0 ? [at, at + token.length] : last;
  }, [text.length, text.length]);
}
