import type { Notebook } from "../run/nbformat.ts";

/** A neighbouring page. */
export interface PageLink {
  /** Its title, as text. */
  title: string;
  /** Its address relative to this page, such as `02_parse.html`. */
  href: string;
}

/**
 * How charts are shown: as the pictures that the notebook holds, or drawn by the page, with tooltips, which takes a script
 * of 540 kB in each page.
 */
export type PageCharts = "picture" | "interactive";

/** How a notebook becomes a page. */
export interface PublishOptions {
  /** How charts are shown. @default {"picture"} */
  charts?: PageCharts;
  /**
   * The title of the document, and its `h1` if the notebook has no `#` heading. @default {the first heading}
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

/** A notebook on the index. */
export interface IndexEntry {
  /** The address of its page, relative to the index. */
  href: string;
  /** The notebook, with its outputs. */
  notebook: Notebook;
  /** Its title. @default {the notebook's first heading} */
  title?: string;
}

/** What the index says about itself. */
export interface IndexOptions {
  /** Title and `h1`. @default {"Notebooks"} */
  title?: string;
  /** A sentence or two below the title. */
  description?: string;
  /** The language of the text, as a BCP 47 tag. @default {"en"} */
  lang?: string;
}

/** A notebook of a series. */
export interface SiteNotebook {
  /** Its file name without the ending, such as `01_load`; the page is called the same. */
  name: string;
  /** The notebook, with its outputs. */
  notebook: Notebook;
}

/** What a series of pages says about itself. */
export interface SiteOptions {
  /** The title of the index. @default {"Notebooks"} */
  title?: string;
  /** A sentence or two on the index. */
  description?: string;
  /** How charts are shown. @default {"picture"} */
  charts?: PageCharts;
}
