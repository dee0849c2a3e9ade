import type { ChatTemplate } from "../template/chat_template.ts";
import type { Tokenizer } from "../tokenizer/tokenizer.ts";

/** A part of a gpt turn, for choosing what is trained. */
export type TrainedPart = "thinking" | "calls" | "answers";

/** The parts, in the order in which a turn has them. */
export const TRAINED_PARTS: readonly TrainedPart[] = ["thinking", "calls", "answers"];

/** How traces become token ids and labels: whole conversations, or message by message as in the tutorial. */
export type MaskMethod = "conversation" | "tutorial";

/** What happens to a trace that is longer than a record: it is cut between steps, cut off, or left out. */
export type Truncation = "windows" | "keep_start" | "drop";

/** Options for {@linkcode maskTrace}. */
export interface MaskOptions {
  /**
   * `conversation`: the whole trace is templated once, and what gpt turns hold is trained. `tutorial`: message by
   * message, as the tutorial does it.
   *
   * @default {"conversation"}
   */
  method?: MaskMethod;
  /** The most tokens of a record. @default {4096; 2048 with tutorial} */
  maxLength?: number;
  /**
   * What becomes of a longer trace. `windows`: it is cut between steps; `keep_start`: what is behind the limit is cut
   * off; `drop`: it is left out.
   *
   * @default {"windows"; "keep_start" with tutorial, which knows no other}
   */
  truncate?: Truncation;
  /** Which parts of gpt turns are trained; the others are context. @default {all} */
  train?: readonly TrainedPart[];
  /** Whether only the last gpt turn of a trace is trained. @default {false} */
  lastTurn?: boolean;
  /** Whether gpt turns with a call that failed, or that cannot be read, are context only. @default {false} */
  skipFailed?: boolean;
  /** Whether gpt turns that repeat an earlier call unchanged are context only. @default {false} */
  skipRepeats?: boolean;
  /** How tool turns are given: in the role `tool`, or as the user's with this text before them. @default {"tool"} */
  toolTurns?: string;
  /** Whether the system prompt of a window lists only the tools that its trace uses. @default {"used"} */
  system?: "used" | "whole";
  /** Another chat template than the tokenizer's own. */
  template?: ChatTemplate;
  /** Further variables for the template. */
  variables?: { [name: string]: unknown };
  /** Today's date, for templates that write it. */
  now?: Date;
}

/** The options of masking, complete and checked. */
export interface MaskSettings {
  /** How traces become token ids and labels. */
  method: MaskMethod;
  /** The most tokens of a record. */
  maxLength: number;
  /** What happens to a trace that is longer than a record. */
  truncate: Truncation;
  /** The parts of gpt turns that are trained. */
  train: ReadonlySet<TrainedPart>;
  /** Whether only the last gpt turn of a trace is trained. */
  lastTurn: boolean;
  /** Whether gpt turns with a call that failed are context only. */
  skipFailed: boolean;
  /** Whether gpt turns that repeat a call are context only. */
  skipRepeats: boolean;
  /** `tool`, or the prefix under which tool turns are given as user turns. */
  toolTurns: string;
  /** Whether the system prompt lists only the tools that are used, or stays whole. */
  system: "used" | "whole";
  /** The chat template. */
  template: ChatTemplate;
  /** Variables and date for the template. */
  templateOptions: { variables?: { [name: string]: unknown }; now?: Date };
  /** The tokenizer. */
  tokenizer: Tokenizer;
}

const DEFAULTS = {
  conversation: { maxLength: 4096, truncate: "windows" },
  tutorial: { maxLength: 2048, truncate: "keep_start" },
} as const;

const CHOICES: { [Option in keyof MaskOptions]?: readonly unknown[] } = {
  method: ["conversation", "tutorial"],
  truncate: ["windows", "keep_start", "drop"],
  system: ["used", "whole"],
};

/** Options that the tutorial's method does not have. */
const CONVERSATION_OPTIONS = [
  "train",
  "lastTurn",
  "skipFailed",
  "skipRepeats",
  "toolTurns",
  "system",
] as const;

/**
 * Completes and checks the options of masking.
 *
 * @param tokenizer The tokenizer.
 * @param options The options.
 * @returns The settings.
 * @throws {RangeError} If an option is none of its choices, or does not go with another.
 */
export function maskSettings(tokenizer: Tokenizer, options: MaskOptions): MaskSettings {
  for (const [option, choices] of Object.entries(CHOICES)) {
    const given = options[option as keyof MaskOptions];
    if (given === undefined || choices.includes(given)) continue;
    throw new RangeError(`Cannot mask with the ${option} "${given}": use one of ${choices.join(", ")}`);
  }
  const { method = "conversation" } = options;
  const { maxLength = DEFAULTS[method].maxLength, truncate = DEFAULTS[method].truncate } = options;
  if (!Number.isSafeInteger(maxLength) || maxLength < 1) {
    throw new RangeError(
      `Cannot mask records of ${maxLength} tokens: a whole number of at least 1 is needed`,
    );
  }
  const { train = TRAINED_PARTS } = options;
  const unknown = train.find((part) => !TRAINED_PARTS.includes(part));
  if (unknown !== undefined || train.length === 0) {
    const reason = unknown === undefined ? "nothing" : `"${unknown}"`;
    throw new RangeError(`Cannot train ${reason}: use some of ${TRAINED_PARTS.join(", ")}`);
  }
  if (method === "tutorial") {
    const set = CONVERSATION_OPTIONS.filter((name) => options[name] !== undefined && options[name] !== false);
    if (set.length > 0 || truncate !== "keep_start") {
      const what = [...set, ...(truncate === "keep_start" ? [] : [`truncate "${truncate}"`])].join(", ");
      throw new RangeError(`Cannot mask by the tutorial's method with ${what}: it has no such switch`);
    }
  }
  const template = options.template ?? tokenizer.template;
  if (!template) {
    throw new RangeError(
      `Cannot mask with the tokenizer ${tokenizer.name}: it has no chat template; pass one`,
    );
  }
  return {
    method,
    maxLength,
    truncate,
    train: new Set(train),
    lastTurn: options.lastTurn ?? false,
    skipFailed: options.skipFailed ?? false,
    skipRepeats: options.skipRepeats ?? false,
    toolTurns: options.toolTurns ?? "tool",
    system: options.system ?? "used",
    template,
    templateOptions: { variables: options.variables, now: options.now },
    tokenizer,
  };
}
