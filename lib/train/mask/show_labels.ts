import { counted, type Displayable, displayable, escapeHtml, percent, whole } from "../../display/mod.ts";
import type { Tokenizer } from "../tokenizer/tokenizer.ts";
import { IGNORED } from "./label_messages.ts";
import type { MaskedTrace, MaskRecord } from "./mask_trace.ts";

/** Tokens that are shown together because they share a character, or a number of tokens that are left out. */
type ShownTokens = { ids: number[]; text: string } | { left: number };

/** A run of tokens that are all trained, or all context. */
interface LabelRun {
  /** Whether the run's tokens are trained. */
  trained: boolean;
  /** How many tokens the run has. */
  length: number;
  /** The tokens that are shown, in order. */
  shown: ShownTokens[];
}

/** A trained run shows so many times more tokens than a run of context. */
const TRAINED_FACTOR = 4;
/** The most tokens that share a character, which has at most four bytes. */
const MAX_TOKENS_PER_CHARACTER = 4;

/** Divides tokens into runs of one kind, long runs without their middles. */
function labelRuns(
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
    const most = trained ? TRAINED_FACTOR * ends : ends;
    const shown: ShownTokens[] = end - start <= 2 * most + 1
      ? tokenTexts(ids.slice(start, end), tokenizer)
      : [
        ...tokenTexts(ids.slice(start, start + most), tokenizer),
        { left: end - start - 2 * most },
        ...tokenTexts(ids.slice(end - most, end), tokenizer),
      ];
    runs.push({ trained, length: end - start, shown });
    start = end;
  }
  return runs;
}

/** Returns the tokens' texts; tokens that make up one character together share it. */
function tokenTexts(ids: readonly number[], tokenizer: Tokenizer): ShownTokens[] {
  const found: ShownTokens[] = [];
  for (let at = 0; at < ids.length;) {
    let length = 1;
    while (
      length < MAX_TOKENS_PER_CHARACTER && at + length < ids.length &&
      endsInsideCharacter(tokenizer.decode(ids.slice(at, at + length)))
    ) length++;
    const own = ids.slice(at, at + length);
    const text = tokenizer.decode(own);
    // bytes that never become a character stand alone
    const taken = endsInsideCharacter(text) ? own.slice(0, 1) : own;
    found.push({ ids: taken, text: taken === own ? text : tokenizer.tokenText(own[0]!) });
    at += taken.length;
  }
  return found;
}

const endsInsideCharacter = (text: string) => text.endsWith("\ufffd");

/** Token ids with labels: a record, or what the tutorial's method returns. */
export type LabelledIds = Pick<MaskRecord, "input_ids" | "labels"> & Partial<MaskRecord>;

/** Options for {@linkcode showLabels}. */
export interface ShowLabelsOptions {
  /** How many tokens are shown at either end of a run of context; a trained run shows four times as many. @default {60} */
  ends?: number;
}

/** Result of {@linkcode showLabels}; in a notebook it shows itself. */
export interface ShownLabels extends Displayable {
  /** HTML with inline styles only: trained tokens green and underlined, context grey. */
  html: string;
  /** Plain text: a heading, and a line for each run of tokens. */
  text: string;
}

/**
 * Shows the tokens of one record, coloured by whether they are trained or context.
 *
 * @param masked What `maskTrace` gave, of which the first record is shown; one of its records; or the ids and labels of
 * `buildMasked`.
 * @param tokenizer The tokenizer that made the ids.
 * @param options How much of a long run is shown.
 * @returns The picture as HTML and as text. Both hold the tokens' text with white space made visible.
 * @throws {RangeError} If there is not one label for each id, or no record.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { loadTokenizer, maskTrace, showLabels } from "tracebook";
 *
 * const tokenizer = await loadTokenizer();
 * const conversations = [{ from: "human" as const, value: "Hi" }, { from: "gpt" as const, value: "Hello!" }];
 * const masked = maskTrace({ id: "a", conversations }, tokenizer);
 * assertEquals(showLabels(masked, tokenizer).text.split("\n").slice(-2), [
 *   "trained   3  Hello!<|im_end|>",
 *   "context   1  ⏎",
 * ]);
 * ```
 */
export function showLabels(
  masked: LabelledIds | Pick<MaskedTrace, "records">,
  tokenizer: Tokenizer,
  { ends = 60 }: ShowLabelsOptions = {},
): ShownLabels {
  const record = "records" in masked ? masked.records[0] : masked;
  if (!record) throw new RangeError("Cannot show labels: the masked trace has no record");
  const { input_ids, labels } = record;
  if (input_ids.length !== labels.length) {
    throw new RangeError(`Cannot show ${input_ids.length} tokens with ${labels.length} labels`);
  }
  const runs = labelRuns(input_ids, labels, tokenizer, ends);
  const trained = labels.filter((label) => label !== IGNORED).length;
  const heading = `${titleOf(record)}${whole(trained)} of ${counted(labels.length, "token")} trained (${
    percent(labels.length === 0 ? 0 : trained / labels.length)
  })`;
  const width = Math.max(3, ...runs.map(({ length }) => whole(length).length));
  const lines = runs.map(({ trained, length, shown }) =>
    `${trained ? "trained" : "context"} ${whole(length).padStart(width)}  ${shown.map(shownText).join("")}`
  );
  const html = `<figure style="margin:6px 0;color:inherit;"><figcaption style="font-weight:600;">${
    escapeHtml(heading)
  } <span style="font-weight:400;">· <span style="${STYLES.trained[0]}">trained</span> <span style="${
    STYLES.context[0]
  }">context</span></span></figcaption><pre style="${BLOCK}">${
    runs.map(({ trained, shown }) => shown.map((one, i) => shownHtml(one, trained, i)).join("")).join("")
  }</pre></figure>`.toWellFormed();
  const text = [heading, ...lines].join("\n").toWellFormed();
  return displayable({ html, text }, () => ({ "text/html": html, "text/plain": text }));
}

function titleOf({ id, window, windows }: LabelledIds): string {
  if (id === undefined) return "";
  return `${visible(id)}, window ${(window ?? 0) + 1} of ${windows ?? 1}: `;
}

const BLOCK =
  "margin:4px 0;padding:0;border:none;background:transparent;color:inherit;white-space:pre-wrap;" +
  "overflow-wrap:anywhere;font-size:0.92em;line-height:1.5;";

/** Styles of tokens: neighbours differ in shade. */
const STYLES = {
  trained: [0.24, 0.4].map((shade) => `background:rgba(46,160,67,${shade});border-bottom:2px solid #2ea043;`),
  context: [0.1, 0.2].map((shade) => `background:rgba(128,128,128,${shade});`),
} as const;

const shownText = (shown: ShownTokens) =>
  "left" in shown ? ` … ${counted(shown.left, "token")} … ` : visible(shown.text);

function shownHtml(shown: ShownTokens, trained: boolean, i: number): string {
  if ("left" in shown) return `<em style="opacity:0.75;"> … ${counted(shown.left, "token")} … </em>\n`;
  const style = STYLES[trained ? "trained" : "context"][i % 2];
  // a line end is shown, and ends the line
  const text = visible(shown.text).replaceAll("⏎", "⏎\n");
  return `<span style="${style}" title="${shown.ids.join(" ")}">${escapeHtml(text)}</span>`;
}

/** Makes invisible characters visible: line ends as ⏎, tabs as ⇥, other control characters as their pictures. */
function visible(text: string): string {
  return text.replaceAll("\n", "⏎").replaceAll("\t", "⇥")
    // deno-lint-ignore no-control-regex -- these are what must be seen
    .replace(/[\x00-\x1f]/g, (char) => String.fromCharCode(0x2400 + char.charCodeAt(0)))
    .replace(/[\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]/g, "\ufffd");
}
