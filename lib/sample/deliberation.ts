import { type Played } from "./played.ts";
import type { Rng } from "./random.ts";
import {
  ALTERNATIVES,
  CAUTIONS,
  CRISP,
  FOLLOW_UPS,
  PLAN_OPENERS,
  SEEN_OPENERS,
} from "./words/deliberations.ts";

/** What there is to think about at one point of a story. */
export interface Matter {
  /** What is going to be called; empty before an answer. */
  next: readonly Played[];
  /** The text of the last result. */
  last: string;
  /** The task as a verb phrase. */
  task: string;
  /** What was done so far, one line a call. */
  history: readonly string[];
  /** Sentences that this trace has used already. */
  used: Set<string>;
}

/** Paragraphs that may lengthen kimi's thought, in the order in which one thinks them. */
export const LONG_WAYS: readonly ((matter: Matter, rng: Rng) => string)[] = [
  progress,
  keyLines,
  alternative,
  caution,
  plan,
];

/** The same for glm-5.1: fewer words. */
export const SHORT_WAYS: readonly ((matter: Matter, rng: Rng) => string)[] = [keyLines, crisp, plan];

function progress({ task, history, used }: Matter, rng: Rng): string {
  const done = history.length;
  if (done < 2 || !once("progress" + (done >> 2), used)) return "";
  const last = history.at(-1)!;
  return rng.pick([
    `The task was to ${task}. After ${done} calls I have got this far: the last one was ${last}.`,
    `Where am I? I am to ${task}, and ${done} calls are behind me, most recently ${last}.`,
    `To keep the aim in view: ${task}. What I did last was ${last}; before that, ${history.at(-2)}.`,
    `I began with ${
      history[0]
    } and am at ${last} now, ${done} calls in all. The aim has not changed: ${task}.`,
  ]);
}

/** Quotes lines that are really in the last result. */
function keyLines({ last, used }: Matter, rng: Rng): string {
  const lines = last.slice(0, 20_000).split("\n");
  if (lines.length < 3) return "";
  const quoted: string[] = [];
  const wanted = rng.int(2, 5);
  // From a few places in the order of the text.
  const from = Array.from({ length: wanted }, () => rng.int(0, lines.length - 1)).sort((a, b) => a - b);
  for (const at of from) {
    const line = lines[at]!.replace(/^\s*\d+\|/, "").trim();
    if (line.length < 12 || line.length > 110 || !/[a-z]{3}/i.test(line) || line.includes("`")) continue;
    if (once(line, used)) quoted.push(`- \`${line}\``);
  }
  return quoted.length < 2 ? "" : `${rng.pick(SEEN_OPENERS)}\n${quoted.join("\n")}`;
}

function alternative({ next, used }: Matter, rng: Rng): string {
  const call = next[0];
  const pool = ALTERNATIVES[call ? kindOf(call.name) : "answer"]!;
  const sentence = fresh(pool, used, rng);
  return sentence && sentence.replaceAll("$what", call ? whatOf(call) : "this");
}

function caution({ used }: Matter, rng: Rng): string {
  return fresh(CAUTIONS, used, rng);
}

function crisp({ used }: Matter, rng: Rng): string {
  return [fresh(CRISP, used, rng), rng.chance(0.4) ? fresh(CRISP, used, rng) : ""].filter(Boolean).join(" ");
}

function plan({ next, used }: Matter, rng: Rng): string {
  const call = next[0];
  if (!call) return "";
  const pool = FOLLOW_UPS[call.name] ?? FOLLOW_UPS.other!;
  const steps = rng.some(pool, rng.int(2, 3)).filter((step) => once(step, used));
  if (steps.length < 2) return "";
  const all = [`${call.name.replaceAll("_", " ")}: ${whatOf(call)}`, ...steps];
  return `${rng.pick(PLAN_OPENERS)}\n${all.map((step, i) => `${i + 1}. ${step}`).join("\n")}`;
}

function kindOf(tool: string): string {
  if (tool in ALTERNATIVES) return tool;
  return tool.startsWith("browser_") ? "browser" : tool.startsWith("web_") ? "web" : "other";
}

/** What a call is about, as one would mention it. */
function whatOf({ name, args }: Played): string {
  const text = String(args.path ?? args.command ?? args.pattern ?? args.url ?? args.query ?? args.name ?? "");
  const line = text.split("\n")[0]!.replaceAll("`", "'");
  if (line === "") return name.startsWith("browser_") ? "the page" : "it";
  const points = [...line];
  return `\`${points.length > 80 ? points.slice(0, 80).join("") + "…" : line}\``;
}

function fresh(pool: readonly string[], used: Set<string>, rng: Rng): string {
  const text = rng.pick(pool);
  if (once(text, used)) return text;
  return pool.find((other) => once(other, used)) ?? "";
}

function once(text: string, used: Set<string>): boolean {
  if (used.has(text)) return false;
  used.add(text);
  return true;
}
