import { sha256 } from "@noble/hashes/sha2.js";
import { utf8ToBytes } from "@noble/hashes/utils.js";
import { type Displayable, displayable, percent, table } from "../../display/mod.ts";
import { groupKey, taskKey, type Trace } from "../../trace/mod.ts";
import type { Side } from "./split_side.ts";

/** Counts for each side of a split. */
export type SideCounts = Record<Side, number>;

/** How many traces of a category or source are on each side. */
export interface SplitShare extends SideCounts {
  /** The name of the category or source. */
  name: string;
  /** The share of these traces that is on the validation side, 0–1. */
  share: number;
}

/** Report of {@linkcode splitTraces}; in a notebook it shows as a table. */
export interface SplitReport extends Displayable {
  /** The share of the validation side that was requested, 0–1. */
  asked: number;
  /** The seed, as text: it may be larger than a number. */
  seed: string;
  /** The key whose traces were kept together. */
  by: string;
  /** Whether each category and source was meant to get the requested share. */
  stratified: boolean;
  /** How many traces each side has. */
  traces: SideCounts;
  /** How many groups, which are traces of one key, each side has. */
  groups: SideCounts;
  /** The share of traces that is on the validation side, 0–1; null without traces. */
  share: number | null;
  /** How many keys of each kind are on both sides: 0 proves that nothing leaks. */
  duplicates: DuplicateCounts;
  /** Counts by category, sorted by name; traces without one are `(none)`. */
  categories: SplitShare[];
  /** Counts by source, sorted by name; empty if no trace has one. */
  sources: SplitShare[];
}

/** Input of {@linkcode splitReport}. */
interface SplitCounts {
  /** The requested share of the validation side, 0–1. */
  asked: number;
  /** The seed, as text. */
  seed: string;
  /** The key whose traces were kept together. */
  by: string;
  /** Whether each category and source was meant to get its share. */
  stratified: boolean;
  /** The side of each group. */
  sides: Iterable<Side>;
  /** Counts by category; null for traces without one. */
  categories: ReadonlyMap<string | null, SideCounts>;
  /** Counts by source; null for traces without one. */
  sources: ReadonlyMap<string | null, SideCounts>;
  /** How many keys of each kind are on both sides. */
  duplicates: DuplicateCounts;
}

/** Makes the report of a split from its counts. */
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
  /** Keys by which the traces were split. */
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

/** Counts keys that are on both sides of a split. */
interface DuplicateCounter {
  /** Adds a trace with the key by which it was split and its side. */
  add(trace: Trace, key: string, side: Side): void;
  /** Returns how many keys of each kind are on both sides so far. */
  counts(): DuplicateCounts;
}

/**
 * Makes a counter that intersects the keys of both sides; it knows nothing of how the sides were chosen.
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

/** Hashes a conversation without its system turn, which is long and mostly the same; lengths keep texts apart. */
function conversationKey({ conversations }: Trace): string {
  const hash = sha256.create();
  for (const { from, value } of conversations) {
    if (from !== "system") hash.update(utf8ToBytes(`${from} ${value.length} ${value}\n`));
  }
  return hash.digest().toHex().slice(0, 16);
}
