import { parallelKind } from "../episode/parallel_calls.ts";
import { joinWithAnd } from "../phrases.ts";
import type { Rng } from "../random.ts";
import type { CallWithResult } from "../tools/call_with_result.ts";
import {
  ALTERNATIVES,
  CAUTIONS,
  FOLLOW_UPS,
  PLAN_OPENERS,
  QUOTE_OPENERS,
  RECALL_OPENERS,
  TERSE_LINES,
} from "../words/thought_lines.ts";
import { callSubject, summarizeResult } from "./call_summary.ts";

/** What paragraphs of a thought may speak of. */
export interface ThoughtContext {
  /** Calls that follow the thought; empty before an answer. */
  next: readonly CallWithResult[];
  /** Text of the last result. */
  last: string;
  /** The task as a verb phrase; empty where the user may have changed it since. */
  task: string;
  /** Calls since the last human turn, one line each. */
  history: readonly string[];
  /** Calls since the last human turn. */
  done: readonly CallWithResult[];
  /** Sentences that this trace has used already, which are not repeated. */
  used: Set<string>;
}

/** Lines worth quoting: outcomes, definitions, headings, settings. */
const KEY_LINE =
  /^.*(?:FAILED|Error\b|ERROR|WARN|Traceback|\b(?:passed|failed|total|Successfully)\b|^\s*\d*\|?\s*(?:def|class|raise|return) |^#{1,3} |^\s*- (?:text|heading|button) "|^\s*\d*\|?(?:[a-z_]+: |[A-Z_]+ = )).*$/gm;

/** Writers of paragraphs that lengthen `kimi`'s thoughts, in their order; each returns an empty text where it does not fit. */
export const KIMI_PARAGRAPHS: readonly ((context: ThoughtContext, rng: Rng) => string)[] = [
  reviewProgress,
  countLines,
  quoteKeyLines,
  weighAlternative,
  recallResults,
  mentionRisk,
  planSteps,
];

/** Writers of paragraphs that lengthen `glm-5.1`'s thoughts, which are terser. */
export const GLM_PARAGRAPHS: readonly ((context: ThoughtContext, rng: Rng) => string)[] = [
  countLines,
  quoteKeyLines,
  terseLines,
  planSteps,
];

/** Writers of paragraphs that may occur more than once in a thought. */
export const REPEATABLE_PARAGRAPHS: readonly ((context: ThoughtContext, rng: Rng) => string)[] = [
  recallResults,
  quoteKeyLines,
];

/** What may be counted in a result, with its name in the singular. */
const COUNTED = [
  [/^\s*(?:\S+:)?\d*[|:]?\s*def /gm, "function"],
  [/^\s*(?:\S+:)?\d*[|:]?\s*class /gm, "class"],
  [/ PASSED /g, "test that passed"],
  [/ FAILED /g, "test that failed"],
  [/^\s*- link "/gm, "link"],
  [/^\s*- button "/gm, "button"],
  [/ ERROR /g, "line with an error"],
  [/ WARN /g, "line with a warning"],
  [/^#{1,3} /gm, "heading"],
  [/^\s*\d*\|?- /gm, "point of a list"],
  [/^-rw/gm, "file"],
] as const;

/** Counts lines of the last result by what they hold. */
function countLines({ last, used }: ThoughtContext, rng: Rng): string {
  if (last.length < 200) return "";
  const lines = last.split("\n");
  const counts = COUNTED.flatMap(([pattern, name]) => {
    const n = last.match(pattern)?.length ?? 0;
    return n > 1 ? [`${n} ${plural(name)}`] : n === 1 ? [`one ${name}`] : [];
  });
  const first = lines[0]!.trim().slice(0, 70).replaceAll("`", "'");
  const text = counts.length > 0
    ? rng.pick([
      `In these ${lines.length} lines I count ${joinWithAnd(counts)}.`,
      `Counted: ${joinWithAnd(counts)}, in ${lines.length} lines.`,
      `That makes ${joinWithAnd(counts)} (${lines.length} lines altogether).`,
    ])
    : `There are ${lines.length} lines in all, beginning with \`${first}\`.`;
  return markUsed(text, used) ? text : "";
}

function plural(name: string): string {
  const [head, ...rest] = name.split(" ");
  return [head!.endsWith("ss") ? `${head}es` : `${head}s`, ...rest].join(" ");
}

function reviewProgress({ task, history, used }: ThoughtContext, rng: Rng): string {
  const done = history.length;
  if (done < 2 || task === "" || !markUsed("progress" + (done >> 2), used)) return "";
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

/** Quotes lines of the last result. */
function quoteKeyLines({ last, used }: ThoughtContext, rng: Rng): string {
  const telling = last.slice(0, 20_000).match(KEY_LINE) ?? [];
  if (telling.length < 2) return "";
  const wanted = rng.int(2, 5);
  // Random lines, in the order of the text.
  const places = Array.from({ length: wanted }, () => rng.int(0, telling.length - 1)).sort((a, b) => a - b);
  const quoted: string[] = [];
  for (const at of places) {
    const line = telling[at]!.replace(/^\s*\d+\|/, "").trim().replace(/\s{2,}/g, " ");
    if (line.length < 10 || line.length > 110 || line.includes("`")) continue;
    if (markUsed(line, used)) quoted.push(`- \`${line}\``);
  }
  return quoted.length < 2 ? "" : `${rng.pick(QUOTE_OPENERS)}\n${quoted.join("\n")}`;
}

/** Recalls results of earlier calls. */
function recallResults({ done, used }: ThoughtContext, rng: Rng): string {
  const most = rng.int(3, 12);
  const facts = done.slice(0, -1).slice(-most).map(summarizeResult).filter((text) =>
    text !== "" && markUsed(text, used)
  );
  return facts.length < 2
    ? ""
    : `${rng.pick(RECALL_OPENERS)}\n${facts.map((text) => `- ${text}`).join("\n")}`;
}

function weighAlternative({ next, used }: ThoughtContext, rng: Rng): string {
  const call = next[0];
  const pool = ALTERNATIVES[call ? alternativesKey(call) : "answer"]!;
  const sentence = unusedSentence(pool, used, rng);
  return sentence && sentence.replaceAll("$what", call ? callSubject(call) : "this");
}

function mentionRisk({ used, history }: ThoughtContext, rng: Rng): string {
  if (history.length === 0) return "";
  return unusedSentence(CAUTIONS, used, rng);
}

function terseLines({ used }: ThoughtContext, rng: Rng): string {
  return [
    unusedSentence(TERSE_LINES, used, rng),
    rng.chance(0.4) ? unusedSentence(TERSE_LINES, used, rng) : "",
  ].filter(Boolean).join(" ");
}

function planSteps({ next, used }: ThoughtContext, rng: Rng): string {
  const call = next[0];
  if (!call) return "";
  const pool = FOLLOW_UPS[call.name] ?? FOLLOW_UPS.other!;
  const steps = rng.sample(pool, rng.int(2, 3)).filter((step) => markUsed(step, used));
  if (steps.length < 2) return "";
  const what = callSubject(call);
  const all = [call.name.replaceAll("_", " ") + (what === "it" ? "" : `: ${what}`), ...steps];
  return `${rng.pick(PLAN_OPENERS)}\n${all.map((step, i) => `${i + 1}. ${step}`).join("\n")}`;
}

function alternativesKey(call: CallWithResult): string {
  const tool = call.name;
  if (tool === "terminal" && parallelKind(call) === "look") return "look";
  if (tool in ALTERNATIVES) return tool;
  return tool.startsWith("browser_") ? "browser" : tool.startsWith("web_") ? "web" : "other";
}

function unusedSentence(pool: readonly string[], used: Set<string>, rng: Rng): string {
  const text = rng.pick(pool);
  if (markUsed(text, used)) return text;
  return pool.find((other) => markUsed(other, used)) ?? "";
}

function markUsed(text: string, used: Set<string>): boolean {
  if (used.has(text)) return false;
  used.add(text);
  return true;
}
