import { type Displayable, displayable, percentText, table } from "../display/mod.ts";
import { type AnsweredCall, callIds, MALFORMED, type Outcome, type Step } from "../trace/mod.ts";
import type { Facts } from "./facts.ts";
import { checkGroupBy, type GroupBy } from "./groups.ts";
import { type Share, wilsonShare } from "./statistics/shares.ts";

/** What a trace did after a call failed. */
export type Reaction = "retried" | "changed_arguments" | "changed_tool" | "asked" | "gave_up";

/** The reactions, in the order in which tables show them. */
export const REACTIONS: readonly Reaction[] = [
  "retried",
  "changed_arguments",
  "changed_tool",
  "asked",
  "gave_up",
];

/** Acting steps behind a failure in which a success counts as its recovery: to look around, to mend, to try again. */
const WITHIN_STEPS = 5;

/** A question mark at the end of what is said, whatever closes behind it. */
const ASKS = /[?？؟][\s*_\x60\x22\x27’”»)\]]*$/; // \x60 \x22 \x27: the backtick and the straight quotes

/** One failed call, and what came after it. */
interface Recovery {
  /** The call that failed. */
  call: AnsweredCall;
  /** What the trace did next. */
  reaction: Reaction;
  /** Whether what failed was done after all, soon after. */
  recovered: boolean;
}

/**
 * What a trace did after each failed call. The first acting step behind it decides: the same call again is a retry, the
 * same tool with other arguments, or another tool, is a change. Where the trace ends or the person speaks before another
 * call is made, a question is asking, and anything else giving up.
 *
 * A failure is recovered from if one of the next five acting steps holds a call of the same purpose (the same tool, and
 * for `terminal` the same program) that succeeded; success at something else is none, and nothing is recovered that was
 * given up. Who reaches the goal by another tool is not counted, as nothing in the trace says that the goal was the same.
 * Of a call that could not be read, the response names the tool; any success of it counts.
 *
 * @default {found by their tools and arguments}
 */
export function recoveries(
  steps: readonly Step[],
  outcomes: ReadonlyMap<AnsweredCall, Outcome>,
  ids: ReadonlyMap<AnsweredCall, number> = callIds(steps),
): Recovery[] {
  const found: Recovery[] = [];
  if (!outcomes.values().some(({ outcome }) => outcome === "error")) return found;
  const acting = steps.map((_, at) => at).filter((at) => steps[at]!.calls.length > 0);
  const lookedAt = new Map<number, Attempts>();
  const attempts = (at: number) => {
    if (!lookedAt.has(at)) lookedAt.set(at, attemptsOf(steps[at]!, outcomes, ids));
    return lookedAt.get(at)!;
  };
  acting.forEach((at, nth) => {
    const failed = steps[at]!.calls.filter((call) => outcomes.get(call)?.outcome === "error");
    if (failed.length === 0) return;
    const ahead = acting.slice(nth + 1, nth + 1 + WITHIN_STEPS);
    const stopped = stoppedWith(steps, at, ahead[0] ?? steps.length);
    for (const call of failed) {
      const reaction = stopped ?? reactionIn(attempts(ahead[0]!), call, ids.get(call)!);
      const recovered = reaction !== "gave_up" &&
        ahead.some((later) => attempts(later).succeeded.has(actionOf(call)));
      found.push({ call, reaction, recovered });
    }
  });
  return found;
}

/** What a step tried. */
interface Attempts {
  ids: Set<number>;
  tools: Set<string>;
  /** The tools and the purposes of the calls that succeeded. */
  succeeded: Set<string>;
}

function attemptsOf(
  { calls }: Step,
  outcomes: ReadonlyMap<AnsweredCall, Outcome>,
  ids: ReadonlyMap<AnsweredCall, number>,
): Attempts {
  const succeeded = calls.filter((call) => outcomes.get(call)?.outcome === "ok");
  return {
    // of calls that cannot be read nobody knows whether they are the same
    ids: new Set(calls.filter(({ name }) => name !== MALFORMED).map((call) => ids.get(call)!)),
    tools: new Set(calls.map(toolOf)),
    succeeded: new Set(succeeded.flatMap((call) => [toolOf(call), actionOf(call)])),
  };
}

/** What ended the acting between two steps, if anything did: the person's word, or the trace's end. */
function stoppedWith(steps: readonly Step[], from: number, to: number): "asked" | "gave_up" | undefined {
  let said = "";
  for (let at = from + 1; at <= to; at++) {
    if (at === steps.length || steps[at]!.prompted) return ASKS.test(said) ? "asked" : "gave_up";
    said = steps[at]!.answer || said;
  }
}

function reactionIn(next: Attempts, failed: AnsweredCall, id: number): Reaction {
  if (next.ids.has(id)) return "retried";
  if (next.tools.has(toolOf(failed))) return "changed_arguments";
  return next.tools.has("clarify") ? "asked" : "changed_tool";
}

/** Units of a command that are looked at. */
const HEAD_UNITS = 2000;

/** What stands before the program in a command line: a change of folder, variables, programs that run programs. */
const BEFORE_PROGRAM = [
  /\s+|\(/y,
  /(?:cd|export|source|set|\.)\s[^&;|\n]*(?:&&|;|\n)/y,
  /[A-Za-z_]\w*=(?:"[^"]*"|'[^']*'|[^\s"']*)\s/y,
  /(?:sudo|time|timeout|nohup|env|npx|(?:uv|poetry|pipenv) run)\s/y,
  /(?:-\S*|\d[\d.]*[smhd]?)\s/y, // what these programs are told
  /(?:\S*\/)?python[\d.]*\s+-m\s/y,
];

/**
 * What a call is for, as far as its form says: the tool; for a terminal command also the program that it runs first, for
 * a tool with several actions the action. Fixing a test and running it again is the same purpose, whatever the flags.
 */
export function actionOf(call: AnsweredCall): string {
  const name = toolOf(call);
  const { action, command } = call.arguments;
  if (name === "terminal" && typeof command === "string") return `${name} ${programOf(command)}`;
  return typeof action === "string" ? `${name} ${action}` : name;
}

/** The tool that a call is for. */
function toolOf({ name, response }: AnsweredCall): string {
  return name === MALFORMED ? response?.name ?? name : name;
}

/** The first program of a command line, without its folder and Python's version: `cd a && .venv/bin/pytest -q` runs `pytest`. */
function programOf(command: string): string {
  const head = command.slice(0, HEAD_UNITS);
  let at = 0;
  for (let before = at - 1; before < at;) {
    before = at;
    for (const pattern of BEFORE_PROGRAM) {
      pattern.lastIndex = at;
      if (pattern.test(head)) at = pattern.lastIndex;
    }
  }
  const [word = ""] = /^[^\s;|&()<>]*/.exec(head.slice(at)) ?? [];
  return word.slice(word.lastIndexOf("/") + 1).replace(/^(python|pip)[\d.]+$/, "$1");
}

/** One reaction to the failed calls of one group of traces. */
export interface RecoveryRate {
  /** The group: a category, a subcategory or a source; null where a trace has none, or for all traces together. */
  group: string | null;
  /** What was done. */
  reaction: Reaction;
  /** How many of the group's failed calls were followed by it. */
  share: Share;
  /** How many of those were recovered from. */
  recovered: Share;
}

/**
 * What traces do after a failed call, and how often what failed is then done after all, with the calls behind each share
 * and Wilson's 95 % interval (which takes failures to be independent; those of one trace are not quite).
 *
 * The next acting step decides what was done: the same call again, the same tool with other arguments, another tool; or,
 * before any call, a question to the person or nothing more. Recovered is a failure if the same tool (of a terminal command
 * the same program) succeeded within five acting steps; what is reached by another tool is not counted.
 *
 * @param facts The facts of the traces, by structured rules.
 * @param options `by`: the label that groups the traces; without it all are taken together.
 * @returns All five reactions for each group with a failed call, the group with most of them first; it shows itself as a
 * table.
 * @throws {TypeError} If the facts do not say what came after a failure.
 * @throws {RangeError} If traces have no such label.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { recoveryRates } from "tracebook";
 * import { traceFacts } from "./mod.ts";
 *
 * const call = '<tool_call>{"name": "terminal", "arguments": {"command": "make"}}</tool_call>';
 * const gpt = { from: "gpt" as const, value: call };
 * const tool = (exit_code: number) => ({
 *   from: "tool" as const,
 *   value: `<tool_response>${JSON.stringify({ name: "terminal", content: { output: "…", exit_code } })}</tool_response>`,
 * });
 * const facts = traceFacts({ id: "a", conversations: [gpt, tool(2), gpt, tool(0)] });
 * const [retried] = recoveryRates([facts]);
 * assertEquals([retried?.reaction, retried?.share.rate, retried?.recovered.rate], ["retried", 1, 1]);
 * ```
 */
export function recoveryRates(
  facts: readonly Facts[],
  { by }: {
    /** The label that groups the traces. @default {all traces together} */
    by?: GroupBy;
  } = {},
): RecoveryRate[] & Displayable {
  if (by !== undefined) checkGroupBy(by);
  const groups = Map.groupBy(facts, (record) => by ? record[by] : null);
  const counted = [...groups].map(([group, records]) => {
    const total = (column: Reaction | `recovered_${Exclude<Reaction, "gave_up">}`) =>
      records.reduce((sum, record) => sum + known(record, column), 0);
    const reactions = REACTIONS.map((reaction) => ({
      reaction,
      count: total(reaction),
      recovered: reaction === "gave_up" ? 0 : total(`recovered_${reaction}`),
    }));
    return { group, reactions, failures: reactions.reduce((sum, { count }) => sum + count, 0) };
  }).filter(({ failures }) => failures > 0);
  counted.sort((a, b) => b.failures - a.failures || (String(a.group) < String(b.group) ? -1 : 1));
  const rates = counted.flatMap(({ group, reactions, failures }) =>
    reactions.map(({ reaction, count, recovered }): RecoveryRate => ({
      group,
      reaction,
      share: wilsonShare(count, failures),
      recovered: wilsonShare(recovered, count),
    }))
  );
  return displayable(rates, () => {
    const { html, text } = table(rates.map((rate) => row(rate, by)));
    return { "text/html": html, "text/plain": text };
  });
}

function known(record: Facts, column: keyof Facts): number {
  const value = record[column];
  if (typeof value === "number") return value;
  throw new TypeError(`Cannot rate recoveries: the facts of ${JSON.stringify(record.id)} have no ${column}`);
}

function row({ group, reaction, share, recovered }: RecoveryRate, by: string | undefined): object {
  const interval = ({ low, high }: Share) =>
    low === null ? "–" : `${percentText(low)} to ${percentText(high)}`;
  return {
    ...(by ? { [by]: group } : {}),
    "after a failed call": reaction.replaceAll("_", " "),
    calls: share.part,
    share: percentText(share.rate),
    "95 % interval": interval(share),
    recovered: recovered.part,
    "recovery rate": percentText(recovered.rate),
    "its 95 % interval": interval(recovered),
  };
}
