/**
 * Tracebook: load, parse, measure, plot and read the reasoning traces of tool-using agents.
 *
 * This file is the table of contents: the rooms, in the order of the work.
 *
 * @module
 */
export * from "./lib/trace/mod.ts";
export * from "./lib/display/mod.ts";
export * from "./lib/store/mod.ts";
export * from "./lib/sample/mod.ts";
export * from "./lib/load/mod.ts";
export * from "./lib/redact/mod.ts";
export * from "./lib/measure/mod.ts";
export * from "./lib/plot/mod.ts";
export * from "./lib/view/mod.ts";
export * from "./lib/train/mod.ts";
export * from "./lib/handoff/mod.ts";
export * from "./lib/notebook/mod.ts";

// Inside a live Deno kernel, importing Tracebook keeps results in their cells; elsewhere this does nothing.
import "./lib/notebook/kernel_fix.ts";
