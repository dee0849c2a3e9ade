/** Whose lines a trace is written in: the tutorial's or the guide's. */
export type RenderStyle = "tutorial" | "guide";

/** What a line of a rendered trace shows. */
export type EntryKind = "user" | "thought" | "call" | "response" | "answer";

/** How one kind of entry is written: what stands before it, and how many characters of it are kept. */
export type EntryLayout = readonly [prefix: string, maxChars: number];

/** How each kind of entry is written. */
export type EntryLayouts = Readonly<Record<EntryKind, EntryLayout>>;

/** What a style writes: around a whole trace, for each entry of it, and for each step of its replay. */
export interface StyleLayout {
  /** The lines above the first entry of a rendered trace. */
  header: (label: string, task: string) => string[];
  /** The lines below the last one. */
  footer: string[];
  /** The entries of a rendered trace. Thoughts and answers take `maxChars` instead of what stands here. */
  render: EntryLayouts;
  /** The line above a step; `at` is the index that was asked for plus one. */
  stepHeading: (at: number, steps: number) => string;
  /** The entries of a replayed step. */
  replay: EntryLayouts;
}

const TUTORIAL_RULE = "=".repeat(72);
const GUIDE_RULE = "=".repeat(80);

const STYLES: Record<RenderStyle, StyleLayout> = {
  tutorial: {
    header: (label, task) => ["", TUTORIAL_RULE, `TASK [${label}]: ${task}`, TUTORIAL_RULE],
    footer: [TUTORIAL_RULE],
    render: {
      user: ["\n[USER]\n", 600],
      thought: ["\n[THINK]\n", 350],
      call: ["[CALL] ", 200],
      response: ["[TOOL_RESPONSE] ", 220],
      answer: ["\n[ANSWER]\n", 350],
    },
    stepHeading: (at, steps) => `\n── Step ${at}/${steps} ──`,
    replay: {
      user: ["", 0],
      thought: ["💭 ", 280],
      call: ["⚙️ ", 140],
      response: ["📥 ", 200],
      answer: ["💬 ", 200],
    },
  },
  guide: {
    header: (label, task) => [GUIDE_RULE, `TASK [${label}]`, task, GUIDE_RULE],
    footer: [],
    render: {
      user: ["\n[USER]\n", 600],
      thought: ["\n[THINK]\n", 350],
      call: ["\n[CALL] ", 240],
      response: ["\n[TOOL RESPONSE]\n", 300],
      answer: ["\n[ANSWER]\n", 350],
    },
    stepHeading: (at, steps) => `\n--- Step ${at}/${steps} ---`,
    replay: {
      user: ["", 0],
      thought: ["THINK: ", 280],
      call: ["CALL: ", 160],
      response: ["TOOL: ", 240],
      answer: ["ANSWER: ", 240],
    },
  },
};

/**
 * What a style writes.
 *
 * @param style The style's name.
 * @returns Its lines and lengths.
 * @throws {TypeError} If there is no such style.
 */
export function styleLayout(style: RenderStyle): StyleLayout {
  if (!Object.hasOwn(STYLES, style)) {
    throw new TypeError(`Cannot view a trace in style "${style}": use "tutorial" or "guide"`);
  }
  return STYLES[style];
}
