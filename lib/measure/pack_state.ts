import { PythonFloat } from "../python/mod.ts";
import type { ToolName } from "./trace_measures.ts";
import type { MeasureState, NameCount, NameCounts } from "./state.ts";

/** What JSON can hold. */
export type Packed = null | boolean | number | string | Packed[] | { [key: string]: Packed };

/** A state as plain data, for another thread or as a line of JSON. */
export type PackedState = { [F in keyof MeasureState]: Packed };

/** How one field of a state becomes plain data, and a field again. */
interface Packing<T> {
  pack(field: T): Packed;
  unpack(packed: Packed): T;
}

// Numbers, texts, and objects of them are plain data already.
const asIs = <T>(): Packing<T> => ({ pack: (field) => field as Packed, unpack: (packed) => packed as T });

const entries = <K, V>(): Packing<Map<K, V>> => ({
  pack: (map) => [...map] as Packed,
  unpack: (packed) => new Map(packed as [K, V][]),
});

/** A tally as its entries, whose names are packed by themselves. */
const tally = <N>(name: Packing<N>): Packing<NameCounts<N>> => {
  const convert = <A, B>(entries: Iterable<[string, NameCount<A>]>, rename: (name: A) => B) =>
    Array.from(entries, ([key, entry]) => [key, { ...entry, name: rename(entry.name) }] as const);
  return {
    pack: (counts) => convert(counts, name.pack) as unknown as Packed,
    unpack: (packed) => new Map(convert(packed as unknown as [string, NameCount<Packed>][], name.unpack)),
  };
};

/** Python's floats and long integers have no form of their own in JSON. */
const toolName: Packing<ToolName> = {
  pack(name): Packed {
    if (typeof name === "bigint") return { integer: String(name) };
    if (name instanceof PythonFloat) return { float: String(name) };
    return name;
  },
  unpack(packed) {
    if (typeof packed !== "object" || packed === null) return packed;
    const { integer, float } = packed as { integer?: string; float?: string };
    return integer !== undefined ? BigInt(integer) : new PythonFloat(readFloat(float!));
  },
};

function readFloat(text: string): number {
  return Number(text.replace("inf", "Infinity")); // "nan" is no number either way
}

/** Every field of a state; one that is missing here does not compile. */
const PACKINGS: { [F in keyof MeasureState]: Packing<MeasureState[F]> } = {
  rows: asIs(),
  calls: asIs(),
  judged: asIs(),
  errors: asIs(),
  unknown: asIs(),
  tracesWithErrors: asIs(),
  turns: entries(),
  widths: entries(),
  thoughts: entries(),
  failures: entries(),
  reactions: entries(),
  tools: tally(toolName),
  categories: tally(asIs()),
  thinkLengths: entries(),
  callLengths: entries(),
  answerLengths: entries(),
  workflows: entries(),
};

const FIELDS = Object.keys(PACKINGS) as (keyof MeasureState)[];

/**
 * A state as plain data: it survives JSON and the way to another thread, which take classes and maps apart.
 *
 * @param state The state; its parts may be shared with the result.
 * @returns Plain data.
 */
export function packState(state: MeasureState): PackedState {
  return Object.fromEntries(
    FIELDS.map((field) => [field, packingOf(field).pack(state[field])]),
  ) as PackedState;
}

/**
 * The state that was packed.
 *
 * @param packed As `packState` gave it, or read back from JSON.
 * @returns The state.
 * @throws {TypeError} If a field is missing: it was packed by another version.
 */
export function unpackState(packed: PackedState): MeasureState {
  const missing = FIELDS.filter((field) => packed[field] === undefined);
  if (missing.length > 0) throw new TypeError(`Cannot unpack a state: it has no ${missing.join(", no ")}`);
  return Object.fromEntries(
    FIELDS.map((field) => [field, packingOf(field).unpack(packed[field])]),
  ) as unknown as MeasureState;
}

/** The packing of any one field: which it is, the types cannot tell. */
function packingOf(field: keyof MeasureState): Packing<unknown> {
  return PACKINGS[field] as Packing<unknown>;
}
