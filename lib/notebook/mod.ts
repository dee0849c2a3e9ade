/** Notebooks: their format, running them in a Deno kernel, and what is published of them. */
export type { Cell, CodeCell, MultilineText, Notebook, Output } from "./nbformat.ts";
export type { CellFailure } from "./cell_error.ts";
export { CellError, describeFailure, notebookFailures } from "./cell_error.ts";
export { cleanNotebook, notebookText } from "./clean.ts";
export { readNotebook, runNotebookFile } from "./notebook_file.ts";
export type { NamedNotebook, NotebookProblem } from "./check.ts";
export { checkNotebooks } from "./check.ts";
export { diffNotebooks } from "./notebook_diff.ts";
export type { LabOptions } from "./lab.ts";
export { openLab } from "./lab.ts";
export type { CellProgress, RunOptions } from "./runner.ts";
export { runNotebook } from "./runner.ts";
export { injectParameters, type Parameter } from "./parameters.ts";
export { publishIndex, publishNotebook, publishSite } from "./publish.ts";
export type {
  IndexEntry,
  IndexOptions,
  PageCharts,
  PageLink,
  PublishOptions,
  SiteNotebook,
  SiteOptions,
} from "./page_options.ts";
export { type BuildOptions, buildSite, type BuiltSite } from "./build_site.ts";
