import type { Notebook } from "../run/nbformat.ts";

/** A neighbouring page. */
export interface PageLink {
  /** Title of the linked page, as text. */
  title: string;
  /** Address of the linked page relative to this one, such as `02_parse.html`. */
  href: string;
}

/**
 * How charts are shown: as the pictures that the notebook holds, or drawn by the page, with tooltips, which takes a script
 * of 540 kB in each page.
 */
export type PageCharts = "picture" | "interactive";

/** Options for {@linkcode publishNotebook}. */
export interface PublishOptions {
  /** How charts are shown. @default {"picture"} */
  charts?: PageCharts;
  /**
   * Title of the document, and its `h1` if the notebook has no `#` heading. @default {the first heading}
   */
  title?: string;
  /** The language of the text, as a BCP 47 tag. @default {"en"} */
  lang?: string;
  /** The index page, linked at the top. */
  index?: PageLink;
  /** The page before this one. */
  previous?: PageLink;
  /** The page after this one. */
  next?: PageLink;
  /** Which page of how many this is, such as `2 of 5`. */
  place?: string;
  /** The notebook itself, to be downloaded; its address relative to this page. */
  source?: PageLink;
}

/** A notebook on the index page of {@linkcode publishIndex}. */
export interface IndexEntry {
  /** Address of the notebook's page, relative to the index. */
  href: string;
  /** The notebook, with its outputs. */
  notebook: Notebook;
  /** Title on the index. @default {the notebook's first heading} */
  title?: string;
}

/** Options for {@linkcode publishIndex}. */
export interface IndexOptions {
  /** Title of the index, and its `h1`. @default {"Notebooks"} */
  title?: string;
  /** A sentence or two below the title. */
  description?: string;
  /** The language of the text, as a BCP 47 tag. @default {"en"} */
  lang?: string;
}

/** A notebook of a series, for {@linkcode publishSite}. */
export interface SiteNotebook {
  /** File name without the ending, such as `01_load`; the page takes it too. */
  name: string;
  /** The notebook, with its outputs. */
  notebook: Notebook;
}

/** Options for {@linkcode publishSite}. */
export interface SiteOptions {
  /** The title of the index. @default {"Notebooks"} */
  title?: string;
  /** A sentence or two on the index. */
  description?: string;
  /** How charts are shown. @default {"picture"} */
  charts?: PageCharts;
}
