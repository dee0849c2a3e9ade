import { type Schema, Validator } from "@cfworker/json-schema";
import { isObject } from "../python/mod.ts";
import { callKey } from "../trace/mod.ts";
import { type ParsedCall, type Prediction, readTurn } from "./prediction.ts";

/** What a model did in one step, beside what the trace did: counts, from which every share is taken. */
export interface StepScore {
  /** The trace's id: steps of one trace are not independent. */
  id: string;
  /** Which of the trace's gpt turns it is, from 0. */
  step: number;
  /** The trace's category. */
  category: string | null;
  /** Whether the form is right. */
  isWellFormed: boolean;
  /** Whether the model ended the turn by itself. */
  stopped: boolean;
  /** Tools that the trace calls. */
  wanted: string[];
  /** Tools that the model calls. */
  made: string[];
  /** Tools that both call, as often as both do. */
  shared: string[];
  /** Tools that only the trace calls. */
  missing: string[];
  /** Tools that only the model calls. */
  extra: string[];
  /** The model's calls of which it is known whether the trace lists their tool, and those that it lists. */
  listed: { of: number; count: number };
  /** The model's calls with a schema to hold them to, and those that fit. */
  fitting: { of: number; count: number };
  /** Pairs of calls of the same tool, and those with equal arguments. */
  equal: { of: number; count: number };
  /** How alike the arguments of each pair are, 0–1: twice the shared ones over those of both calls. */
  alike: number[];
}

/** Scores one prediction after the other. */
type StepScorer = (prediction: Prediction) => StepScore;

/** Makes what scores predictions. Tools are read once for all steps that have the same. */
export function stepScorer(): StepScorer {
  const checks = new Map<string, ArgumentCheck>();
  const checkOf = (tools: string) => {
    const known = checks.get(tools);
    if (known) return known;
    const check = argumentCheck(tools);
    if (checks.size >= MOST_CHECKS) checks.clear();
    checks.set(tools, check);
    return check;
  };
  return ({ id, step, category, target, prediction, stopped, tools }) => {
    const trace = readTurn(target);
    const model = readTurn(prediction);
    const { pairs, missing, extra } = matchCalls(trace.calls, model.calls);
    const check = checkOf(tools ?? "");
    return {
      id,
      step,
      category: category ?? null,
      isWellFormed: model.isWellFormed,
      stopped,
      wanted: trace.calls.map(({ name }) => name).sort(),
      made: model.calls.map(({ name }) => name).sort(),
      shared: pairs.map(({ wanted }) => wanted.name).sort(),
      missing,
      extra,
      listed: tally(model.calls, check.isListed),
      fitting: tally(model.calls, check.fits),
      equal: { of: pairs.length, count: pairs.filter(({ isEqual }) => isEqual).length },
      alike: pairs.map(likeness),
    };
  };
}

const MOST_CHECKS = 100;

function tally(calls: readonly ParsedCall[], test: (call: ParsedCall) => boolean | undefined) {
  const answers = calls.map(test).filter((answer) => answer !== undefined);
  return { of: answers.length, count: answers.filter((answer) => answer).length };
}

function likeness({ wanted, made }: CallPair): number {
  if (!wanted.arguments || !made.arguments) return 0;
  const [a, b] = [wanted.arguments, made.arguments];
  const all = Object.keys(a).length + Object.keys(b).length;
  if (all === 0) return 1;
  const shared = Object.keys(a).filter((key) =>
    Object.hasOwn(b, key) && canonical(a[key]) === canonical(b[key])
  );
  return 2 * shared.length / all;
}

/** A value as a text that is equal for equal values, whatever the order of keys. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, inner) => {
    if (typeof inner !== "object" || inner === null || Array.isArray(inner)) return inner;
    return Object.entries(inner).sort(([a], [b]) => a < b ? -1 : 1);
  }) ?? "null";
}

/** Says of a call whether its tool is on the list, and whether its arguments fit the tool's schema. */
interface ArgumentCheck {
  /** Whether the trace lists the tool; undefined if it lists none that can be read. */
  isListed(call: ParsedCall): boolean | undefined;
  /** Whether the arguments fit; undefined if nothing says what would. */
  fits(call: ParsedCall): boolean | undefined;
}

/**
 * Reads a trace's tools for checking calls against them.
 *
 * @see https://json-schema.org/draft/2020-12/json-schema-validation
 */
function argumentCheck(tools: string | null | undefined): ArgumentCheck {
  const schemas = schemasOf(tools ?? "");
  const validators = new Map<string, Validator>();
  return {
    isListed: ({ name }) => schemas.size === 0 ? undefined : schemas.has(name),
    fits({ name, arguments: given }) {
      const schema = schemas.get(name);
      if (schema === undefined) return undefined;
      if (given === undefined) return false;
      const validator = validators.get(name) ?? new Validator(schema);
      validators.set(name, validator);
      try {
        return validator.validate(given).valid;
      } catch {
        return undefined; // a schema that points nowhere decides nothing
      }
    },
  };
}

function schemasOf(tools: string): Map<string, Schema> {
  const list = parsed(tools);
  const found = new Map<string, Schema>();
  for (const tool of Array.isArray(list) ? list : []) {
    const { name, parameters } = tool?.function ?? tool ?? {};
    if (typeof name === "string") found.set(name, withoutPatterns(isObject(parameters) ? parameters : {}));
  }
  return found;
}

/** A schema is a stranger's text, and a regular expression can be made to run for years: none is run. */
function withoutPatterns(schema: Record<string, unknown>): Schema {
  return JSON.parse(JSON.stringify(schema, (key, value) => {
    const isKeyword = key === "pattern" && typeof value === "string" || key === "patternProperties";
    return isKeyword ? undefined : value;
  }));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A call that was wanted, and one of the same tool that was made. */
interface CallPair {
  /** The call of the trace. */
  wanted: ParsedCall;
  /** The model's. */
  made: ParsedCall;
  /** Whether both have the same arguments. */
  isEqual: boolean;
}

/** Calls paired by their tools. */
interface MatchedCalls {
  /** Pairs of the same tool. */
  pairs: CallPair[];
  /** Tools that were wanted and not called. */
  missing: string[];
  /** Tools that were called and not wanted. */
  extra: string[];
}

/**
 * Pairs calls by their tools, in whatever order they come: first those that are equal, then, of what is left, those of
 * the same tool in their order. Each call is paired once, so a call too many is extra.
 *
 * @see https://gorilla.cs.berkeley.edu/blogs/8_berkeley_function_calling_leaderboard.html on parallel calls in any order
 */
function matchCalls(wanted: readonly ParsedCall[], made: readonly ParsedCall[]): MatchedCalls {
  const equal = pairUp(wanted, made, keyOf);
  const same = pairUp(equal.left, equal.right, ({ name }) => name);
  return {
    pairs: [
      ...equal.pairs.map(([wanted, made]) => ({ wanted, made, isEqual: true })),
      ...same.pairs.map(([wanted, made]) => ({ wanted, made, isEqual: false })),
    ],
    missing: same.left.map(({ name }) => name).sort(),
    extra: same.right.map(({ name }) => name).sort(),
  };
}

/** Equal for equal calls; a call that cannot be read equals none. */
function keyOf({ name, arguments: given }: ParsedCall): string | undefined {
  return given && callKey({ name, arguments: given });
}

function pairUp(
  left: readonly ParsedCall[],
  right: readonly ParsedCall[],
  key: (call: ParsedCall) => string | undefined,
): { pairs: [ParsedCall, ParsedCall][]; left: ParsedCall[]; right: ParsedCall[] } {
  const open = new Map<string | undefined, ParsedCall[]>();
  for (const call of right) open.set(key(call), [...open.get(key(call)) ?? [], call]);
  open.delete(undefined);
  const taken = new Set<ParsedCall>();
  const pairs: [ParsedCall, ParsedCall][] = [];
  const alone = left.filter((call) => {
    const partner = open.get(key(call))?.shift();
    if (!partner) return true;
    taken.add(partner);
    pairs.push([call, partner]);
    return false;
  });
  return { pairs, left: alone, right: right.filter((call) => !taken.has(call)) };
}
