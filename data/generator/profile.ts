import type { Rng } from "./random.ts";
import type { SampleConfig } from "./sample_options.ts";

/** The nine categories of the data set. */
export const CATEGORIES = [
  "Terminal & Coding",
  "Agent Tools",
  "Repository Tasks",
  "Browser Automation",
  "Multi-Tool",
  "File Operations",
  "Scheduling",
  "Planning & Organization",
  "Conversational",
] as const;

/** One of the nine categories. */
export type Category = (typeof CATEGORIES)[number];

/** What makes the traces of one config look alike. */
export interface Profile {
  /** The config. */
  config: SampleConfig;
  /** How often each category comes. */
  categories: readonly (readonly [Category, number])[];
  /** Acting steps a trace aims at: the median, and the spread of the logarithm. */
  steps: { median: number; spread: number };
  /** How likely work that can be done at once is done in one turn. */
  parallel: number;
  /** The id of a call. */
  callId(tool: string, position: number, rng: Rng): string;
  /** Characters a thought aims at: the median, and the spread of the logarithm. */
  thinking: { median: number; spread: number };
  /** How likely a look at something comes with a second one in the same turn, and how likely a command looks further. */
  exploring: { together: number; further: number };
  /** What stands before a thought's first word. */
  thoughtIndent: string;
  /** How likely a step has words for the user beside its calls. */
  narration: number;
  /** How likely an answer tells of the way to it. */
  reporting: number;
  /** Whether answers are decorated with headings and emoji. */
  decoration: number;
}

/** The two configs: kimi longer, wider and more talkative; glm-5.1 shorter and drier. */
export const PROFILES: Record<SampleConfig, Profile> = {
  "kimi": {
    config: "kimi",
    categories: [
      ["Terminal & Coding", 27],
      ["Agent Tools", 16],
      ["Repository Tasks", 17],
      ["Browser Automation", 11],
      ["Multi-Tool", 9],
      ["File Operations", 8],
      ["Scheduling", 5],
      ["Planning & Organization", 4],
      ["Conversational", 2],
    ],
    steps: { median: 9.2, spread: 0.72 },
    parallel: 0.97,
    thinking: { median: 430, spread: 1.25 },
    exploring: { together: 0.19, further: 0.85 },
    callId: (tool, position) => `functions.${tool}:${position}`,
    thoughtIndent: " ",
    narration: 0.22,
    reporting: 0.82,
    decoration: 0.6,
  },
  "glm-5.1": {
    config: "glm-5.1",
    categories: [
      ["Terminal & Coding", 22],
      ["Agent Tools", 20],
      ["Repository Tasks", 15],
      ["Browser Automation", 9],
      ["Multi-Tool", 8],
      ["File Operations", 10],
      ["Scheduling", 7],
      ["Planning & Organization", 6],
      ["Conversational", 3],
    ],
    steps: { median: 6.35, spread: 0.66 },
    parallel: 0.85,
    thinking: { median: 250, spread: 1.5 },
    exploring: { together: 0.17, further: 0.97 },
    callId: (_tool, _position, rng) => `call_${rng.hex(24)}`,
    thoughtIndent: "",
    narration: 0.34,
    reporting: 0.75,
    decoration: 0.25,
  },
};
