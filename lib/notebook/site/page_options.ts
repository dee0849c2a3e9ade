import type { Notebook } from "../run/nbformat.ts";

/** Link to another page or file. */
export interface PageLink {
  /** Title of the target, as text. */
  title: string;
  /** Address of the target relative to the page, such as `02_parse.html`. */
  href: string;
}

/**
 * How charts are shown: `picture`, as the notebook holds them; `interactive`, drawn by the page with tooltips, by a script of
 * 540 kB in each page.
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
  /** Link to the index page, shown at the top. */
  index?: PageLink;
  /** Link to the previous page. */
  previous?: PageLink;
  /** Link to the next page. */
  next?: PageLink;
  /** Position of the page in its series, such as `2 of 5`. */
  place?: string;
  /** Link by which the notebook itself is downloaded. */
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
  /** File name without the ending, such as `01_load`, of both notebook and page. */
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
