import { counted, type Displayable, displayable, JUPYTER_DISPLAY, type MimeBundle } from "../display/mod.ts";
import type { PythonJson } from "../python/mod.ts";
import { type AssistantTurn, parseAssistant, parseTool, type Trace } from "../trace/mod.ts";
import { limitBlocks, renderBlocksHtml, renderCard } from "./blocks.ts";
import { type Entry, listStepEntries, requireWellFormed } from "./entries.ts";
import { type DisplayableText, displayableText, makeEntryBlocks } from "./render_trace.ts";
import { type RenderStyle, type StyleLayout, styleLayout } from "./render_style.ts";

/** Options for {@linkcode TraceReplayer}. */
export interface ReplayOptions {
  /** Which reference the lines are printed like, and tool responses are read like. @default {"tutorial"} */
  style?: RenderStyle;
}

/** Steps that the replayer's card shows at most. */
const MAX_STEPS = 300;

/** A step by tutorial rules: a gpt turn, and the first response of each tool turn behind it. */
interface ReplayedStep {
  turn: AssistantTurn;
  responses: PythonJson[];
}

/**
 * Replays a trace step by step, as the tutorial's `TraceReplayer` does: a step is a gpt turn with the tool
 * turns behind it. A step, and the replayer as a whole, have a display in a notebook; the steps can also be iterated.
 *
 * @example
 * ```ts
 * import { assertEquals, assertThrows } from "@std/assert";
 * import { TraceReplayer } from "tracebook";
 *
 * const replayer = new TraceReplayer({
 *   conversations: [
 *     { from: "gpt", value: '<think>look</think><tool_call>{"name": "ls"}</tool_call>' },
 *     { from: "tool", value: '<tool_response>{"files": []}</tool_response>' },
 *   ],
 * });
 * assertEquals(replayer.length, 1);
 * assertEquals(replayer.play(0).text, '\n── Step 1/1 ──\n💭 look\n⚙️ ls({})\n📥 {"files": []}');
 * assertThrows(() => replayer.play(1), RangeError, "0 to 0");
 * ```
 */
export class TraceReplayer implements Iterable<DisplayableText>, Displayable {
  readonly #steps: ReplayedStep[] = [];
  readonly #layout: StyleLayout;
  readonly #title: string;
  /** Returns all steps as MIME data: folded cards, and the lines. */
  declare readonly [JUPYTER_DISPLAY]: () => MimeBundle;

  /**
   * Reads a trace into steps. Tool turns before the first gpt turn belong to none.
   *
   * @param trace A trace, or anything with its `conversations`.
   * @param options Which reference the steps are printed like.
   * @throws {PythonLimitError} Where the reference raises: JSON nested too deep, or an integer of over 4,300
   * digits.
   * @throws {TypeError} If the style is unknown.
   */
  constructor(trace: Pick<Trace, "conversations" | "task">, { style = "tutorial" }: ReplayOptions = {}) {
    this.#layout = styleLayout(style);
    this.#title = trace.task ?? "None";
    for (const { from, value } of trace.conversations) {
      if (from === "gpt") this.#steps.push({ turn: parseAssistant(value), responses: [] });
      if (from === "tool") this.#steps.at(-1)?.responses.push(parseTool(value, style));
    }
    displayable(this, () => this.#bundle());
  }

  /** Number of steps. */
  get length(): number {
    return this.#steps.length;
  }

  /**
   * Shows one step: its thoughts, calls, tool responses and answer, each shortened.
   *
   * @param index The step, from 0; below 0 it counts from the end, and the heading counts on as Python's does
   * (`-1` reads `Step 0/3`).
   * @returns The lines in `text`, equal to Python's byte for byte, and a card in `html`.
   * @throws {RangeError} If there is no such step.
   * @throws {TypeError} If the text holds half of a surrogate pair, on which Python's `print` raises.
   */
  play(index: number): DisplayableText {
    const entries = this.#entries(index);
    const { stepHeading, replay } = this.#layout;
    const lines = [
      stepHeading(index + 1, this.length),
      ...entries.map(({ kind, text }) => replay[kind][0] + text),
    ];
    const place = index < 0 ? this.length + index : index;
    const title = `Step ${place + 1} of ${this.length}`;
    const html = () => renderCard(title, [this.#title], renderBlocksHtml(makeEntryBlocks(entries)));
    return displayableText(requireWellFormed(lines.join("\n")), html);
  }

  /** Yields every step, in order. */
  *[Symbol.iterator](): Iterator<DisplayableText> {
    for (let index = 0; index < this.length; index++) yield this.play(index);
  }

  #bundle(): MimeBundle {
    const steps = limitBlocks(this.#steps, MAX_STEPS, ({ turn, responses }, index) => {
      const entries = listStepEntries(turn, responses, this.#layout.replay);
      return {
        tone: "step",
        label: `step ${index + 1}`,
        note: summarizeStep(entries),
        folded: true,
        inner: makeEntryBlocks(entries),
      };
    });
    const html = renderCard(this.#title, [counted(this.length, "step")], renderBlocksHtml(steps));
    const text = Array.from(this, (step) => step.text).join("\n");
    return { "text/html": html, "text/plain": text };
  }

  #entries(index: number): Entry[] {
    const step = Number.isInteger(index) ? this.#steps.at(index) : undefined;
    if (step === undefined || index >= this.length || index < -this.length) {
      const valid = this.length === 0
        ? "the trace has no steps"
        : `use 0 to ${this.length - 1}, or -${this.length} to -1 from the end`;
      throw new RangeError(`Cannot play step ${index}: ${valid}`);
    }
    return listStepEntries(step.turn, step.responses, this.#layout.replay);
  }
}

function summarizeStep(entries: readonly Entry[]): string {
  const calls = entries.filter(({ kind }) => kind === "call").map(({ text }) =>
    text.slice(0, text.indexOf("("))
  );
  const answer = entries.find(({ kind }) => kind === "answer")?.text;
  return calls.length > 0 ? calls.join(", ") : answer ?? "no call and no answer";
}
