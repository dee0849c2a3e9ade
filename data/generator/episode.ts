import type { Turn } from "../../lib/trace/mod.ts";
import type { EpisodeStart } from "./episode_start.ts";
import { patchFile, readFile, searchContent, searchNames, type SearchOptions, writeFile } from "./file_tools.ts";
import { lookBeside, lookFurther } from "./further.ts";
import { fits, groupOf, TOGETHER } from "./joining.ts";
import { Mind } from "./mind.ts";
import { takeMishap } from "./mishaps.ts";
import { narrate } from "./narration.ts";
import { ODDITY_RATES } from "./oddity_rates.ts";
import { type Played, terminal, type TerminalExtra } from "./played.ts";
import type { Rng } from "./random.ts";
import { report } from "./report.ts";
import { rereading } from "./rereading.ts";
import { type Shell, shellOf } from "./shell.ts";
import { sendBroken, sendWrongName, withBudgetNote } from "./slips.ts";
import { callText, gptText, responseText } from "./turn_text.ts";
import { Workspace } from "./workspace.ts";

/** One step to take: why, and the call with its result. */
export type Move = readonly [why: string, call: Played];

/** Calls that are held back because more may be done in the same turn. */
interface Pending {
  think: string;
  calls: Played[];
  joins: string;
}

/** Records one story as turns: what is thought, called, returned and answered. */
export class Episode {
  /** The turns so far. */
  readonly turns: Turn[] = [];
  /** The story's files. */
  files: Workspace;
  /** The story's shell. */
  sh: Shell;
  /** The choices of this playing. */
  readonly rng: Rng;
  /** Mishaps still to come. */
  mishaps: number;
  /** What happened once and need not happen again. */
  readonly seen = new Set<string>();
  private readonly mind: Mind;
  private prompt = "";
  private steps = 0;
  private calls = 0;
  /** What files said when they were last read, by the arguments of the reading. */
  readonly known = new Map<string, string>();
  private pending: Pending | undefined;
  private split: boolean;

  constructor(readonly start: EpisodeStart) {
    this.rng = start.rng;
    this.files = new Workspace(start.root);
    this.sh = shellOf(this.files, this.rng);
    this.mind = new Mind(start, this.rng.some(start.notes, start.notes.length));
    const { config } = start.profile;
    this.mishaps = this.rng.chance(ODDITY_RATES.mishap[config])
      ? this.rng.int(1, 1 + start.target / 8 | 0)
      : 0;
    this.split = this.rng.chance(ODDITY_RATES.twoGpts[config]);
  }

  /** Acting steps left of those aimed at; may go below zero. */
  get left(): number {
    return this.start.target - this.steps - (this.pending ? 1 : 0);
  }

  /** Goes on with another task, in another folder. */
  moveTo(root: string, task: string, notes: readonly string[]): void {
    this.files = new Workspace(root);
    this.sh = shellOf(this.files, this.rng);
    this.mind.takeOn(task, this.rng.some(notes, notes.length));
    this.seen.clear();
    this.known.clear();
    this.run("That is another folder. Go there first.", `cd ${root} && pwd`, root);
  }

  /** The user speaks. */
  user(text: string): void {
    this.settle();
    this.mind.listen();
    this.prompt = text;
    this.turns.push({ from: "human", value: text });
  }

  /** Thinks, and makes one call or several at once. */
  act(think: string, calls: Played | readonly Played[], say = ""): void {
    const all = Array.isArray(calls) ? [...calls as readonly Played[]] : [calls as Played];
    if (this.mishaps > 0 || this.left < 1) this.settle();
    const reaction = all.length === 1 && this.mishaps > 0 ? takeMishap(this, all[0]!) : undefined;
    if (reaction) {
      this.mishaps--;
      think = `${reaction} ${think}`;
    }
    const config = this.start.profile.config;
    if (this.rng.chance(ODDITY_RATES.malformedCall[config] * all.length)) {
      think = sendBroken(this, think, all);
    } else if (this.rng.chance(ODDITY_RATES.unknownTool[config])) think = sendWrongName(this, think, all[0]!);
    all.forEach((call, i) => all[i] = rereading(this, call));
    const joins = all.length === 1 && !say ? groupOf(all[0]!) : undefined;
    if (all.every((call) => groupOf(call) === "look")) {
      all.forEach((call, i) => all[i] = lookFurther(this, call));
    }
    if (joins && this.pending?.joins === joins && fits(all[0]!, this.pending.calls)) {
      this.pending.calls.push(all[0]!);
      if (this.rng.chance(0.15)) this.settle();
      return;
    }
    this.settle();
    if (joins && this.rng.chance(this.start.profile.parallel)) {
      const { together } = this.start.profile.looking;
      const beside = joins === "look" && this.rng.chance(together) ? lookBeside(this, all[0]!) : undefined;
      this.pending = { think, calls: beside ? [all[0]!, rereading(this, beside)] : [all[0]!], joins };
    } else this.record(think, all.map((call) => callText(call.name, call.args)), all, say);
  }

  /** Plays what was held back to see whether more could be done in the same turn. */
  settle(): void {
    if (!this.pending) return;
    const { think, calls } = this.pending;
    this.pending = undefined;
    const more = calls.length > 1 && this.rng.chance(0.25) ? ` ${this.rng.pick(TOGETHER)}` : "";
    this.record(think + more, calls.map((call) => callText(call.name, call.args)), calls);
  }

  /** Takes moves that do not wait for one another: at once, or one by one, as the config prefers. */
  batch(think: string, moves: readonly Move[]): void {
    if (moves.length > 1 && this.rng.chance(this.start.profile.parallel)) {
      this.act(
        think,
        moves.map(([, call]) => call),
      );
    } else moves.forEach(([why, call], i) => this.act(i === 0 ? `${think} ${why}` : why, call));
  }

  /** Runs a shell command. */
  run(think: string, command: string, output: string, exitCode = 0, extra: TerminalExtra = {}): void {
    this.act(think, terminal(command, output, exitCode, extra));
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

  /** Thinks, and answers the user. */
  answer(think: string, say: string): void {
    this.settle();
    const { profile } = this.start;
    const whole = say + report(this.prompt, this.mind.done, profile, this.rng);
    this.turns.push({ from: "gpt", value: gptText(this.mind.thought(think), whole, [], profile, this.rng) });
  }

  /** Writes down a gpt turn and what answers it. `texts` are the calls as they are sent. */
  record(think: string, texts: readonly string[], calls: readonly Played[], say = ""): void {
    this.settle();
    const { profile } = this.start;
    const draft = calls.length === 1 && calls[0]!.name === "write_file"
      ? String(calls[0]!.args.content)
      : undefined;
    const narrated = say || !this.rng.chance(profile.narration) ? say : narrate(calls[0]!, this.rng);
    if (this.split && this.steps > 0 && narrated) {
      this.split = false;
      this.turns.push({
        from: "gpt",
        value: gptText(this.mind.thought(think), narrated, [], profile, this.rng),
      });
      this.turns.push({ from: "gpt", value: gptText("Now the call itself.", "", texts, profile, this.rng) });
    } else {
      const thought = this.mind.thought(think, calls, draft);
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
    this.mind.learn(calls);
  }
}
