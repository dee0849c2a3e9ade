import type { Turn } from "../../../lib/trace/mod.ts";
import type { Profile } from "../profile.ts";
import type { Rng } from "../random.ts";
import type { CallWithResult } from "../tools/call_with_result.ts";
import type { Shell } from "../tools/shell.ts";
import type { Workspace } from "../tools/workspace.ts";

/** What an episode is made from. */
export interface EpisodeStart {
  /** The rates and habits of the config that is imitated. */
  profile: Profile;
  /** Source of this episode's random choices. */
  rng: Rng;
  /** Absolute path of the folder in which it plays. */
  root: string;
  /** The task as a verb phrase. */
  task: string;
  /** Remarks on the task that thoughts may use. */
  notes: readonly string[];
  /** Number of acting steps to aim at, from 1. */
  targetSteps: number;
  /** Names of the tools that the model may call. */
  tools: readonly string[];
}

/** The part of an episode that oddities and extra calls may read and change. */
export interface EpisodeState {
  /** What the episode was made from. */
  readonly start: EpisodeStart;
  /** The turns so far. */
  readonly turns: readonly Turn[];
  /** Source of this episode's random choices. */
  readonly rng: Rng;
  /** The simulated files. */
  readonly files: Workspace;
  /** What shell commands print about the simulated files. */
  readonly shell: Shell;
  /** Keys of what happened already and need not happen again, such as `read PATH`. */
  readonly seen: Set<string>;
  /** File contents at the last `read_file`, by the call's arguments as JSON. */
  readonly lastRead: Map<string, string>;
  /** Adds a human turn. */
  user(text: string): void;
  /** Adds a gpt turn with calls, and the tool turn that answers it; `texts` are the calls' JSON as it is sent. */
  record(thought: string, texts: readonly string[], calls: readonly CallWithResult[], say?: string): void;
}
