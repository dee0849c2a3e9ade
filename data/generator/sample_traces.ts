import type { Trace } from "../../lib/trace/mod.ts";
import { storiesOf } from "./catalogue.ts";
import { Episode } from "./episode/episode.ts";
import { ODDITY_RATES } from "./oddity_rates.ts";
import { type Category, type Profile, PROFILES } from "./profile.ts";
import { makeRng, type Rng } from "./random.ts";
import { SAMPLE_CONFIGS, type SampleConfig, type SampleOptions } from "./sample_options.ts";
import { type Toolset, toolsetsFor } from "./system_prompt.ts";
import { REQUEST_OPENERS } from "./words/projects.ts";

/**
 * Makes synthetic traces in the data set's schema: small coherent stories with the distributions and the oddities of the
 * real data. All of it is made up.
 *
 * A trace depends only on seed, config and its index: the first rows of a longer sample are the rows of a shorter one.
 *
 * @param options Number of rows, seed and config.
 * @returns The traces, made one at a time and not kept.
 * @throws {RangeError} If rows or seed are not whole numbers, rows are below 0, or the config is unknown.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { sampleTraces } from "./mod.ts";
 *
 * const [trace] = sampleTraces({ rows: 1, seed: 7, config: "kimi" });
 * assertEquals(trace?.conversations[0]?.from, "system");
 * assertEquals([...sampleTraces({ rows: 3, seed: 7, config: "kimi" })][0], trace);
 * ```
 */
export function* sampleTraces({ rows, seed, config }: SampleOptions): Generator<Trace, void, undefined> {
  if (!Number.isSafeInteger(rows) || rows < 0) {
    throw new RangeError(`Cannot make ${rows} traces: a whole number from 0 is needed`);
  }
  if (!Number.isSafeInteger(seed)) {
    throw new RangeError(`Cannot use ${seed} as a seed: a whole number is needed`);
  }
  if (!SAMPLE_CONFIGS.includes(config)) {
    throw new RangeError(`Cannot imitate "${config}": the configs are ${SAMPLE_CONFIGS.join(" and ")}`);
  }
  for (let index = 0; index < rows; index++) yield traceAt(seed, config, index);
}

/** Makes the trace of one row; rows of one request share its plan and differ in how it is played. */
function traceAt(seed: number, config: SampleConfig, index: number): Trace {
  const key = (what: string, at = index) => `${seed}|${config}|${at}|${what}`;
  const profile = PROFILES[config];
  const request = requestIndex(key, config, index);
  const shared = isSharedRequest(seed, request);
  const story = makeRng(shared ? `${seed}|both|${request}|story` : key("story", request));
  const category = story.weighted(PROFILES[shared ? SAMPLE_CONFIGS[0] : config].categories);
  const { subcategory, makePlan } = story.weighted(storiesOf(category));
  const plan = makePlan(story);
  const rng = makeRng(key("play"));
  const tools = rng.weighted(toolsetsFor(category, plan.requiredTools ?? []));
  const target = Math.min(
    plan.maxSteps ?? 70,
    Math.round(profile.steps.median * Math.exp(profile.steps.spread * rng.normal())),
  );
  const e = new Episode({
    profile,
    rng,
    root: plan.root,
    task: plan.task,
    notes: plan.notes,
    targetSteps: Math.max(1, target),
    tools: tools.names,
  });
  e.turns.push({ from: "system", value: tools.prompt });
  e.user(plan.prompt);
  if (rng.chance(ODDITY_RATES.twoHumanTurns[config])) e.user(rng.pick(SECOND_HUMAN_TURNS));
  plan.play(e);
  e.flush();
  while (e.stepsLeft > 5 && rng.chance(0.85)) playNextRequest(e, category, tools, rng);
  stopEarly(e, profile, rng);
  return {
    id: uuid(makeRng(key("id"))),
    conversations: e.turns,
    tools: tools.json,
    category,
    subcategory,
    task: plan.prompt,
  };
}

/** Plays another request of the same category, unless it needs tools that are not there. */
function playNextRequest(e: Episode, category: Category, { names }: Toolset, rng: Rng): void {
  const plan = rng.weighted(storiesOf(category)).makePlan(rng);
  if (!(plan.requiredTools ?? []).every((name) => names.includes(name))) return;
  const where = plan.root.startsWith("/data") || plan.root === "/var" ? "" : ` (it is in ${plan.root})`;
  const opener = REQUEST_OPENERS.find((text) => text !== "" && plan.prompt.startsWith(text)) ?? "";
  e.user(`${rng.pick(NEXT_REQUEST_OPENERS)} ${plan.prompt.slice(opener.length)}${where}`);
  if (where) e.moveTo(plan.root, plan.task, plan.notes);
  plan.play(e);
  e.flush();
}

const NEXT_REQUEST_OPENERS = [
  "Thanks! Next one:",
  "Great. And now:",
  "Perfect, thank you. Something else:",
  "👍 one more:",
  "Good. Then please this:",
  "Merci! Encore une chose:",
  "OK, next.",
];

/** Returns the index of the row whose request this row has: mostly its own, sometimes an earlier one. */
function requestIndex(
  key: (what: string, at: number) => string,
  config: SampleConfig,
  index: number,
): number {
  for (let at = index;;) {
    const rng = makeRng(key("request", at));
    if (at === 0 || !rng.chance(ODDITY_RATES.repeatedRequest[config])) return at;
    at = rng.int(0, at - 1);
  }
}

/** Whether both configs have this request, so that they can be compared task by task. */
function isSharedRequest(seed: number, index: number): boolean {
  return makeRng(`${seed}|both|${index}`).chance(ODDITY_RATES.sharedRequest);
}

const SECOND_HUMAN_TURNS = [
  "Oh, and please tell me what you did at the end.",
  "(no rush)",
  "Sorry, sent too early. Just go ahead with it.",
  "If anything is unclear, just decide.",
  "ぜひお願いします 🙏",
  "P.S. keep it simple",
];

/** Cuts some traces off: behind a tool turn, or right after calls. */
function stopEarly(e: Episode, profile: Profile, rng: Rng): void {
  if (!rng.chance(ODDITY_RATES.stopsEarly[profile.config])) return;
  const isTool = (i: number) => e.turns[i]?.from === "tool";
  // Responses may come in a turn each: all of them stay, or none.
  const firstToolTurns = e.turns.flatMap((_, i) => isTool(i) && !isTool(i - 1) ? [i] : []);
  if (firstToolTurns.length < 2) return;
  const at = rng.pick(firstToolTurns.slice(firstToolTurns.length >> 1));
  let end = at + 1;
  while (isTool(end)) end++;
  e.turns.length = rng.chance(ODDITY_RATES.stopsUnanswered[profile.config]) ? at : end;
}

function uuid(rng: Rng): string {
  return [rng.hex(8), rng.hex(4), `4${rng.hex(3)}`, rng.pick(["8", "9", "a", "b"]) + rng.hex(3), rng.hex(12)]
    .join("-");
}
