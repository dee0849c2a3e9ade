/** Which reference a trace is printed like: `tutorial`, the Python tutorial, or `guide`, the guide beside it. */
export type RenderStyle = "tutorial" | "guide";

/** Kind of an entry of a rendered trace. */
export type EntryKind = "user" | "thought" | "call" | "response" | "answer";

/** How one kind of entry is printed: the text before it, and the characters (code points) kept of it. */
export type EntryLayout = readonly [prefix: string, maxChars: number];

/** How each kind of entry is printed. */
export type EntryLayouts = Readonly<Record<EntryKind, EntryLayout>>;

/** Result of {@linkcode styleLayout}: what a style prints around a trace, for each entry and for each replayed step. */
export interface StyleLayout {
  /** Returns the lines above the first entry of a rendered trace. */
  header: (label: string, task: string) => string[];
  /** Lines below the last entry of a rendered trace. */
  footer: string[];
  /** Entries of a rendered trace; of thoughts and answers, the option `maxChars` replaces the length that is here. */
  render: EntryLayouts;
  /** Returns the line above a replayed step; `number` is the index passed to `play` plus one. */
  stepHeading: (number: number, steps: number) => string;
  /** Entries of a replayed step. */
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
    stepHeading: (number, steps) => `\n── Step ${number}/${steps} ──`,
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
    stepHeading: (number, steps) => `\n--- Step ${number}/${steps} ---`,
    replay: {
      user: ["", 0],
      thought: ["THINK: ", 280],
      call: ["CALL: ", 160],
      response: ["TOOL: ", 240],
      answer: ["ANSWER: ", 240],
    },
  },
};

/** Returns what a style prints; throws a `TypeError` if there is no such style. */
export function styleLayout(style: RenderStyle): StyleLayout {
  if (!Object.hasOwn(STYLES, style)) {
    throw new TypeError(`Cannot view a trace in style "${style}": use "tutorial" or "guide"`);
  }
  return STYLES[style];
}
