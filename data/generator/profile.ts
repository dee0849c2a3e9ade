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

/** What traces of one config have in common: how long they are, and how their texts look. */
export interface Profile {
  /** Name of the config. */
  config: SampleConfig;
  /** Categories with their weights. */
  categories: readonly (readonly [Category, number])[];
  /** Acting steps of a trace, log-normal: the median, and the standard deviation of the logarithm. */
  steps: { median: number; spread: number };
  /** Probability that calls that may share a turn do. */
  parallel: number;
  /** Makes the id of a call from its tool and its position in the trace, from 0. */
  callId(tool: string, position: number, rng: Rng): string;
  /** Characters of a thought, log-normal: the median, and the standard deviation of the logarithm. */
  thinking: { median: number; spread: number };
  /** Probabilities that an exploring call gets a second one in its turn, and that a command shows more than it has to. */
  exploring: { secondCall: number; longerCommand: number };
  /** White space before a thought's first word. */
  thoughtIndent: string;
  /** Probability that a step has words for the user beside its calls. */
  narration: number;
  /** Probability that an answer summarizes the steps before it. */
  reporting: number;
  /** How readily answers use headings and emoji, from 0 to 1. */
  decoration: number;
}

/** Profiles by config: `kimi` is longer, more parallel and more talkative, `glm-5.1` shorter and drier. */
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
    exploring: { secondCall: 0.19, longerCommand: 0.85 },
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
    exploring: { secondCall: 0.17, longerCommand: 0.97 },
    callId: (_tool, _position, rng) => `call_${rng.hex(24)}`,
    thoughtIndent: "",
    narration: 0.34,
    reporting: 0.75,
    decoration: 0.25,
  },
};
