/** Train and validation sides without leaks. */
export type { DuplicateCounts } from "./duplicate_counter.ts";
export { makeSplitter, type SplitOptions, type Splitter } from "./make_splitter.ts";
export { SPLIT_KEYS, type SplitBy } from "./split_keys.ts";
export type { SideCounts, SplitReport, SplitShare } from "./split_report.ts";
export { type Side, type SideOptions, splitSide } from "./split_side.ts";
export { type Split, splitTraces } from "./split_traces.ts";
