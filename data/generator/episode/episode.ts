import type { Turn } from "../../../lib/trace/mod.ts";
import { ODDITY_RATES } from "../oddity_rates.ts";
import type { Rng } from "../random.ts";
import { narrateCall } from "../thoughts/call_remarks.ts";
import { ModelMemory } from "../thoughts/model_memory.ts";
import { type CallWithResult, terminalCall, type TerminalOptions } from "../tools/call_with_result.ts";
import {
  patchFile,
  readFile,
  searchContent,
  searchNames,
  type SearchOptions,
  writeFile,
} from "../tools/file_tools.ts";
import { makeShell, type Shell } from "../tools/shell.ts";
import { Workspace } from "../tools/workspace.ts";
import {
  recordMalformedCall,
  recordUnknownTool,
  shortenRepeatedRead,
  withBudgetNote,
} from "./call_oddities.ts";
import type { EpisodeStart, EpisodeState } from "./episode_state.ts";
import { extendCommand, extraCall } from "./extra_commands.ts";
import { injectFailure } from "./injected_failures.ts";
import { canJoin, PARALLEL_REMARKS, parallelKind } from "./parallel_calls.ts";
import { callText, gptText, responseText } from "./turn_text.ts";
import { workSummary } from "./work_summary.ts";

/** One of several steps: the thought before it, and the call. */
export type Step = readonly [why: string, call: CallWithResult];

/** Calls that wait because later ones may join their turn. */
interface Pending {
  thought: string;
  calls: CallWithResult[];
  kind: string;
}

/** Builds the turns of one trace while a story is played: thoughts, calls, results and answers. */
export class Episode implements EpisodeState {
  /** The turns so far. */
  readonly turns: Turn[] = [];
  /** The simulated files; another folder's after {@linkcode moveTo}. */
  files: Workspace;
  /** What shell commands print about the simulated files. */
  shell: Shell;
  /** Source of this episode's random choices. */
  readonly rng: Rng;
  /** Number of failures still to be injected. */
  failuresLeft: number;
  /** Keys of what happened already and need not happen again, such as `read PATH`. */
  readonly seen = new Set<string>();
  private readonly memory: ModelMemory;
  private request = "";
  private steps = 0;
  private calls = 0;
  /** File contents at the last `read_file`, by the call's arguments as JSON. */
  readonly lastRead = new Map<string, string>();
  private pending: Pending | undefined;
  private splitNextTurn: boolean;

  constructor(readonly start: EpisodeStart) {
    this.rng = start.rng;
    this.files = new Workspace(start.root);
    this.shell = makeShell(this.files, this.rng);
    this.memory = new ModelMemory(start, this.rng.sample(start.notes, start.notes.length));
    const { config } = start.profile;
    this.failuresLeft = this.rng.chance(ODDITY_RATES.injectedFailures[config])
      ? this.rng.int(1, 1 + start.targetSteps / 8 | 0)
      : 0;
    this.splitNextTurn = this.rng.chance(ODDITY_RATES.twoGptTurns[config]);
  }

  /** Number of acting steps left of the target; may be negative. */
  get stepsLeft(): number {
    return this.start.targetSteps - this.steps - (this.pending ? 1 : 0);
  }

  /** Moves to another task in another folder, which begins without files. */
  moveTo(root: string, task: string, notes: readonly string[]): void {
    this.files = new Workspace(root);
    this.shell = makeShell(this.files, this.rng);
    this.memory.changeTask(task, this.rng.sample(notes, notes.length));
    this.seen.clear();
    this.lastRead.clear();
    this.run("That is another folder. Go there first.", `cd ${root} && pwd`, root);
  }

  /** Adds a human turn. */
  user(text: string): void {
    this.flush();
    this.memory.startRequest();
    this.request = text;
    this.turns.push({ from: "human", value: text });
  }

  /** Adds a step: a thought with one call or several. A single call may wait for others to join its turn. */
  act(think: string, calls: CallWithResult | readonly CallWithResult[], say = ""): void {
    const all = Array.isArray(calls) ? [...calls as readonly CallWithResult[]] : [calls as CallWithResult];
    if (this.failuresLeft > 0 || this.stepsLeft < 1) this.flush();
    const reaction = all.length === 1 && this.failuresLeft > 0 ? injectFailure(this, all[0]!) : undefined;
    if (reaction) {
      this.failuresLeft--;
      think = `${reaction} ${think}`;
    }
    const config = this.start.profile.config;
    if (this.rng.chance(ODDITY_RATES.malformedCall[config] * all.length)) {
      think = recordMalformedCall(this, think, all);
    } else if (this.rng.chance(ODDITY_RATES.unknownTool[config])) {
      think = recordUnknownTool(this, think, all[0]!);
    }
    all.forEach((call, i) => all[i] = shortenRepeatedRead(this, call));
    const kind = all.length === 1 && !say ? parallelKind(all[0]!) : undefined;
    if (all.every((call) => parallelKind(call) === "look")) {
      all.forEach((call, i) => all[i] = extendCommand(this, call));
    }
    if (kind && this.pending?.kind === kind && canJoin(all[0]!, this.pending.calls)) {
      this.pending.calls.push(all[0]!);
      if (this.rng.chance(0.15)) this.flush();
      return;
    }
    this.flush();
    if (kind && this.rng.chance(this.start.profile.parallel)) {
      const { secondCall } = this.start.profile.exploring;
      const second = kind === "look" && this.rng.chance(secondCall) ? extraCall(this, all[0]!) : undefined;
      this.pending = {
        thought: think,
        calls: second ? [all[0]!, shortenRepeatedRead(this, second)] : [all[0]!],
        kind,
      };
    } else this.record(think, all.map((call) => callText(call.name, call.args)), all, say);
  }

  /** Records the calls that wait, if any. */
  flush(): void {
    if (!this.pending) return;
    const { thought, calls } = this.pending;
    this.pending = undefined;
    const more = calls.length > 1 && this.rng.chance(0.25) ? ` ${this.rng.pick(PARALLEL_REMARKS)}` : "";
    this.record(thought + more, calls.map((call) => callText(call.name, call.args)), calls);
  }

  /** Adds steps that do not depend on each other: in one turn, or one by one, as the config prefers. */
  batch(think: string, moves: readonly Step[]): void {
    if (moves.length > 1 && this.rng.chance(this.start.profile.parallel)) {
      this.act(
        think,
        moves.map(([, call]) => call),
      );
    } else moves.forEach(([why, call], i) => this.act(i === 0 ? `${think} ${why}` : why, call));
  }

  /** Runs a shell command. */
  run(think: string, command: string, output: string, exitCode = 0, extra: TerminalOptions = {}): void {
    this.act(think, terminalCall(command, output, exitCode, extra));
  }

  /** Reads a file of the workspace. */
  read(think: string, path: string, offset?: number, limit?: number): void {
    this.act(think, readFile(this.files, path, offset, limit));
  }

  /** Writes a file of the workspace. */
  write(think: string, path: string, content: string, say = ""): void {
    this.act(think, writeFile(this.files, path, content), say);
  }

  /** Replaces a text in a file of the workspace. */
  patch(think: string, path: string, oldText: string, newText: string, say = ""): void {
    this.act(think, patchFile(this.files, path, oldText, newText), say);
  }

  /** Searches the contents of files. */
  search(think: string, pattern: string, options: SearchOptions = {}): void {
    this.act(think, searchContent(this.files, pattern, options));
  }

  /** Searches file names. */
  glob(think: string, pattern: string, path?: string): void {
    this.act(think, searchNames(this.files, pattern, path));
  }

  /** Adds a gpt turn without calls: a thought and the answer to the user. */
  answer(think: string, say: string): void {
    this.flush();
    const { profile } = this.start;
    const whole = say + workSummary(this.request, this.memory.callsOfRequest, profile, this.rng);
    this.turns.push({
      from: "gpt",
      value: gptText(this.memory.thought(think), whole, [], profile, this.rng),
    });
  }

  /** Adds a gpt turn with calls, and the tool turn that answers it; `texts` are the calls' JSON as it is sent. */
  record(think: string, texts: readonly string[], calls: readonly CallWithResult[], say = ""): void {
    this.flush();
    const { profile } = this.start;
    const draft = calls.length === 1 && calls[0]!.name === "write_file"
      ? String(calls[0]!.args.content)
      : undefined;
    const narrated = say || !this.rng.chance(profile.narration) ? say : narrateCall(calls[0]!, this.rng);
    if (this.splitNextTurn && this.steps > 0 && narrated) {
      this.splitNextTurn = false;
      this.turns.push({
        from: "gpt",
        value: gptText(this.memory.thought(think), narrated, [], profile, this.rng),
      });
      this.turns.push({ from: "gpt", value: gptText("Now the call itself.", "", texts, profile, this.rng) });
    } else {
      const thought = this.memory.thought(think, calls, draft);
      this.turns.push({ from: "gpt", value: gptText(thought, narrated, texts, profile, this.rng) });
    }
    const responses = calls.map(({ name, content }) => {
      const id = profile.callId(name, this.calls++, this.rng);
      return responseText(id, name, withBudgetNote(content, this.steps, profile.config, this.rng));
    });
    if (responses.length > 1 && this.rng.chance(ODDITY_RATES.splitResponses[profile.config])) {
      for (const value of responses) this.turns.push({ from: "tool", value });
    } else this.turns.push({ from: "tool", value: responses.join("\n") });
    this.steps++;
    this.memory.addCalls(calls);
  }
}
