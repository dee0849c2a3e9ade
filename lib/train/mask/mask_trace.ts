import { type Displayable, displayable } from "../../display/mod.ts";
import { judgeResponse, readTrace, repeatedCalls, type Step, type Trace } from "../../trace/mod.ts";
import { conversationMessages } from "../formats/messages.ts";
import { findSpecialTokens } from "../template/apply_template.ts";
import type { Tokenizer } from "../tokenizer/tokenizer.ts";
import { cutWindows } from "./cut_windows.ts";
import {
  keepStart,
  labelMessages,
  TemplateRefusal,
  trainedByTurn,
  wholeWindow,
  type Window,
} from "./label_messages.ts";
import { type MaskOptions, type MaskSettings, maskSettings, type Truncation } from "./mask_options.ts";
import {
  countMasked,
  type Masked,
  type MaskReport,
  reasonText,
  reportBundle,
  whyNothing,
} from "./mask_report.ts";
import { tutorialLabels } from "./tutorial_mask.ts";

/** One record of a training file: token ids, and the labels that a model is trained with. */
export interface MaskRecord {
  /** The trace's id. */
  id: string;
  /** The number of the window among the trace's windows, from 0. */
  window: number;
  /** How many windows the trace has. */
  windows: number;
  /** Token ids. */
  input_ids: number[];
  /** Labels: the token's id where it is trained, -100 elsewhere; not shifted. */
  labels: number[];
}

/**
 * Adds the attention mask that some trainers want beside labels: all ones, as records are not padded.
 *
 * @param record A record.
 * @returns A new record with `attention_mask` as its last field, one number for each token.
 */
export function withAttentionMask(record: MaskRecord): MaskRecord & { attention_mask: number[] } {
  return { ...record, attention_mask: record.input_ids.map(() => 1) };
}

/** Result of {@linkcode maskTrace}. */
export interface MaskedTrace {
  /** The records, in order; none where nothing is trained. */
  records: MaskRecord[];
  /** What was kept, trained and lost. */
  report: MaskReport;
}

/**
 * Makes a trace's token ids and labels: records to train on, and a report of what was trained and lost.
 *
 * With the method `conversation` the whole trace is templated once: the system turn and gpt turns as they are, tool
 * turns without their tags in the role `tool`. Trained is what gpt turns hold, up to and including the token that ends
 * them; never a head of a turn, nor what the system, users or tools say. A trace that is longer than a window is cut
 * between its steps, so that every gpt turn that fits is trained exactly once. With the method `tutorial` the ids and
 * labels are those of the tutorial's Python.
 *
 * @param trace The trace.
 * @param tokenizer The tokenizer, with its chat template.
 * @param options What is trained, and how much goes into one record.
 * @returns The records, and what became of the trace; in a notebook the report shows as a table.
 * @throws {RangeError} If an option is none of its choices, or a whole system prompt leaves no room for a gpt turn.
 * @see https://huggingface.co/docs/trl/sft_trainer
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { loadTokenizer, maskTrace } from "tracebook";
 *
 * const tokenizer = await loadTokenizer();
 * const conversations = [{ from: "human" as const, value: "Hi" }, { from: "gpt" as const, value: "Hello!" }];
 * const { records, report } = maskTrace({ id: "a", conversations }, tokenizer);
 * const trained = records[0]!.labels.filter((label) => label !== -100);
 * assertEquals(tokenizer.decode(trained), "Hello!<|im_end|>");
 * assertEquals(report.trained, 3);
 * ```
 */
export function maskTrace(
  trace: Trace,
  tokenizer: Tokenizer,
  options: MaskOptions = {},
): MaskedTrace & Displayable {
  return maskBySettings(trace, maskSettings(tokenizer, options));
}

/**
 * Masks a trace by settings that are checked already, as {@linkcode maskTrace} does by options.
 *
 * @param trace The trace.
 * @param settings How to mask it.
 * @returns Records and report.
 */
export function maskBySettings(trace: Trace, settings: MaskSettings): MaskedTrace & Displayable {
  const { masked, refusal } = maskOrRefuse(trace, settings);
  const counts = countMasked(masked);
  const nothing = whyNothing(counts, settings, refusal !== undefined);
  const id = JSON.stringify(trace.id);
  const warnings = [
    ...(nothing ? [`Nothing of ${id} is trained: ${refusal ?? reasonText(nothing, counts, settings)}.`] : []),
    ...(counts.specialTokens > 0
      ? [
        `In the texts of ${id} there are special tokens (${counts.specialTokens}), which a model reads as turns.`,
      ]
      : []),
  ];
  const { windows } = masked;
  const records = windows.map(({ ids, labels }, window): MaskRecord => (
    { id: trace.id, window, windows: windows.length, input_ids: ids, labels }
  ));
  return displayable(
    { records, report: { ...counts, nothing, warnings } },
    () => reportBundle([{ ...counts, nothing, warnings }]),
  );
}

function maskOrRefuse(trace: Trace, settings: MaskSettings): { masked: Masked; refusal?: string } {
  const nothing: Masked = { trace, whole: undefined, windows: [], specialTokens: 0 };
  if (trace.conversations.length === 0) return { masked: nothing };
  const texts = trace.conversations.map(({ value }) => ({ content: value }));
  const specialTokens = findSpecialTokens(texts, settings.template.specialTokens).length;
  try {
    const found = settings.method === "tutorial"
      ? byTutorial(trace, settings)
      : byConversation(trace, settings);
    return { masked: { trace, specialTokens, ...found } };
  } catch (error) {
    if (!(error instanceof TemplateRefusal)) throw error;
    return { masked: { ...nothing, specialTokens }, refusal: error.message };
  }
}

type LabelledWindows = Pick<Masked, "whole" | "windows">;

function byTutorial(trace: Trace, settings: MaskSettings): LabelledWindows {
  const whole = tutorialLabels(trace, settings);
  return { whole, windows: [keepStart(whole, settings.maxLength)] };
}

function byConversation(trace: Trace, settings: MaskSettings): LabelledWindows {
  const messages = conversationMessages(trace, settings);
  const turns = trainedTurns(trace, settings);
  const whole = labelMessages(messages, turns, settings);
  const fits = whole.ids.length <= settings.maxLength;
  // a record that trains nothing is no use, and its loss is no number; only the tutorial's way keeps it
  const wholeIfTrained = () => trainedByTurn(whole).size > 0 ? [wholeWindow(whole)] : [];
  const cut: Record<Truncation, () => Window[]> = {
    windows: () => fits ? wholeIfTrained() : cutWindows({ trace, messages, whole, turns }, settings),
    keep_start: () => [keepStart(whole, settings.maxLength)],
    drop: () => fits ? wholeIfTrained() : [],
  };
  return { whole, windows: cut[settings.truncate]() };
}

type TurnOptions = Pick<MaskSettings, "lastTurn" | "skipFailed" | "skipRepeats">;

/** Returns the indices of the gpt turns that are trained, by the options that choose turns. */
function trainedTurns(trace: Pick<Trace, "conversations">, options: TurnOptions): Set<number> {
  const all = trace.conversations.flatMap(({ from }, turn) => from === "gpt" ? [turn] : []);
  const chosen = new Set(options.lastTurn ? all.slice(-1) : all);
  if (!options.skipFailed && !options.skipRepeats) return chosen;
  const { steps } = readTrace(trace);
  const repeats = new Set(options.skipRepeats ? repeatedCalls(steps) : []);
  for (const step of steps) {
    const skipped = options.skipFailed && hasFailed(step) || step.calls.some((call) => repeats.has(call));
    if (skipped) chosen.delete(step.turn);
  }
  return chosen;
}

/** Returns whether a call of a step failed, or could not be read. */
function hasFailed({ calls }: Step): boolean {
  return calls.some(({ name, problem, response }) =>
    problem !== undefined || response !== undefined && judgeResponse(response, name).outcome === "error"
  );
}
