/** Notebooks: their format, and what is published of them. */
export type { Cell, CodeCell, MultilineText, Notebook, Output } from "./nbformat.ts";
export { publishIndex, publishNotebook, publishSite } from "./publish.ts";
export type {
  IndexEntry,
  IndexOptions,
  PageLink,
  PublishOptions,
  SiteNotebook,
  SiteOptions,
} from "./page_options.ts";
