/** Notebooks: their format, running them in a Deno kernel, and what is published of them. */
export { jupyterDataFolder, KERNEL_NAME, writeKernelspec } from "./kernel/kernelspec.ts";
export { CellError, type CellFailure, describeFailure, notebookFailures } from "./run/cell_error.ts";
export { checkNotebooks, type NamedNotebook, type NotebookProblem } from "./run/type_check.ts";
export { cleanNotebook, notebookText } from "./run/clean.ts";
export { type LabOptions, openLab } from "./run/lab.ts";
export type { Cell, CodeCell, MultilineText, Notebook, Output } from "./run/nbformat.ts";
export { diffNotebooks } from "./run/notebook_diff.ts";
export { readNotebook, runNotebookFile } from "./run/notebook_file.ts";
export { injectParameters, type Parameter, parseParameter } from "./run/parameters.ts";
export { type CellProgress, runNotebook, type RunOptions } from "./run/runner.ts";
export { type BuildOptions, buildSite, type BuiltSite, pooledMap } from "./site/build_site.ts";
export type {
  IndexEntry,
  IndexOptions,
  PageCharts,
  PageLink,
  PublishOptions,
  SiteNotebook,
  SiteOptions,
} from "./site/page_options.ts";
export { publishIndex, publishNotebook, publishSite } from "./site/publish.ts";
