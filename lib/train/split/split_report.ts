import { sha256 } from "@noble/hashes/sha2.js";
import { utf8ToBytes } from "@noble/hashes/utils.js";
import { type Displayable, displayable, percent, table } from "../../display/mod.ts";
import { groupKey, taskKey, type Trace } from "../../trace/mod.ts";
import type { Side } from "./split_side.ts";

/** How many are on each side. */
export type SideCounts = Record<Side, number>;

/** How many traces of one category, of one source, or of all are on each side. */
export interface SplitShare extends SideCounts {
  /** Which. */
  name: string;
  /** The share on the validation side, 0–1. */
  share: number;
}

/** What a split did; it shows itself as a table in a notebook. */
export interface SplitReport extends Displayable {
  /** The share that was asked for, 0–1. */
  asked: number;
  /** The seed, as text: it may be larger than a number. */
  seed: string;
  /** What was kept together. */
  by: string;
  /** Whether each category and source was to get its share. */
  stratified: boolean;
  /** How many traces each side has. */
  traces: SideCounts;
  /** How many groups (different keys) each side has. */
  groups: SideCounts;
  /** The share of validation that was reached, 0–1; null without traces. */
  share: number | null;
  /** How many keys are on both sides. */
  duplicates: DuplicateCounts;
  /** The categories by name; those without one are `(none)`. */
  categories: SplitShare[];
  /** The sources by name; empty if no trace has one. */
  sources: SplitShare[];
}

/** What a report is made of. */
interface SplitCounts {
  /** See {@linkcode SplitReport}. */
  asked: number;
  /** See {@linkcode SplitReport}. */
  seed: string;
  /** See {@linkcode SplitReport}. */
  by: string;
  /** See {@linkcode SplitReport}. */
  stratified: boolean;
  /** The side of each group. */
  sides: Iterable<Side>;
  /** The counts of each category. */
  categories: ReadonlyMap<string | null, SideCounts>;
  /** The counts of each source. */
  sources: ReadonlyMap<string | null, SideCounts>;
  /** What is on both sides. */
  duplicates: DuplicateCounts;
}

/** The report of a split, from its counts. */
export function splitReport({ sides, categories, sources, ...counts }: SplitCounts): SplitReport {
  const traces = { train: 0, validation: 0 };
  for (const { train, validation } of categories.values()) {
    traces.train += train;
    traces.validation += validation;
  }
  const groups = { train: 0, validation: 0 };
  for (const side of sides) groups[side]++;
  const all = traces.train + traces.validation;
  const { asked, seed, by, stratified, duplicates } = counts;
  const found: Omit<SplitReport, keyof Displayable> = {
    asked,
    seed,
    by,
    stratified,
    traces,
    groups,
    share: all > 0 ? traces.validation / all : null,
    duplicates,
    categories: shares(categories),
    sources: [...sources.keys()].some((source) => source !== null) ? shares(sources) : [],
  };
  return displayable(found, () => shown(found));
}

function shares(counts: ReadonlyMap<string | null, SideCounts>): SplitShare[] {
  return [...counts].map(([name, { train, validation }]) => ({
    name: name ?? "(none)",
    train,
    validation,
    share: validation / (train + validation),
  })).sort((a, b) => a.name < b.name ? -1 : 1);
}

function shown(report: Omit<SplitReport, keyof Displayable>) {
  const { asked, seed, by, traces, groups, share, duplicates, categories, sources } = report;
  const format = (value: unknown) => value === null ? "–" : percent(value as number);
  const lines = [
    { name: "traces", ...traces, share },
    { name: "groups", ...groups, share: null },
    ...sources.map((row) => ({ ...row, name: `source ${row.name}` })),
    ...categories.map((row) => ({ ...row, name: `category ${row.name}` })),
  ];
  const { html, text } = table(
    lines,
    [{ key: "name", label: "" }, "train", "validation", { key: "share", format, align: "right" }],
    { caption: `Split by ${by}, seed ${seed}, ${percent(asked)} asked for` },
  );
  const proof = table(
    [{ ...duplicates }],
    [
      { key: "key", label: "keys" },
      { key: "firstTurn", label: "first user turns" },
      { key: "task", label: "tasks" },
      { key: "conversation", label: "conversations" },
    ],
    { caption: "On both sides" },
  );
  return { "text/html": html + proof.html, "text/plain": `${text}\n\n${proof.text}` };
}

/** How many keys of each kind are found on both sides of a split. 0 proves that there is no such duplicate. */
export interface DuplicateCounts {
  /** Keys that were split by. */
  key: number;
  /** First user turns. */
  firstTurn: number;
  /** Tasks: the `task` column, or the first user turn where it is empty. */
  task: number;
  /** Whole conversations, turn for turn, but for the system turns. */
  conversation: number;
}

const KEYS: Record<keyof DuplicateCounts, (trace: Trace, key: string) => string> = {
  key: (_, key) => key,
  firstTurn: groupKey,
  task: taskKey,
  conversation: conversationKey,
};

const BIT: Record<Side, number> = { train: 1, validation: 2 };
const BOTH = BIT.train | BIT.validation;

/** Finds what is on both sides of a split. */
interface DuplicateCounter {
  /** Takes a trace, the key it was split by and the side it is on. */
  add(trace: Trace, key: string, side: Side): void;
  /** What is on both sides so far. */
  counts(): DuplicateCounts;
}

/**
 * Looks at the traces of both sides and intersects their keys: it knows nothing of how the sides were chosen.
 */
export function duplicateCounter(): DuplicateCounter {
  const kinds = Object.entries(KEYS).map(([kind, keyOf]) =>
    ({ kind, keyOf, seen: new Map<string, number>() }) as const
  );
  return {
    add(trace, key, side) {
      for (const { keyOf, seen } of kinds) {
        const own = keyOf(trace, key);
        seen.set(own, (seen.get(own) ?? 0) | BIT[side]);
      }
    },
    counts: () =>
      Object.fromEntries(
        kinds.map(({ kind, seen }) => [kind, [...seen.values()].filter((sides) => sides === BOTH).length]),
      ) as unknown as DuplicateCounts,
  };
}

/** The system turn is the same for most, and long. Lengths before the texts keep them apart. */
function conversationKey({ conversations }: Trace): string {
  const hash = sha256.create();
  for (const { from, value } of conversations) {
    if (from !== "system") hash.update(utf8ToBytes(`${from} ${value.length} ${value}\n`));
  }
  return hash.digest().toHex().slice(0, 16);
}
